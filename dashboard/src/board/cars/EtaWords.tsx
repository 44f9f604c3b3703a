// When a car on its way should be there, counted down, with the reckoning that it comes from.
import type { ReactNode } from "react";
import { useNow, useScheme } from "../../live/hooks";
import type { CarEta } from "../../live/protocol.gen";
import { cx } from "../../ui/cx";
import { clockTime } from "../../ui/time";
import { shortSpan } from "../../words/en";
import { cars as w } from "../../words/en.cars";
import { wholeMinutes } from "../logic/cars";

type Props = { eta: CarEta; className?: string | undefined; late?: string | undefined };

export function EtaWords({ eta, className, late }: Props): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const time = clockTime(eta.arrive_at, zone);
  const text = useNow((now) =>
    now > eta.arrive_at ? w.thereLate(time, shortSpan(now - eta.arrive_at)) : (eta.source === "roads" ? w.there : w.thereAbout)(time, shortSpan(wholeMinutes(eta.arrive_at - now))),
  );
  const over = useNow((now) => now > eta.arrive_at);
  return (
    <p className={cx("num", className, over && late)} data-testid="eta" data-source={eta.source}>
      <strong>{text}</strong>, <span title={w.sourceHelp[eta.source]}>{w.source[eta.source]}</span>
    </p>
  );
}
