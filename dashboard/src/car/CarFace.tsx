// The crew's tablet: one job at a time, one next act under the thumb, and a recall above everything.
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { useLoaded, useScheme, useTrust } from "../live";
import { registerOffline } from "../offline/register";
import { Button, EmptyState, cx } from "../ui";
import { PrivacyCover } from "../ui/PrivacyCover";
import { useUnlockedSound } from "../ui/useUnlockedSound";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import { chime } from "./alarm";
import { CarBar } from "./CarBar";
import styles from "./CarFace.module.css";
import { Idle } from "./Idle";
import { maySharePlace } from "./job";
import { JobView } from "./JobView";
import { EMPTY, type OutcomeDraft } from "./outcome";
import { OutcomeForm } from "./OutcomeForm";
import { PlaceLine } from "./PlaceLine";
import { Queue } from "./Queue";
import { RecallAlert } from "./RecallAlert";
import { ShiftPanel } from "./ShiftPanel";
import { ShiftStart } from "./ShiftStart";
import { SosHere } from "./Sos";
import { UpdateLine } from "./UpdateLine";
import { useCrew } from "./useCrew";
import { useEnded } from "./useEnded";
import { useSharing } from "./useSharing";
import { useWakeLock } from "./useWakeLock";
import { useCrewWelfare, WelfareContext } from "./useWelfare";

export default function CarFace(): ReactNode {
  const crew = useCrew();
  const { car, status, hands, waiting } = crew;
  const { current, queue, alert } = hands;
  const scheme = useScheme();
  const loaded = useLoaded();
  const trust = useTrust();
  const [hidden, setHidden] = useState(false);
  const { ended, dismiss } = useEnded(current, crew.jobs);

  useEffect(() => void registerOffline(), []);
  useUnlockedSound();
  useOfferChime(current?.view.state === "offered" ? current.deployment : null);

  // Sharing may be stopped for one job; the next one asks nothing of the last.
  const [stoppedFor, setStoppedFor] = useState<string | null>(null);
  const active = maySharePlace(current);
  const stopped = active && stoppedFor === current?.deployment;
  // Who calls for help is looked for, on a job or not.
  const welfare = useCrewWelfare(car, status !== "off_duty", scheme);
  const calling = welfare !== null && welfare.sos.state !== "none";
  const sharing = useSharing((active && !stopped) || calling);
  useWakeLock(active || calling);

  // A draft belongs to its job and is kept, also behind the privacy screen and under an alert, until the job ends.
  const [drafts, setDrafts] = useState<Readonly<Record<string, OutcomeDraft>>>({});
  const [formFor, setFormFor] = useState<string | null>(null);
  const response = current?.response ?? null;
  const onDraft = useCallback(
    (change: (before: OutcomeDraft) => OutcomeDraft) => {
      if (response !== null) setDrafts((before) => ({ [response]: change(before[response] ?? EMPTY) }));
    },
    [response],
  );

  // A gate that shut without a recall is read once for each time that it shuts.
  const [seen, setSeen] = useState<string | null>(null);
  const shut = alert?.kind === "revoked" ? `${alert.job.deployment}:${alert.job.gate.since ?? 0}` : null;
  const shouted = alert !== null && (alert.kind === "recalled" || seen !== shut);

  let view: ReactNode;
  if (!loaded || scheme === null) {
    view = (
      <div className={styles["center"]} aria-busy="true" data-testid="loading">
        <p>{words.idle.loading}</p>
      </div>
    );
  } else if (car === null) {
    view = (
      <div className={styles["center"]}>
        <EmptyState title={words.idle.noCar}>{words.idle.noCarWords}</EmptyState>
      </div>
    );
  } else if (current !== null && formFor === current.response) {
    view = (
      <OutcomeForm job={current} scheme={scheme} draft={drafts[current.response] ?? EMPTY} onDraft={onDraft} onBack={() => setFormFor(null)} />
    );
  } else if (current !== null) {
    const held = trust.link !== "live" && waiting.some((record) => record.subject === current.deployment || record.subject === current.response);
    view = (
      <JobView key={current.deployment} job={current} car={car} scheme={scheme} held={held} onOutcome={() => setFormFor(current.response)}>
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
        <PlaceLine state={sharing} stopped={stopped && !calling} calling={calling} onToggle={() => setStoppedFor(stopped ? null : (current?.deployment ?? null))} />
        {ended === null ? null : (
          <div className={styles["ended"]} role="alert" data-testid="ended" data-how={ended.how}>
            <p>
              <strong>{words.ended[ended.how]}</strong> {ended.locality}
              {ended.because === null ? null : <span> {ended.because}</span>}
            </p>
            <Button size="target" onClick={dismiss}>
              {words.act.dismiss}
            </Button>
          </div>
        )}
        <main id="main" tabIndex={-1} className={cx(styles["main"], trust.stale && loaded && "hatched")} data-stale={trust.stale}>
          {view}
        </main>
        {hidden && (
          <PrivacyCover title={words.bar.privacyTitle} back={words.bar.privacyBack} onBack={() => setHidden(false)}>
            <SosHere />
          </PrivacyCover>
        )}
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
