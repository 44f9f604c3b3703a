// What the faces may use of the live board.
export * from "./hooks";
export { LiveProvider } from "./LiveProvider";
export { serverNow } from "./clock";
export type { CommandOutcome, CommandRecord } from "./commands";
export type { DocOf } from "./documents";
export type { FileState, LiveStore } from "./store";
export type { Trust } from "./trust";
