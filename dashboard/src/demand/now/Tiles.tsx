// The five figures that an inspector looks for first. Numbers large, what they mean beside them.
import type { ReactNode } from "react";
import { useNow, useTrust } from "../../live";
import type { CarRow, Figures, IncidentBrief, SchemeView } from "../../live/protocol.gen";
import { At, Button, cx } from "../../ui";
import { Glyph } from "../../ui/Glyph";
import { plural, shortSpan } from "../../words/en";
import { demand as words } from "../../words/en.demand";
import { coverageWords } from "../coverage-words";
import { climbedToInspector } from "./escalations";
import styles from "./Tiles.module.css";

type Props = {
  figures: Figures | null;
  cars: readonly CarRow[];
  briefs: readonly IncidentBrief[];
  scheme: SchemeView;
  wall: boolean;
  onLeaveWall: () => void;
};

/** From here on the oldest wait is long whatever the grade; the last of the age groups. */
const LONG_WAIT_MS = 30 * 60_000;

export function Tiles({ figures, cars, briefs, scheme, wall, onLeaveWall }: Props): ReactNode {
  const trust = useTrust();
  const oldest = useNow((now) => (figures?.oldest_waiting_at == null ? null : shortSpan(now - figures.oldest_waiting_at)));
  const long = useNow((now) => figures?.oldest_waiting_at != null && now - figures.oldest_waiting_at >= LONG_WAIT_MS);
  const clock = useNow((now) => coverageWords(scheme, now).clock);
  const cover = useNow((now) => coverageWords(scheme, now).short);
  const free = cars.filter((car) => car.status === "available").length;
  const withYou = climbedToInspector(briefs);
  const feedAge = useNow((now) => (trust.feedLastAt === null ? null : shortSpan(now - trust.feedLastAt)));
  const unknown = "–";
  return (
    <section className={styles["band"]} aria-labelledby="now-title">
      <div className={styles["now"]}>
        <h2 id="now-title" className={styles["clock"]}>
          {clock}
        </h2>
        <p className={styles["sub"]} data-testid="cover-now">
          {cover}
        </p>
        {wall ? (
          <p className={styles["sub"]}>
            {scheme.name}{" "}
            <Button size="small" tone="quiet" className={styles["leave"]} onClick={onLeaveWall} data-testid="wall-leave">
              {words.bar.wallLeave}
            </Button>
          </p>
        ) : null}
      </div>
      <dl className={styles["tiles"]}>
        <Tile label={words.tile.waiting} testId="tile-waiting" value={figures?.waiting_review ?? unknown} sub={figures?.waiting_review === 0 ? words.tile.waitingNone : words.tile.waitingSub} />
        <Tile
          label={words.tile.oldest}
          testId="tile-oldest"
          value={oldest ?? (figures === null ? unknown : words.tile.oldestNone)}
          amber={long}
          sub={
            figures?.oldest_waiting_at == null ? (
              ""
            ) : (
              <>
                {words.tile.since} <At at={figures.oldest_waiting_at} />
              </>
            )
          }
        />
        <Tile
          label={words.tile.unanswered}
          testId="tile-unanswered"
          value={figures?.escalations_unanswered ?? unknown}
          loud={(figures?.escalations_unanswered ?? 0) > 0}
          sub={withYou > 0 ? words.tile.withYou(withYou) : figures === null ? "" : words.tile.unansweredMore(figures.escalations_open)}
        />
        <Tile label={words.tile.cars} testId="tile-cars" value={free} sub={cars.length === 0 ? words.tile.carsNone : words.tile.carsOf(cars.length)} />
        <Tile
          label={words.tile.feed}
          testId="tile-feed"
          value={trust.feed === "live" ? words.tile.feedLive : trust.feed === "silent" ? words.tile.feedSilent : words.tile.feedNever}
          word
          loud={trust.feed !== "live"}
          sub={
            <>
              {feedAge === null ? words.tile.feedNeverWords : words.tile.feedLast(feedAge)}
              {trust.quarantined > 0 ? <span className={styles["aside"]}>{words.tile.quarantined(plural(trust.quarantined, "message", "messages"))}</span> : null}
            </>
          }
        />
      </dl>
      {trust.journal === "unavailable" ? <p className={styles["trouble"]}>{words.tile.journalDown}</p> : null}
      {trust.live === "degraded" ? <p className={styles["trouble"]}>{words.tile.degraded}</p> : null}
    </section>
  );
}

type TileProps = {
  label: string;
  value: ReactNode;
  sub: ReactNode;
  testId: string;
  /** Somebody has to act: a sign beside the number, so that it is not said by weight alone. */
  loud?: boolean;
  amber?: boolean;
  word?: boolean;
};

function Tile({ label, value, sub, testId, loud = false, amber = false, word = false }: TileProps): ReactNode {
  return (
    <div className={cx(styles["tile"], loud && styles["loud"])} data-testid={testId}>
      <dt>{label}</dt>
      <dd className={cx(styles["value"], word && styles["word"], amber && styles["amber"])}>
        {loud || amber ? <Glyph name="triangle" size={20} /> : null}
        <span data-testid={`${testId}-value`}>{value}</span>
      </dd>
      <dd className={styles["sub"]}>{sub}</dd>
    </div>
  );
}
