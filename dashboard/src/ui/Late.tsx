// A part of a face that is fetched when it is first needed. Where the fetch fails that is said, and the next press tries again.
import { useEffect, useEffectEvent, useState, type ReactNode } from "react";

type Part<P> = (props: P) => ReactNode;
type Loader<P> = () => Promise<{ default: Part<P> }>;

/** What has come stays, so that a part that is opened again is there at once. */
const come = new Map<unknown, unknown>();

/** Fetches parts ahead of their first use: a link that is lost later must not take them away. */
export async function fetchAhead(loaders: readonly Loader<never>[]): Promise<void> {
  for (const load of loaders) {
    try {
      come.set(load, (await load()).default);
    } catch {
      // Tried again when it is needed.
    }
  }
}

type Props<P> = {
  load: Loader<P>;
  with: P;
  onFail: () => void;
  /** Stands there until it has come. */
  waiting?: ReactNode;
};

export function Late<P extends object>({ load, with: props, onFail, waiting = null }: Props<P>): ReactNode {
  const [part, setPart] = useState<Part<P> | undefined>(() => come.get(load) as Part<P> | undefined);
  const fail = useEffectEvent(onFail);
  useEffect(() => {
    if (come.has(load)) return undefined;
    let wanted = true;
    load().then(
      (module) => {
        come.set(load, module.default);
        if (wanted) setPart(() => module.default);
      },
      () => {
        if (wanted) fail();
      },
    );
    return () => {
      wanted = false;
    };
  }, [load]);
  if (part === undefined) return waiting;
  const Shown = part;
  return <Shown {...props} />;
}
