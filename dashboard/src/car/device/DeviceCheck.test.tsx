// @vitest-environment jsdom
// The tablet itself, at the start of a shift and under "More".
import { act, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { car, job, open, pass, press, watch, withTablet } from "../testing";
import { setSound } from "../alarm";
import { clearNoticesWhenSeen, notice } from "./notice";
import { chooseSaving } from "./power";

withTablet();

describe("the check of the tablet", () => {
  it("stands at the start of the shift: each thing with how it stands, and what mends it", async () => {
    await open([car({ status: "off_duty" })]);
    expect(screen.getByTestId("device-location").dataset["well"]).toBe("false");
    expect(screen.getByTestId("device-location-act")).toBeTruthy();
    expect(screen.getByTestId("device-storage").textContent).toContain("keeps nothing beyond its page");
    expect(screen.getByTestId("device-app").textContent).toContain("do not close this page");
    expect(screen.getByTestId("device-connection").dataset["well"]).toBe("true");
    expect(Number(screen.getByTestId("device-check").dataset["faults"])).toBeGreaterThan(1);
  });

  it("asks the browser for the place when it is pressed, and takes its word", async () => {
    const ask = vi.fn<Geolocation["getCurrentPosition"]>((found) => found({ coords: {} } as GeolocationPosition));
    await open([car({ status: "off_duty" })]);
    Object.assign(navigator.geolocation, { getCurrentPosition: ask });
    fireEvent.click(screen.getByTestId("device-location-act"));
    await pass(0);
    expect(ask).toHaveBeenCalledOnce();
    expect(screen.getByTestId("device-location").dataset["well"]).toBe("true");
  });
});

describe("the sound", () => {
  it("is one switch wherever it is turned", async () => {
    await open([car()]);
    await press("more", 0);
    const dialog = screen.getByTestId("more-dialog");
    const off = (): boolean => screen.getByLabelText<HTMLInputElement>("Off", { selector: "[data-testid=alarm-sound] input" }).checked;
    expect(within(dialog).getAllByTestId("alarm-test")).toHaveLength(1);
    act(() => setSound(false));
    expect(off()).toBe(true);
    fireEvent.click(within(dialog).getByTestId("device-sound-act"));
    expect(off()).toBe(false);
  });
});

describe("the notice", () => {
  it("is put away once the page is looked at, and felt again when a later one takes its place", async () => {
    const close = vi.fn();
    const show = vi.fn<ServiceWorkerRegistration["showNotification"]>(() => Promise.resolve());
    Object.defineProperty(navigator, "serviceWorker", { configurable: true, value: { controller: null, ready: new Promise(() => undefined), getRegistration: () => Promise.resolve({ showNotification: show, getNotifications: () => Promise.resolve([{ close }]) }) } });
    vi.stubGlobal("Notification", { permission: "granted" });
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    const stop = clearNoticesWhenSeen();
    notice();
    await pass(0);
    expect(show.mock.lastCall?.[1]).toMatchObject({ renotify: true, tag: "alongside" });
    document.dispatchEvent(new Event("visibilitychange"));
    await pass(0);
    expect(close).not.toHaveBeenCalled();
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event("visibilitychange"));
    await pass(0);
    expect(close).toHaveBeenCalledOnce();
    stop();
    hidden.mockRestore();
    vi.unstubAllGlobals();
    Reflect.deleteProperty(navigator, "serviceWorker");
  });
});

describe("saving the battery", () => {
  it("finds the place less exactly when the crew says so, says that it does, and not while an SOS is on", async () => {
    await open([car({ status: "at_scene" }), job({}, { state: "at_scene" })]);
    expect(watch.mock.lastCall?.[2]?.enableHighAccuracy).toBe(true);
    await press("more", 0);
    fireEvent.click(screen.getByTestId("battery").querySelector('[data-value="on"] input') ?? document.body);
    await pass(0);
    expect(watch.mock.lastCall?.[2]?.enableHighAccuracy).toBe(false);
    await act(() => Promise.resolve());
    expect(screen.getByTestId("place").textContent).toContain("Saving battery");
    await press("sos", 0);
    await press("sos-send");
    expect(watch.mock.lastCall?.[2]?.enableHighAccuracy).toBe(true);
    act(() => chooseSaving(null));
  });
});
