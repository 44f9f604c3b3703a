// One form of the doorstep in place of the job, and what follows when it is saved or left.
import { useState, type ReactNode } from "react";
import { draftOf, forgetDraft, putDraft } from "../../held/drafts";
import { useCommands } from "../../live";
import type { JobCard, SchemeView } from "../../live/protocol.gen";
import { showToast } from "../../ui";
import { door } from "../../words/en.door";
import { doorstep as words } from "../../words/en.doorstep";
import type { FileAccess } from "../useFileAccess";
import { ConsentForm } from "./ConsentForm";
import { ContactForm } from "./ContactForm";
import { draftKey, type DoorForm } from "./forms";
import { HazardsForm } from "./HazardsForm";
import { knownOf } from "./known";
import { PlanForm } from "./PlanForm";
import type { DoorProps } from "./props";
import { ReferralForm } from "./ReferralForm";
import { RiskForm } from "./RiskForm";
import type { Saved } from "./saving";
import { WelfareForm } from "./WelfareForm";

/** Which form is open, on which draft. `from`: the draft of the referral that it was opened from. */
export type OpenForm = { form: DoorForm; key: string; from?: string };

type Props = { job: JobCard; scheme: SchemeView; access: FileAccess; open: OpenForm; onOpen: (next: OpenForm) => void; onBack: () => void };

export function DoorForms({ job, scheme, access, open, onOpen, onBack }: Props): ReactNode {
  const { response } = job;
  const commands = useCommands();
  const known = knownOf({ response, part: access.part, commands, rules: scheme.risk });
  // Consent is mostly asked for several in a row: each is a form of its own.
  const [round, setRound] = useState<{ turn: number; just: Saved | null }>({ turn: 0, just: null });

  function back(): void {
    if (open.from === undefined) onBack();
    else onOpen({ form: "referral", key: open.from });
  }

  function saved(how: Saved): void {
    if (open.form === "consent" && open.from === undefined) {
      setRound((before) => ({ turn: before.turn + 1, just: how }));
      onOpen({ form: "consent", key: draftKey(response, "consent") });
      return;
    }
    showToast(words.saved[how](door.forms[open.form]));
    back();
  }

  function askConsent(service: string): void {
    const key = askedKey(response, service);
    if (draftOf(key) === undefined) putDraft(key, askedOf(service, scheme.consent.for_referral));
    onOpen({ form: "consent", key, from: open.key });
  }

  function backFromConsent(): void {
    // Nothing was said yet: opening it alone leaves no draft behind.
    if (open.from !== undefined && Object.keys(draftOf(open.key) ?? {}).length <= ASKED_FIELDS) forgetDraft(open.key);
    back();
  }

  const props: DoorProps = { job, scheme, access, known, draftKey: open.key, onBack: back, onSaved: saved };
  switch (open.form) {
    case "contact":
      return <ContactForm key={open.key} {...props} />;
    case "risk":
      return <RiskForm key={open.key} {...props} />;
    case "plan":
      return <PlanForm key={open.key} {...props} />;
    case "consent":
      return (
        <ConsentForm
          key={`${open.key} ${round.turn}`}
          {...props}
          just={open.from === undefined ? round.just : null}
          onBack={backFromConsent}
          backWord={open.from !== undefined ? words.backToReferral : round.just === null ? words.back : words.done}
        />
      );
    case "referral":
      return <ReferralForm key={open.key} {...props} onConsent={askConsent} />;
    case "welfare":
      return <WelfareForm key={open.key} {...props} />;
    case "hazards":
      return <HazardsForm key={open.key} {...props} />;
  }
}

/** Another ask is another draft: what was said of one service is not sent for another. */
function askedKey(response: string, service: string): string {
  return `${draftKey(response, "consent")}/for/${encodeURIComponent(service)}`;
}

function askedOf(service: string, purpose: string | null): object {
  return { recipient: service, purpose };
}
const ASKED_FIELDS = 2;
