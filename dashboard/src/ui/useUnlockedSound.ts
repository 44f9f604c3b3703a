// Lets sound through as soon as the browser allows it: at once where this page was touched, else at the first touch or key.
import { useEffect } from "react";
import { unlockSound } from "./sound";

export function useUnlockedSound(): void {
  useEffect(() => {
    // Signing in was a touch of this page.
    const touched = "userActivation" in navigator && navigator.userActivation.hasBeenActive;
    if (touched) unlockSound();
    window.addEventListener("pointerdown", unlockSound);
    window.addEventListener("keydown", unlockSound);
    return () => {
      window.removeEventListener("pointerdown", unlockSound);
      window.removeEventListener("keydown", unlockSound);
    };
  }, []);
}
