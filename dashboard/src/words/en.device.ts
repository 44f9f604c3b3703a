// English of the tablet itself: what was tried at the start of a shift, its battery, its notices.
export const device = {
  title: "This tablet",
  allWell: "Everything works.",
  toMend: (count: number): string => (count === 1 ? "1 thing to see to" : `${count} things to see to`),

  sound: {
    name: "Sound and vibration",
    on: "On. Try it once, with the tablet where it will lie.",
    off: "The sound is off: alarms are felt and not heard.",
    locked: "The browser holds sound back until it is tried.",
    test: "Test the alarm",
    turnOn: "Turn it on",
  },
  location: {
    name: "Location",
    granted: "Allowed. The place is shared on a job alone.",
    prompt: "Not allowed yet. Without it the desk sends by where you last were.",
    denied: "Blocked in the browser's settings for this site. Until it is allowed there, tell the desk where you are.",
    absent: "This tablet cannot tell where it is. Tell the desk.",
    ask: "Allow",
  },
  storage: {
    name: "Storage",
    kept: "Jobs, acts and what you type are kept here sealed, also without a link and through a restart.",
    notKept: "This browser keeps nothing beyond its page. Do not close it while acts wait.",
    promised: "The browser has promised not to clear it.",
    notPromised: "The browser may clear it when the disk is full. Put the app on the home screen to prevent that.",
  },
  app: {
    name: "Without a link",
    ready: "The app opens without a link.",
    absent: "This browser keeps no app. Without a link do not close this page.",
    notReady: "The app is still being kept on this tablet. Stay in signal for a moment.",
  },
  connection: {
    name: "Connection",
    live: "Live.",
    delayed: "Slow. The board answers late.",
    offline: "None now. Drive where there is signal to start the shift.",
  },
  notices: {
    name: "Notices",
    granted: "Allowed. They say that something is there, and never what.",
    prompt: "With the screen dark only sound and vibration would tell you.",
    denied: "Blocked in the browser's settings. Keep this page in front.",
    absent: "This browser has none. Keep this page in front.",
    ask: "Allow",
  },
  battery: {
    name: "Battery",
    level: (percent: number, charging: boolean): string => `${percent} %${charging ? ", charging" : ""}.`,
    low: "Low. Put it on the charger.",
    lowSaving: "Low: the place is sent less often, and the screen may go dark. Put it on the charger.",
    legend: "Save battery",
    hint: "Sends the place every half minute and lets the screen go dark.",
    auto: "When low",
    on: "On",
    off: "Off",
  },

  notice: { title: "Alongside", body: "New activity" },
};
