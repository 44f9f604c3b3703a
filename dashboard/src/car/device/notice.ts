// A notice of the tablet itself while the page is behind another or the screen is dark. It says that something is there, and never what.
import { device as words } from "../../words/en.device";

/** One at a time: a later one takes the place of the earlier. */
const TAG = "alongside";

export function notice(): void {
  if (!document.hidden || !("Notification" in window) || Notification.permission !== "granted") return;
  const options: NotificationOptions = { body: words.notice.body, tag: TAG, icon: "/icons/icon-192.png", requireInteraction: true };
  const through = "serviceWorker" in navigator ? navigator.serviceWorker.getRegistration() : Promise.resolve(undefined);
  through
    .then((worker) => {
      if (worker !== undefined) return worker.showNotification(words.notice.title, options);
      const shown = new Notification(words.notice.title, options);
      shown.onclick = () => window.focus();
      return undefined;
    })
    // Where the system refuses, sound and vibration are left.
    .catch(() => undefined);
}
