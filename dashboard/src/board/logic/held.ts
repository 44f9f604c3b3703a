// Rows never move under pointer or focus: what differs between the list as shown and the list as it should stand.

export type Held = { added: readonly string[]; moved: number; gone: number };

const NONE: Held = { added: [], moved: 0, gone: 0 };

export function heldBack(shown: readonly string[], wanted: readonly string[]): Held {
  if (shown === wanted) return NONE;
  const shownSet = new Set(shown);
  const wantedSet = new Set(wanted);
  const added = wanted.filter((number) => !shownSet.has(number));
  const keptShown = shown.filter((number) => wantedSet.has(number));
  const keptWanted = wanted.filter((number) => shownSet.has(number));
  return {
    added,
    moved: keptWanted.length - longestKept(keptShown, keptWanted),
    gone: shown.length - keptShown.length,
  };
}

/** How many rows keep their order: the longest increasing run of places. The rest are the ones that moved. */
function longestKept(before: readonly string[], after: readonly string[]): number {
  const place = new Map(before.map((number, index) => [number, index]));
  const tails: number[] = [];
  for (const number of after) {
    const at = place.get(number) ?? 0;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    tails[low] = at;
  }
  return tails.length;
}

export function isHeld(held: Held): boolean {
  return held.added.length > 0 || held.moved > 0 || held.gone > 0;
}

/** What to show next. While holding, the list as it is; a list with nothing in it has nothing to hold. */
export function nextShown(shown: readonly string[], wanted: readonly string[], holding: boolean): readonly string[] {
  if (holding && shown.length > 0) return shown;
  const same = shown.length === wanted.length && shown.every((number, index) => number === wanted[index]);
  return same ? shown : wanted;
}
