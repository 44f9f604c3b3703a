// Which services of the directory fit, and why. It orders the directory; it never hides a service. Pure.
import type { RiskBand, ServiceView } from "../live/protocol.gen";

export type FitIn = {
  services: readonly ServiceView[];
  /** Null: risk has not been assessed. */
  band: RiskBand | null;
  /** Chosen needs, by id. */
  needs: readonly string[];
  /** The victim's, where an interpreter may be needed. */
  language: string | null;
};

export type Fit = {
  service: ServiceView;
  /** True: takes this band by name. False: takes others only. Null: takes any, or the band is not known. */
  band: boolean | null;
  /** Of the chosen needs, by id. */
  met: string[];
  /** Chosen, and not among those that the service meets; empty where the directory does not say what it meets. */
  unmet: string[];
  /** As the directory writes it. */
  language: string | null;
  /** Nothing speaks against it, and something for it. */
  fits: boolean;
};

/** Those that fit first; among equals the directory's own order. */
export function rankServices({ services, band, needs, language }: FitIn): Fit[] {
  return services
    .map((service, index) => ({ fit: fitOf(service, band, needs, language), index }))
    .sort((a, b) => compare(a.fit, b.fit) || a.index - b.index)
    .map(({ fit }) => fit);
}

function fitOf(service: ServiceView, band: RiskBand | null, needs: readonly string[], language: string | null): Fit {
  const takes = band === null || service.bands.length === 0 ? null : service.bands.includes(band);
  const met = needs.filter((need) => service.needs.includes(need));
  const unmet = service.needs.length === 0 ? [] : needs.filter((need) => !service.needs.includes(need));
  const spoken = spokenBy(service, language);
  const against = takes === false || (needs.length > 0 && met.length === 0 && unmet.length > 0);
  return { service, band: takes, met, unmet, language: spoken, fits: !against && (takes === true || met.length > 0 || spoken !== null) };
}

function compare(a: Fit, b: Fit): number {
  return (
    Number(a.band === false) - Number(b.band === false) ||
    b.met.length - a.met.length ||
    Number(b.language !== null) - Number(a.language !== null) ||
    Number(b.band === true) - Number(a.band === true) ||
    a.unmet.length - b.unmet.length
  );
}

/** The force writes a language as it likes ("POLISH", "Polish, some English"): it is found as a whole word. */
function spokenBy(service: ServiceView, language: string | null): string | null {
  if (language === null) return null;
  const said = wordsOf(language);
  return service.languages.find((each) => wordsOf(each).length > 0 && ` ${said.join(" ")} `.includes(` ${wordsOf(each).join(" ")} `)) ?? null;
}

function wordsOf(text: string): string[] {
  return text.toLocaleLowerCase("en").split(/[^\p{L}\p{M}]+/u).filter((word) => word !== "");
}
