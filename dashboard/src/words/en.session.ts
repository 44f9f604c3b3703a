// English of the sign-in page. It is part of every first load, so what only some people see stands in en.account.ts.
import { plural, shortSpan } from "./en";

export const session = {
  title: "Sign in",
  username: "User name",
  password: "Password",
  show: "Show",
  hide: "Hide",
  showPassword: "Show password",
  hidePassword: "Hide password",
  button: "Sign in",
  working: "Signing in",
  with: (name: string): string => `Sign in with ${name}`,
  or: "or with a password of this service",
  private: "For authorised staff. What you open is recorded.",
  noBoards: "Your account has no board yet. Ask the coordinator.",

  code: {
    title: "Second step",
    label: "Code",
    hint: "Six digits from your authenticator app.",
    recovery: "Recovery code",
    recoveryHint: "One of those that you printed when you set up the second step. Each works once.",
    useRecovery: "I do not have my device",
    useCode: "Use the app’s code instead",
    back: "Start again",
    missing: "Enter the code.",
    wrong: "That code does not fit, or it was used before. Wait for the next one and try again.",
  },

  ended: {
    session: "You have been signed out. Sign in again to go on.",
    time: "Without a connection this tablet may not keep its jobs any longer, and has forgotten them. What you had not sent is sealed on it, and goes out when you sign in again.",
  },
  missingUsername: "Enter your user name.",
  missingPassword: "Enter your password.",
  failed: "That user name and password do not match. Check both and try again.",
  locked: "Too many tries, so this account is locked for a while. Ask the coordinator if you need it now.",
  lockedUntil: (time: string, span: string): string => `Too many tries, so this account is locked until ${time}, ${span} from now. Ask the coordinator if you need it sooner.`,
  limited: (seconds: number | null): string =>
    seconds === null ? "Too many sign-ins at once. Wait a minute and try again." : `Too many sign-ins at once. Try again in ${shortSpan(seconds * 1000)}.`,
  unreachable: "The server does not answer. Check the network; this page tries again by itself.",
  unavailable: "Sign-in is not available at the moment. Try again in a minute.",
  other: (detail: string): string => (detail === "" ? "Sign-in did not work. Try again." : detail),

  /** Why a sign-in elsewhere brought nobody in. */
  elsewhere: {
    refused: "The sign-in was not completed. Try again.",
    no_board: "You are signed in there, but no board here is open to you. Ask the coordinator.",
    away: "The sign-in service does not answer. Try again in a minute, or use a password if you have one here.",
  },

  notSignedOut: "The server did not hear that you signed out. Close this browser, or sign in and out again when the link is back.",
  triesSince: (tries: number, since: string | null): string =>
    `${plural(tries, "failed try", "failed tries")} to sign in with your name${since === null ? "" : ` since ${since}`}. If that was not you, change your password and tell the coordinator.`,
};

export type Elsewhere = keyof typeof session.elsewhere;
