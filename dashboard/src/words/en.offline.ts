// Sentences about the app itself on a tablet: a newer version, and the home screen.

export const offline = {
  ready: "A new version is ready.",
  restart: "Restart now",
  restarting: "Restarting…",
  install: "Put on the home screen",
  byHand: "To put Alongside on the home screen, open the browser's menu (or Share) and choose “Add to Home screen”.",
};
