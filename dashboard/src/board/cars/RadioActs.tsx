// What a crew says by radio when its tablet cannot: that it needs help, and that it is clear after a recall.
import type { ReactNode } from "react";
import { useAct, useDocs, useYou } from "../../live/hooks";
import type { CarRow, DeploymentId } from "../../live/protocol.gen";
import { showToast } from "../../ui/toasts";
import { cars as w } from "../../words/en.cars";
import { recallOf } from "../logic/cars";
import { useMayAct } from "../welfare/useWelfare";
import { TwoSteps } from "./TwoSteps";

/** Nothing where the call stands already: the banner has it. */
export function CrewHelp({ car }: { car: CarRow }): ReactNode {
  const act = useAct();
  const may = useMayAct();
  if (!may || car.sos !== null) return null;
  const raise = (): void => {
    void act.run({ type: "raise_sos", car: car.car }).then((accepted) => (accepted ? showToast(w.radio.helpDone(car.call_sign)) : undefined));
  };
  return <TwoSteps first={w.radio.help} name={w.radio.helpOf(car.call_sign)} ask={w.radio.helpAsk(car.call_sign)} go={w.radio.helpGo} danger act={act} onGo={raise} testId={`crew-help-${car.car}`} />;
}

/** The job from which it was recalled is read off the incidents. */
export function CarClear({ car }: { car: CarRow }): ReactNode {
  const job = recallOf(car.car, useDocs("incident"));
  return job === null ? null : <CrewClear deployment={job} callSign={car.call_sign} testId={`crew-clear-${car.car}`} />;
}

/** Confirms a recall for the crew. The server takes it from the crew and from the desk alone. */
export function CrewClear({ deployment, callSign, testId }: { deployment: DeploymentId; callSign: string; testId: string }): ReactNode {
  const act = useAct();
  const desk = useYou()?.roles.includes("control_room") === true;
  if (!desk) return null;
  const confirm = (): void => {
    void act.run({ type: "confirm_recall", deployment }).then((accepted) => (accepted ? showToast(w.radio.clearDone(callSign)) : undefined));
  };
  return <TwoSteps first={w.radio.clear} name={w.radio.clearOf(callSign)} ask={w.radio.clearAsk(callSign)} go={w.radio.clearGo} act={act} onGo={confirm} testId={testId} />;
}
