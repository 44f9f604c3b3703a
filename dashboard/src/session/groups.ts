// A key as it is typed by hand: in fours, so that the eye keeps its place.
export function keyInGroups(key: string): string {
  return key.replace(/\s/g, "").replace(/(.{4})(?=.)/g, "$1 ");
}
