// The live board of the control room: list, incident, cars; one keyboard for all of it.
import { useCallback, useEffect, useMemo, useReducer, useRef, useState, type ReactNode } from "react";
import { usePlace } from "../app/place";
import { AUDIENCE, navigate, type Face } from "../app/router";
import { useCommand, useLive } from "../live/hooks";
import type { CommandOutcome } from "../live/commands";
import type { ResponseId } from "../live/protocol.gen";
import { Button } from "../ui/Button";
import { Check } from "../ui/Field";
import { PrivacyCover } from "../ui/PrivacyCover";
import { showToast } from "../ui/toasts";
import { TopBar } from "../ui/TopBar";
import { board as w } from "../words/en.board";
import { CarsPane } from "./cars/CarsPane";
import styles from "./BoardFace.module.css";
import { EscalationStrip } from "./EscalationStrip";
import { IncidentPane } from "./incident/IncidentPane";
import { KeysDialog } from "./KeysDialog";
import { List, type ListControl } from "./list/List";
import { shortNumber } from "./list/Row";
import type { KeyAct } from "./logic/keys";
import { leadingResponse } from "./logic/rows";
import { Panes } from "./Panes";
import { changeSettings, useBoardSettings } from "./settings";
import { BoardContext, boardReducer, START, type BoardTools, type Tray } from "./state";
import { useKeys } from "./useKeys";

function incidentOf(response: ResponseId): string {
  return response.slice(0, response.lastIndexOf("#"));
}

const TRAY_OF: Partial<Record<KeyAct, Tray>> = { call: "call", escalate: "escalate", send_car: "send_car", outcome: "outcome", note: "note", safe_contact: "safe_contact" };

export default function BoardFace(): ReactNode {
  const [state, change] = useReducer(boardReducer, START);
  const [helping, setHelping] = useState(false);
  const [hidden, setHidden] = useState(false);
  const settings = useBoardSettings();
  const live = useLive();
  const send = useCommand();
  const { board } = usePlace();
  const list = useRef<ListControl>(null);

  const settle = useCallback((response: ResponseId, outcome: CommandOutcome, done: string, undo?: () => void) => {
    const number = shortNumber(incidentOf(response));
    if (outcome.result === "accepted") {
      showToast(done, undo);
      return;
    }
    change({ type: "refused", response, refusal: outcome.refusal });
    showToast(w.acts.refused(number, outcome.refusal.message));
  }, []);

  const tools = useMemo<BoardTools>(() => {
    const run = (type: "claim_response" | "release_claim", response: ResponseId, undoable: boolean): void => {
      change({ type: "refusal_seen" });
      const number = shortNumber(incidentOf(response));
      const claiming = type === "claim_response";
      void send({ type, response }).then((outcome) => {
        settle(
          response,
          outcome,
          claiming ? w.acts.claimed(number) : w.acts.released(number),
          // A compensating act, recorded like any other.
          undoable ? () => run(claiming ? "release_claim" : "claim_response", response, false) : undefined,
        );
      });
    };
    return {
      state,
      change,
      claim: (response) => run("claim_response", response, true),
      release: (response) => run("release_claim", response, true),
      lineCut: (response, reason) => {
        void send({ type: "request_escalation", response, kind: "line_cut", reason }).then((outcome) => {
          settle(response, outcome, w.acts.lineCutSent(shortNumber(incidentOf(response))));
        });
      },
    };
  }, [state, send, settle]);

  const hide = useCallback(() => setHidden(true), []);

  // The letters act on the row under the focus while it is in the list, else on the open incident.
  const target = (inList: boolean): ResponseId | null => {
    const number = inList ? (state.row ?? state.open) : (state.open ?? state.row);
    const row = number === null ? undefined : live.doc("incident", number);
    if (row === undefined) return null;
    const chosen = number === state.open ? row.responses.find((each) => each.ordinal === state.ordinal) : undefined;
    return (chosen ?? leadingResponse(row))?.response ?? null;
  };

  const go = (face: Face): void => {
    if (board.audiences.includes(AUDIENCE[face])) navigate(face);
  };

  const act = (key: KeyAct, inList: boolean): void => {
    const tray = TRAY_OF[key];
    if (tray !== undefined) {
      const response = target(inList);
      if (response === null) return;
      change({ type: "open", number: incidentOf(response) });
      change({ type: "tray", tray });
      return;
    }
    // During a call the cut line is the call's, wherever the focus is.
    const response = target(inList && !(key === "line_cut" && state.tray === "call"));
    switch (key) {
      case "help":
        setHelping(true);
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
      case "privacy":
        if (hidden) setHidden(false);
        else hide();
        break;
      case "back":
        if (hidden) setHidden(false);
        else if (state.tray !== null) change({ type: "tray", tray: null });
        else if (inList) change({ type: "open", number: null });
        list.current?.focus();
        break;
      case "go_board":
        go("board");
        break;
      case "go_car":
        go("car");
        break;
      case "go_demand":
        go("demand");
        break;
      default:
        break;
    }
  };
  useKeys(act, settings.letters, hidden);

  useEffect(() => {
    document.title = "Alongside";
  }, []);

  return (
    <BoardContext value={tools}>
      <div className={styles["face"]}>
        <TopBar
          density
          settings={
            <>
              <Check label={w.keysDialog.letters} checked={settings.letters} onChange={(letters) => changeSettings({ letters })} />
              <Button onClick={() => setHelping(true)} shortcut="?">
                {w.keysDialog.title}
              </Button>
            </>
          }
        >
          <Button tone="quiet" size="small" shortcut="F8" onClick={hide} data-testid="hide-screen">
            {w.privacy.hide}
          </Button>
        </TopBar>
        <EscalationStrip />
        <main id="main" className={styles["main"]} tabIndex={-1}>
          <Panes list={<List ref={list} />} middle={<IncidentPane />} cars={<CarsPane />} />
        </main>
        {helping && <KeysDialog onClose={() => setHelping(false)} />}
        {hidden && <PrivacyCover title={w.privacy.text} back={w.privacy.show} onBack={() => setHidden(false)} />}
      </div>
    </BoardContext>
  );
}
