// A notice of the tablet itself while the page is behind another or the screen is dark. It says that something is there, and never what.
import { device as words } from "../../words/en.device";

/** One at a time: a later one takes the place of the earlier, and is felt like the first. */
const TAG = "alongside";
const OPTIONS: NotificationOptions & { renotify: boolean } = { body: words.notice.body, tag: TAG, renotify: true, icon: "/icons/icon-192.png", requireInteraction: true };

/** Of this page itself, where the browser has no worker to show it. */
let own: Notification | null = null;

function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return "serviceWorker" in navigator ? navigator.serviceWorker.getRegistration() : Promise.resolve(undefined);
}

export function notice(): void {
  if (!document.hidden || !("Notification" in window) || Notification.permission !== "granted") return;
  registration()
    .then((worker) => {
      if (worker !== undefined) return worker.showNotification(words.notice.title, OPTIONS);
      own = new Notification(words.notice.title, OPTIONS);
      own.onclick = () => window.focus();
      return undefined;
    })
    // Where the system refuses, sound and vibration are left.
    .catch(() => undefined);
}

/** Puts the notice away once the page is looked at, until what it returns is called. */
export function clearNoticesWhenSeen(): () => void {
  const clear = (): void => {
    if (document.hidden) return;
    own?.close();
    own = null;
    registration()
      .then((worker) => worker?.getNotifications({ tag: TAG }))
      .then((shown) => shown?.forEach((each) => each.close()))
      .catch(() => undefined);
  };
  document.addEventListener("visibilitychange", clear);
  return () => document.removeEventListener("visibilitychange", clear);
}
