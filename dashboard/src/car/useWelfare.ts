// The crew's call for help and its check-in timer, for every view of the tablet: what is so, and what may be pressed.
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useAct, useCommands, useNow } from "../live";
import type { CarRow, Refusal, SchemeView, SosEnding } from "../live/protocol.gen";
import { announceEmergency } from "../ui";
import { safety as words } from "../words/en.crew-safety";
import { buzz, remind } from "./alarm";
import { ARM_MS, asksAloud, checkInShown, REMIND_AGAIN_MS, REMIND_MS, sosEnding, sosShown, stageOf, type CheckInShown, type CheckInStage, type SosShown } from "./welfare";

export type Welfare = {
  sos: SosShown;
  /** The first of the two taps has been made. */
  armed: boolean;
  ending: boolean;
  /** The server did not take the call, or its end. */
  refusal: Refusal | null;
  arm: () => void;
  disarm: () => void;
  send: () => void;
  sendAgain: () => void;
  end: (how: SosEnding) => void;
  checkIn: CheckInShown | null;
  stage: CheckInStage | null;
  well: () => void;
  /** The last check-in was not taken. */
  wellRefusal: Refusal | null;
};

/** Null: the car is not on duty, and nobody is to be looked after. */
export const WelfareContext = createContext<Welfare | null>(null);

export function useWelfare(): Welfare | null {
  return useContext(WelfareContext);
}

export function useCrewWelfare(car: CarRow | null, onDuty: boolean, scheme: SchemeView | null): Welfare | null {
  const commands = useCommands();
  const raise = useAct();
  const finish = useAct();
  const check = useAct();
  const [armed, setArmed] = useState(false);
  const disarm = useCallback(() => setArmed(false), []);

  useEffect(() => {
    if (!armed) return undefined;
    const timer = setTimeout(disarm, ARM_MS);
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      disarm();
    };
    window.addEventListener("keydown", onKey);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", onKey);
    };
  }, [armed, disarm]);

  const sos = useMemo<SosShown>(() => (car === null ? { state: "none" } : sosShown(car, commands)), [car, commands]);
  const ending = car !== null && sosEnding(car.car, commands);
  const checkIn = useMemo(() => (car === null ? null : checkInShown(car.check_in, commands, scheme?.cars.check_in_every_ms ?? null)), [car, commands, scheme]);
  const stage = useNow<CheckInStage | null>((now) => (checkIn === null || checkIn.waiting ? null : stageOf(checkIn, now)));

  useSaidSos(sos);
  useReminder(stage);

  // A refusal of an earlier call says nothing of one that stands.
  const { clear } = raise;
  const standing = sos.state === "sent" || sos.state === "answered";
  useEffect(() => {
    if (standing) clear();
  }, [standing, clear]);

  const id = car?.car ?? null;
  const { run: runRaise, again: raiseAgain, refusal: raiseRefusal } = raise;
  const { run: runFinish, refusal: finishRefusal, clear: clearFinish } = finish;
  const { run: runCheck, refusal: wellRefusal } = check;
  return useMemo(() => {
    if (id === null || (!onDuty && sos.state === "none")) return null;
    return {
      sos,
      armed,
      ending,
      refusal: standing ? finishRefusal : raiseRefusal,
      arm: () => setArmed(true),
      disarm,
      send: () => {
        setArmed(false);
        clearFinish();
        void runRaise({ type: "raise_sos", car: id });
      },
      sendAgain: raiseAgain,
      end: (how) => void runFinish({ type: "end_sos", car: id, how }),
      checkIn,
      stage,
      well: () => (checkIn === null ? undefined : void runCheck({ type: "check_in", deployment: checkIn.deployment })),
      wellRefusal,
    };
  }, [id, onDuty, sos, armed, ending, standing, finishRefusal, raiseRefusal, disarm, clearFinish, runRaise, raiseAgain, runFinish, checkIn, stage, runCheck, wellRefusal]);
}

/** Felt, and said to a screen reader; never heard. */
function useSaidSos(sos: SosShown): void {
  const text = sos.state === "sent" ? words.sos.state[sos.climb > 0 ? "again" : "sent"] : sos.state === "answered" ? words.sos.state.answered(sos.by) : null;
  useEffect(() => {
    if (text === null) return;
    buzz();
    announceEmergency(text);
  }, [text]);
}

/** Felt once it nears; heard at each step from the moment that word is due, and each minute until it is given. */
function useReminder(stage: CheckInStage | null): void {
  const heardAt = useRef(-Infinity);
  useEffect(() => {
    if (stage === "soon") buzz();
    if (stage === null || !asksAloud(stage)) return undefined;
    const ring = (): void => {
      heardAt.current = performance.now();
      remind();
    };
    // The desk is told in the very moment that word is due: one sound says both.
    if (performance.now() - heardAt.current >= REMIND_AGAIN_MS) ring();
    announceEmergency(words.checkIn[stage]);
    const timer = setInterval(ring, REMIND_MS);
    return () => clearInterval(timer);
  }, [stage]);
}
