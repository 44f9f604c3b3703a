// The whole office in jsdom, for somebody with these roles.
import { render } from "@testing-library/react";
import { PlaceContext } from "../app/place";
import type { OfficePart } from "../app/router";
import type { Role } from "../live/protocol.gen";
import OfficeFace from "../office/OfficeFace";
import { Toasts } from "../ui/Toasts";
import { prepareDom } from "./mountBoard";

export function mountOffice(roles: Role[], part: OfficePart | null = null): void {
  prepareDom();
  window.history.replaceState(null, "", part === null ? "/office" : `/office/${part}`);
  const board = { board: "fellside", name: "Fellside", audiences: [] };
  const session = { user: { user: "u-ibis", name: "Ibis Jackdaw", roles }, boards: [board], expires_at_ms: Date.now() + 1e6 };
  render(
    <PlaceContext value={{ session, board, face: "office", chooseBoard: () => undefined }}>
      <OfficeFace />
      <Toasts />
    </PlaceContext>,
  );
}
