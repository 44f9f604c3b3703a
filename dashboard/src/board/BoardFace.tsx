// The live board of the control room: alarms, list, incident, cars; one keyboard for all of it.
import { useCallback, useEffect, useMemo, useReducer, useRef, useState, type ReactNode, type Ref } from "react";
import { usePlace } from "../app/place";
import { useCars, useLive, useLoaded, useScheme } from "../live/hooks";
import { Button } from "../ui/Button";
import { Check } from "../ui/Field";
import { PrivacyCover } from "../ui/PrivacyCover";
import { showToast } from "../ui/toasts";
import { TopBar } from "../ui/TopBar";
import { useUnlockedSound } from "../ui/useUnlockedSound";
import { alarms as wa } from "../words/en.alarms";
import { board as w } from "../words/en.board";
import { AlarmStrip } from "./alarms/AlarmStrip";
import { AlarmDesk } from "./alarms/desk";
import { SoundButton } from "./alarms/SoundButton";
import { SoundSettings } from "./alarms/SoundSettings";
import { playAlarm } from "./alarms/tones";
import { AlarmContext } from "./alarms/useAlarms";
import { CarsPane } from "./cars/CarsPane";
import styles from "./BoardFace.module.css";
import { IncidentSlot } from "./IncidentSlot";
import { fetchAhead, Late } from "../ui/Late";
import { List, type ListControl } from "./list/List";
import { Panes } from "./Panes";
import { PARTS } from "./parts";
import { boardSettings, changeSettings, useBoardSettings } from "./settings";
import { BoardContext, boardReducer, isCalling, START, type BoardChange } from "./state";
import { useActs } from "./useActs";
import { useIdle } from "./useIdle";
import { useKeys } from "./useKeys";
import { useOver } from "./useOver";
import { useTools } from "./useTools";
import { CoverWelfare } from "./welfare/CoverWelfare";
import { WelfareBanner } from "./welfare/WelfareBanner";

/** After the board is drawn and live. */
const FETCH_AHEAD_MS = 3_000;

export default function BoardFace(): ReactNode {
  const [state, reduce] = useReducer(boardReducer, START);
  const [covered, setCovered] = useState<"asked" | "idle" | null>(null);
  const settings = useBoardSettings();
  const live = useLive();
  const scheme = useScheme();
  const { session, chooseBoard } = usePlace();
  const list = useRef<ListControl>(null);
  const { over, setOver, makeRoom } = useOver(() => list.current?.focus());

  // What is opened is to be seen: whatever stands over the board makes room.
  const change = useCallback(
    (what: BoardChange) => {
      const shows = what.type === "middle" ? what.show !== "incident" : what.type === "open" ? what.number !== null : what.type === "choose_car" || what.type === "choose_job";
      if (shows) makeRoom();
      reduce(what);
    },
    [makeRoom],
  );
  const tools = useTools(state, change);
  const desk = useMemo(() => new AlarmDesk(live, (sound) => boardSettings().muted || playAlarm(sound)), [live]);
  useEffect(() => desk.start(), [desk]);
  useUnlockedSound();
  useEffect(() => {
    document.title = "Alongside";
    const timer = setTimeout(() => void fetchAhead(Object.values(PARTS)), FETCH_AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);

  const { act, dialog, setDialog, perform, printing } = useActs({ tools, list, covered: covered !== null, cover: (on) => setCovered(on ? "asked" : null), over, setOver, chooseBoard });
  useKeys(act, { lettersOn: settings.letters, hidden: covered !== null, over: over !== null });
  const middleWas = useRef(state.middle);
  useEffect(() => {
    // The button that puts the map or the plan away goes with it; a form that opens instead takes the focus itself.
    const putAway = middleWas.current !== "incident" && state.middle === "incident" && state.tray === null;
    if (putAway && document.activeElement === document.body) list.current?.focus();
    middleWas.current = state.middle;
  }, [state.middle, state.tray]);
  // During a call the rules and the code word must stay in sight, and nobody touches the keys while listening.
  useIdle(scheme?.idle_lock_ms ?? null, covered !== null || isCalling(state), () => setCovered("idle"));

  const failed = (): void => {
    setDialog(null);
    setOver(null);
    showToast(wa.top.notFetched);
  };
  const closeOver = useCallback(() => setOver(null), [setOver]);

  return (
    <BoardContext value={tools}>
      <AlarmContext value={desk}>
        <div className={styles["face"]} data-sheet={over === "handover" || undefined}>
          <TopBar
            density
            settings={
              <>
                <SoundSettings />
                <Check label={w.keysDialog.letters} checked={settings.letters} onChange={(letters) => changeSettings({ letters })} />
                <Button onClick={() => setOver("handover")} shortcut="g h" data-testid="open-handover">
                  {wa.top.handover}
                </Button>
                <Button onClick={() => setDialog({ show: "keys" })} shortcut="?">
                  {w.keysDialog.title}
                </Button>
              </>
            }
          >
            <WelfareBanner />
            <Button tone="quiet" size="small" shortcut="Ctrl K" onClick={() => act("palette", false)} data-testid="open-palette">
              {wa.top.commands}
            </Button>
            <SoundButton />
            <Button tone="quiet" size="small" shortcut="F8" onClick={() => setCovered("asked")} data-testid="hide-screen">
              {w.privacy.hide}
            </Button>
          </TopBar>
          <AlarmStrip expanded={over === "alarms"} onAll={() => setOver(over === "alarms" ? null : "alarms")} />
          <main id="main" className={styles["main"]} tabIndex={-1}>
            <div className={styles["under"]} inert={over === "handover"}>
              <BoardPanes list={list} />
            </div>
            {over === "alarms" && <Late load={PARTS.alarms} with={{ onClose: closeOver }} onFail={failed} />}
            {over === "handover" && <Late load={PARTS.handover} with={{ onClose: closeOver, printAtOnce: printing }} onFail={failed} />}
          </main>
          {dialog?.show === "keys" && <Late load={PARTS.keys} with={{ onClose: () => setDialog(null) }} onFail={failed} />}
          {dialog?.show === "palette" && (
            <Late load={PARTS.palette} with={{ target: dialog.target, boards: session.boards, onClose: () => setDialog(null), onRun: perform }} onFail={failed} />
          )}
          {covered !== null && (
            <PrivacyCover title={covered === "idle" ? wa.idle.text(scheme?.idle_lock_ms ?? 0) : w.privacy.text} back={w.privacy.show} onBack={() => setCovered(null)}>
              <CoverWelfare />
            </PrivacyCover>
          )}
        </div>
      </AlarmContext>
    </BoardContext>
  );
}

/** A scheme that works by telephone has no cars, and needs no room for them. */
function BoardPanes({ list }: { list: Ref<ListControl> }): ReactNode {
  const anyCar = useCars().length > 0;
  const loaded = useLoaded();
  return <Panes list={<List ref={list} />} middle={<IncidentSlot />} cars={anyCar || !loaded ? <CarsPane /> : null} />;
}
