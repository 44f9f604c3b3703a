// What each form of the doorstep is given.
import type { JobCard, SchemeView } from "../../live/protocol.gen";
import type { FileAccess } from "../useFileAccess";
import type { Known } from "./known";
import type { Saved } from "./saving";

export type DoorProps = {
  job: JobCard;
  scheme: SchemeView;
  access: FileAccess;
  known: Known;
  /** Mount anew for another. */
  draftKey: string;
  onBack: () => void;
  onSaved: (how: Saved) => void;
};
