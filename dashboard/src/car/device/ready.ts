// Whether the app itself would open on this tablet without a link.
import { useEffect, useState } from "react";

export function useOpensOffline(): boolean {
  const [ready, setReady] = useState(() => "serviceWorker" in navigator && navigator.serviceWorker.controller !== null);
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return undefined;
    let wanted = true;
    void navigator.serviceWorker.ready.then(() => {
      if (wanted) setReady(true);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return ready;
}
