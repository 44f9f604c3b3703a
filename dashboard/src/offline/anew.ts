// Loads the page from the network, past whatever version is kept here.

/** For a version that the server no longer speaks with. The crew's face registers its worker again by itself. */
export async function loadAnew(): Promise<void> {
  if ("serviceWorker" in navigator) {
    const kept = await navigator.serviceWorker.getRegistrations().catch(() => []);
    await Promise.all(kept.map((each) => each.unregister().catch(() => false)));
  }
  window.location.reload();
}
