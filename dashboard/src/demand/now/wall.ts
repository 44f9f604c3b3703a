// Whether this screen is a wall screen. Remembered, so that it comes back after a power cut; says nothing of any incident.

const KEY = "alongside.demand.wall";

export function rememberedWall(): boolean {
  try {
    return window.localStorage.getItem(KEY) === "yes";
  } catch {
    return false;
  }
}

export function rememberWall(wall: boolean): void {
  try {
    if (wall) window.localStorage.setItem(KEY, "yes");
    else window.localStorage.removeItem(KEY);
  } catch {
    // Storage may be forbidden by policy; the choice then lasts as long as the page.
  }
}
