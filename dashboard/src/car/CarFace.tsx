// The crew's tablet: one job at a time, one next act under the thumb, and a recall above everything.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { serverNow, useLoaded, useScheme, useTrust } from "../live";
import { registerOffline } from "../offline/register";
import { Button, EmptyState, cx, showToast } from "../ui";
import { fetchAhead, Late } from "../ui/Late";
import { PrivacyCover } from "../ui/PrivacyCover";
import { useUnlockedSound } from "../ui/useUnlockedSound";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import { door } from "../words/en.door";
import { chime } from "./alarm";
import { CarBar } from "./CarBar";
import { CheckInAlert } from "./CheckInAlert";
import styles from "./CarFace.module.css";
import { DoorList } from "./doorstep/DoorList";
import type { DoorForm } from "./doorstep/forms";
import { useTakenForgotten } from "./doorstep/saving";
import type { VisitForm } from "./doorstep/VisitForms";
import { clearNoticesWhenSeen } from "./device/notice";
import { Idle } from "./Idle";
import { maySharePlace } from "./job";
import { JobView } from "./JobView";
import { RefusedBanner } from "./outbox/RefusedBanner";
import { AHEAD, loadForms } from "./parts";
import { PlaceLine } from "./PlaceLine";
import { usePower } from "./device/power";
import { Queue } from "./Queue";
import { RecallAlert } from "./RecallAlert";
import { ShiftPanel } from "./ShiftPanel";
import { ShiftStart } from "./ShiftStart";
import { SosHere } from "./Sos";
import { SosAlert } from "./SosAlert";
import { UpdateLine } from "./UpdateLine";
import { useCrew } from "./useCrew";
import { useEnded } from "./useEnded";
import { useFileAccess } from "./useFileAccess";
import { useSharing } from "./useSharing";
import { useWakeLock } from "./useWakeLock";
import { useCrewWelfare, WelfareContext } from "./useWelfare";

/** A form in place of the job, for as long as that job lasts. */
type Opened = { deployment: string; open: VisitForm };

export default function CarFace(): ReactNode {
  const crew = useCrew();
  const { car, status, hands, waiting } = crew;
  const { current, queue, alert } = hands;
  const scheme = useScheme();
  const loaded = useLoaded();
  const trust = useTrust();
  const [hidden, setHidden] = useState(false);
  const { ended, dismiss } = useEnded(current, crew.jobs);

  const main = useRef<HTMLElement>(null);

  // After the first picture: on a bad line the app's own files must not stand in its way.
  useEffect(() => {
    if (loaded) void registerOffline();
  }, [loaded]);
  useEffect(clearNoticesWhenSeen, []);
  useUnlockedSound();
  useOfferChime(current?.view.state === "offered" ? current.deployment : null);

  // Sharing may be stopped for one job; the next one asks nothing of the last.
  const [stoppedFor, setStoppedFor] = useState<string | null>(null);
  const active = maySharePlace(current);
  const stopped = active && stoppedFor === current?.deployment;
  // Who calls for help is looked for, on a job or not.
  const welfare = useCrewWelfare(car, status !== "off_duty", scheme);
  const calling = welfare !== null && welfare.sos.state !== "none";
  const { saving } = usePower();
  // Whoever calls for help is found, whatever it costs the battery.
  const sharing = useSharing((active && !stopped) || calling, saving && !calling);
  const awake = useWakeLock((active && !saving) || calling);

  // Held here, so that a form neither closes the file nor forgets that the rule was read.
  const access = useFileAccess(current);
  useTakenForgotten();
  const [form, setForm] = useState<Opened | null>(null);
  const [left, setLeft] = useState<DoorForm | null>(null);
  const opened = form !== null && form.deployment === current?.deployment ? form.open : null;
  const back = (): void => {
    setLeft(opened === null || opened === "outcome" ? null : opened.form);
    setForm(null);
  };

  const response = current?.response ?? null;
  useEffect(() => {
    if (response !== null) void fetchAhead(AHEAD);
  }, [response]);

  const [started] = useState(serverNow);

  // A gate that shut without a recall is read once for each time that it shuts.
  const [seen, setSeen] = useState<string | null>(null);
  const shut = alert?.kind === "revoked" ? `${alert.job.deployment}:${alert.job.gate.since ?? 0}` : null;
  const shouted = alert !== null && (alert.kind === "recalled" || seen !== shut);

  let view: ReactNode;
  if (!loaded || scheme === null) {
    view = (
      <div className={styles["center"]} aria-busy={trust.link !== "offline"} data-testid="loading">
        <p>{trust.link === "offline" ? words.idle.nothingHeld : words.idle.loading}</p>
      </div>
    );
  } else if (car === null) {
    view = (
      <div className={styles["center"]}>
        <EmptyState title={words.idle.noCar}>{words.idle.noCarWords}</EmptyState>
      </div>
    );
  } else if (current !== null && opened !== null) {
    const failed = (): void => {
      setForm(null);
      showToast(door.notFetched);
    };
    view = <Late load={loadForms} with={{ job: current, scheme, access, open: opened, onOpen: (open: VisitForm) => setForm({ deployment: current.deployment, open }), onBack: back }} onFail={failed} />;
  } else if (current !== null) {
    const held = trust.link !== "live" && waiting.some((record) => record.subject === current.deployment || record.subject === current.response);
    const go = (open: Opened["open"]): void => setForm({ deployment: current.deployment, open });
    view = (
      <JobView
        key={current.deployment}
        job={current}
        car={car}
        scheme={scheme}
        held={held}
        access={access}
        onOutcome={() => go("outcome")}
        door={current.view.state === "offered" ? null : <DoorList job={current} scheme={scheme} access={access} onOpen={go} left={left} onFocused={() => setLeft(null)} />}
      >
        <Queue jobs={queue} car={car} scheme={scheme} />
      </JobView>
    );
  } else if (status === "off_duty") {
    view = <ShiftStart car={car} scheme={scheme} queued={queue.length} />;
  } else {
    view = <Idle car={car} status={status} queue={queue} scheme={scheme} />;
  }

  return (
    <WelfareContext value={welfare}>
      <div className={styles["face"]}>
        <CarBar
          callSign={car?.call_sign ?? null}
          onHide={() => setHidden(true)}
          shift={car === null ? null : <ShiftPanel car={car} scheme={scheme} status={status} busy={current !== null} queued={queue.length} />}
        />
        {scheme?.notice == null ? null : <p className={styles["notice"]}>{scheme.notice}</p>}
        <UpdateLine busy={current !== null || calling || waiting.length > 0} />
        <PlaceLine state={sharing} stopped={stopped && !calling} calling={calling} awake={awake} saving={saving} onToggle={() => setStoppedFor(stopped ? null : (current?.deployment ?? null))} />
        <RefusedBanner here={current?.response ?? null} started={started} />
        {ended === null ? null : (
          <div className={styles["ended"]} role="alert" data-testid="ended" data-how={ended.how}>
            <p>
              <strong>{words.ended[ended.how]}</strong> {ended.locality}
              {ended.because === null ? null : <span> {ended.because}</span>}
            </p>
            <Button
              size="target"
              data-testid="ended-close"
              onClick={() => {
                main.current?.focus();
                dismiss();
              }}
            >
              {words.act.dismiss}
            </Button>
          </div>
        )}
        <main ref={main} id="main" tabIndex={-1} className={cx(styles["main"], trust.stale && loaded && "hatched")} data-stale={trust.stale}>
          {view}
        </main>
        {hidden && (
          <PrivacyCover title={words.bar.privacyTitle} back={words.bar.privacyBack} onBack={() => setHidden(false)}>
            <SosHere />
          </PrivacyCover>
        )}
        {!shouted && calling && car !== null && <SosAlert car={car} />}
        {!shouted && !calling && <CheckInAlert />}
        {shouted && <RecallAlert key={`${alert.kind}:${alert.job.deployment}`} alert={alert} onSeen={() => setSeen(shut)} />}
        <p className="sr" role="status">
          {current === null ? "" : en.deployment[current.view.state]}
        </p>
      </div>
    </WelfareContext>
  );
}

/** Chimes once for each offer, not again when the page redraws or connects again. */
function useOfferChime(offered: string | null): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (offered === null || offered === last.current) return;
    last.current = offered;
    chime();
  }, [offered]);
}
