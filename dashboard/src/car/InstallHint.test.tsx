// @vitest-environment jsdom
// The home screen: asked of the browser where it has offered, told in a line where it has not.
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { hearInstallOffer } from "../offline/install";
import { offline as words } from "../words/en.offline";
import { InstallHint } from "./InstallHint";

beforeAll(hearInstallOffer);
afterEach(cleanup);

it("asks once with the browser's own offer, and says how to do it by hand before and after", () => {
  render(<InstallHint />);
  expect(screen.getByTestId("install-by-hand").textContent).toBe(words.byHand);

  const prompt = vi.fn(() => Promise.resolve());
  const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt });
  act(() => void window.dispatchEvent(offer));
  expect(offer.defaultPrevented).toBe(true);
  expect(screen.queryByTestId("install-by-hand")).toBeNull();
  expect(prompt).not.toHaveBeenCalled();

  fireEvent.click(screen.getByTestId("install"));
  expect(prompt).toHaveBeenCalledTimes(1);
  expect(screen.queryByTestId("install")).toBeNull();
  screen.getByTestId("install-by-hand");
});
