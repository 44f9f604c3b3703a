// The cars for one response in the order in which they are shown: as ranked, and standing still while the form is out.
import { useEffect, useMemo, useState } from "react";
import { useCars, useRecommendation } from "../../../live/hooks";
import type { CarId, CarOption, Refusal, ResponseId } from "../../../live/protocol.gen";
import { useHeldOrder } from "../../list/useHeldOrder";
import { isHeld } from "../../logic/held";
import { plainOptions } from "../../logic/dispatch";

export type Options = {
  /** `plain`: nobody has ranked them, because the link or the server is away. */
  kind: "asking" | "ranked" | "plain";
  shown: readonly CarOption[];
  missing: readonly string[];
  refusal: Refusal | null;
  /** The ranking has another order by now than the one that is shown. */
  moved: boolean;
  update: () => void;
};

/** Longer than an answer takes: then the cars are shown without a ranking. */
const SLOW_MS = 2_500;

/** `but`: the car that is not to be chosen. */
export function useOptions(response: ResponseId, but: CarId | null = null): Options {
  const asked = useRecommendation(response);
  const cars = useCars();
  const slow = useLater(SLOW_MS);
  const recommendation = asked?.recommendation ?? null;
  const refusal = asked?.refusal ?? null;
  const kind = recommendation !== null ? "ranked" : refusal !== null || slow ? "plain" : "asking";
  const options = useMemo(() => {
    const all = recommendation?.cars ?? (kind === "plain" ? plainOptions(cars) : []);
    return all.filter((option) => option.car !== but);
  }, [recommendation, kind, cars, but]);
  const wanted = useMemo(() => options.map((option) => option.car), [options]);
  const { shown, held, update } = useHeldOrder(wanted, true, kind);
  return {
    kind,
    shown: shown.flatMap((car) => options.find((option) => option.car === car) ?? []),
    missing: recommendation?.missing ?? [],
    refusal,
    moved: isHeld(held),
    update,
  };
}

function useLater(ms: number): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return later;
}
