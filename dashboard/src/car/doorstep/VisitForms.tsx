// The forms of a visit, fetched together: once one of them is here, so are the others, link or no link.
import type { ReactNode } from "react";
import type { JobCard, SchemeView } from "../../live/protocol.gen";
import { OutcomeForm } from "../OutcomeForm";
import type { FileAccess } from "../useFileAccess";
import { DoorForms, type OpenForm } from "./DoorForms";

export type VisitForm = OpenForm | "outcome";

type Props = { job: JobCard; scheme: SchemeView; access: FileAccess; open: VisitForm; onOpen: (next: VisitForm) => void; onBack: () => void };

export default function VisitForms({ open, onOpen, ...props }: Props): ReactNode {
  return open === "outcome" ? <OutcomeForm key={props.job.deployment} {...props} /> : <DoorForms {...props} open={open} onOpen={onOpen} />;
}
