// What keys and commands do on the board, each aimed at one response.
import { useCallback, useState, type RefObject } from "react";
import { usePlace } from "../app/place";
import { AUDIENCE, navigate, type LiveFace } from "../app/router";
import { useLive } from "../live/hooks";
import type { IncidentNumber, ResponseId } from "../live/protocol.gen";
import { showToast, undoNewest } from "../ui/toasts";
import { en } from "../words/en";
import { alarms as wa } from "../words/en.alarms";
import { board as w } from "../words/en.board";
import { welfare as ww } from "../words/en.welfare";
import { toggleMute } from "./alarms/SoundButton";
import { testAlarm } from "./alarms/tones";
import type { ListControl } from "./list/List";
import type { KeyAct } from "./logic/keys";
import type { PaletteAct } from "./logic/palette";
import { incidentOf, leadingResponse } from "./logic/rows";
import { isCalling, shownInMiddle, type BoardTools, type Tray } from "./state";
import type { Over } from "./useOver";
import { goToHelp } from "./welfare/help";

/** The forms that have a key of their own. */
const TRAY_OF: Partial<Record<KeyAct, Tray>> = {
  call: "call",
  contact: "contact",
  safe_contact: "safe_contact",
  risk: "risk",
  plan: "plan",
  consent: "consent",
  referral: "referral",
  hazards: "hazards",
  standing: "standing",
  take_over: "take_over",
  pass_on: "pass_on",
  escalate: "escalate",
  send_car: "send_car",
  outcome: "outcome",
  note: "note",
};

export type BoardDialog = { show: "keys" } | { show: "palette"; target: ResponseId | null } | null;

type Input = {
  tools: BoardTools;
  list: RefObject<ListControl | null>;
  covered: boolean;
  cover: (on: boolean) => void;
  over: Over;
  setOver: (over: Over) => void;
  chooseBoard: (board: string) => void;
};

type Acts = {
  act: (key: KeyAct, inList: boolean) => void;
  perform: (act: PaletteAct, target: ResponseId | null) => void;
  dialog: BoardDialog;
  setDialog: (dialog: BoardDialog) => void;
  /** The handover sheet was asked for in order to print it. */
  printing: boolean;
};

export function useActs({ tools, list, covered, cover, over, setOver, chooseBoard }: Input): Acts {
  const { state, change } = tools;
  const live = useLive();
  const { board } = usePlace();
  const [dialog, setDialog] = useState<BoardDialog>(null);
  const [printing, setPrinting] = useState(false);

  const responseOn = (number: IncidentNumber | null): ResponseId | null => {
    const row = number === null ? undefined : live.doc("incident", number);
    if (row === undefined) return null;
    const chosen = number === state.open ? row.responses.find((each) => each.ordinal === state.ordinal) : undefined;
    return (chosen ?? leadingResponse(row))?.response ?? null;
  };

  // The letters act on what is seen: the row under the focus while it is in the list, else what the middle shows, else the list's row.
  const aim = (inList: boolean): ResponseId | null => {
    const shown = shownInMiddle(state);
    return responseOn(inList ? (state.row ?? shown) : (shown ?? list.current?.row() ?? null));
  };

  const go = (face: LiveFace): void => {
    if (board.audiences.includes(AUDIENCE[face])) navigate(face);
  };

  const openTray = (tray: Tray, response: ResponseId | null): void => {
    if (response === null) {
      showToast(w.acts.openFirst);
      return;
    }
    // The keys are the same in every scheme. Where it works by telephone there is nothing to send.
    if (tray === "send_car" && live.doc("incident", incidentOf(response))?.gate.state === "not_used") {
      showToast(en.gate.not_used);
      return;
    }
    change({ type: "open", number: incidentOf(response) });
    change({ type: "tray", tray });
  };

  const showHandover = (print: boolean): void => {
    setPrinting(print);
    setOver("handover");
  };

  const back = (inList: boolean): void => {
    if (covered) {
      cover(false);
      return;
    }
    if (over !== null) {
      setOver(null);
      return;
    }
    // What the map or the plan hides stays as it is.
    if (state.middle !== "incident") change({ type: "middle", show: "incident" });
    else if (state.tray !== null) change({ type: "tray", tray: null });
    else if (inList) change({ type: "open", number: null });
    list.current?.focus();
  };

  /** `response` is what the act is aimed at. */
  const run = (key: KeyAct, response: ResponseId | null, inList: boolean): void => {
    const tray = TRAY_OF[key];
    if (tray !== undefined) {
      openTray(tray, response);
      return;
    }
    switch (key) {
      case "help":
        setDialog({ show: "keys" });
        break;
      case "palette":
        setDialog({ show: "palette", target: response });
        break;
      case "down":
        list.current?.move(1);
        break;
      case "up":
        list.current?.move(-1);
        break;
      case "first":
        list.current?.move("first");
        break;
      case "last":
        list.current?.move("last");
        break;
      case "open":
        if (state.row !== null) change({ type: "open", number: state.row });
        break;
      case "claim":
        if (response !== null) tools.claim(response);
        break;
      case "release":
        if (response !== null) tools.release(response);
        break;
      case "line_cut":
        if (response !== null) tools.lineCut(response, w.call.lineCutReason);
        break;
      case "search":
        list.current?.focusSearch();
        break;
      case "update_list":
        list.current?.update();
        break;
      case "pause":
        list.current?.togglePause();
        break;
      case "alarms":
        setOver(over === "alarms" ? null : "alarms");
        break;
      case "mute":
        toggleMute();
        break;
      case "undo":
        if (!undoNewest()) showToast(wa.undo.none);
        break;
      case "crew_help":
        if (!goToHelp()) showToast(ww.nobody);
        break;
      case "privacy":
        cover(!covered);
        break;
      case "back":
        back(inList);
        break;
      case "go_board":
        if (over === null) go("board");
        else setOver(null);
        break;
      case "go_car":
        go("car");
        break;
      case "go_demand":
        go("demand");
        break;
      case "go_map":
      case "go_plan": {
        const show = key === "go_map" ? "map" : "plan";
        change({ type: "middle", show: state.middle === show && over === null ? "incident" : show });
        // What stands over the board hides it.
        if (over !== null) setOver(null);
        break;
      }
      case "go_handover":
        showHandover(false);
        break;
      default:
        break;
    }
  };

  const act = (key: KeyAct, inList: boolean): void => {
    // During a call the cut line is the call's, wherever the focus is and whatever the middle shows.
    const inCall = state.callSince !== null || (state.middle === "incident" && isCalling(state));
    run(key, key === "line_cut" && inCall ? responseOn(state.open) : aim(inList), inList);
  };

  const focusRowOrIncident = useCallback(
    (number: string | null): void => {
      if (number === null || list.current?.reveal(number) !== true) document.getElementById("incident")?.focus({ preventScroll: true });
    },
    [list],
  );

  const perform = (what: PaletteAct, target: ResponseId | null): void => {
    switch (what.do) {
      case "key":
        run(what.key, target, false);
        break;
      case "tray":
        openTray(what.tray, target);
        break;
      case "close":
        if (target !== null) tools.close(target);
        break;
      case "open":
        change({ type: "open", number: what.number });
        focusRowOrIncident(what.number);
        break;
      case "section":
        list.current?.showSection(what.section);
        break;
      case "board":
        chooseBoard(what.board);
        break;
      case "print":
        showHandover(true);
        break;
      case "test_sound":
        void testAlarm("emergency").then((heard) => !heard && showToast(wa.sound.cannot));
        break;
    }
  };

  return { act, perform, dialog, setDialog, printing };
}
