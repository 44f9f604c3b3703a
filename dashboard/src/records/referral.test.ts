import { describe, expect, it } from "vitest";
import type { ServiceView } from "../live/protocol.gen";
import { rankServices, type FitIn } from "./referral";

function service(name: string, part: Partial<ServiceView> = {}): ServiceView {
  return { name, category: "", bands: [], needs: [], languages: [], contact: null, hours: null, ...part };
}

const IDVA = service("Idva", { bands: ["high"], needs: ["court"] });
const OUTREACH = service("Outreach", { bands: ["standard", "medium"], needs: ["housing", "court"], languages: ["Polish", "British Sign Language"] });
const HOUSING = service("Housing", { needs: ["housing"] });
const HELPLINE = service("Helpline");

const rank = (part: Partial<FitIn>) => rankServices({ services: [HELPLINE, HOUSING, OUTREACH, IDVA], band: null, needs: [], language: null, ...part });
const names = (part: Partial<FitIn>): string[] => rank(part).map((fit) => fit.service.name);
const fitOf = (name: string, part: Partial<FitIn>) => rank(part).find((fit) => fit.service.name === name);

describe("the directory, those that fit first", () => {
  it.each<[string, Partial<FitIn>, string[]]>([
    ["nothing known: the directory's order", {}, ["Helpline", "Housing", "Outreach", "Idva"]],
    ["high risk: those that take others only come last", { band: "high" }, ["Idva", "Helpline", "Housing", "Outreach"]],
    ["a need: those that meet it first", { needs: ["court"] }, ["Outreach", "Idva", "Helpline", "Housing"]],
    ["the more needs met the better", { needs: ["court", "housing"] }, ["Outreach", "Housing", "Idva", "Helpline"]],
    ["a language", { language: "Polish" }, ["Outreach", "Helpline", "Housing", "Idva"]],
    ["the band goes before needs and language", { band: "high", needs: ["housing"], language: "Polish" }, ["Housing", "Idva", "Helpline", "Outreach"]],
  ])("%s", (_, part, expected) => {
    expect(names(part)).toEqual(expected);
  });

  it("hides none, whatever is chosen", () => {
    expect(rank({ band: "high", needs: ["court", "housing", "unheard of"], language: "Welsh" })).toHaveLength(4);
  });

  it("says why", () => {
    expect(fitOf("Outreach", { band: "medium", needs: ["court", "children"], language: "POLISH" })).toMatchObject({ band: true, met: ["court"], unmet: ["children"], language: "Polish", fits: true });
    expect(fitOf("Outreach", { band: "high", needs: ["court"] })).toMatchObject({ band: false, fits: false });
    expect(fitOf("Helpline", { band: "high", needs: ["court"] })).toMatchObject({ band: null, met: [], unmet: [], fits: false });
    expect(fitOf("Housing", { needs: ["court"] })).toMatchObject({ unmet: ["court"], fits: false });
  });

  it.each<[string | null, string | null]>([
    ["polish", "Polish"],
    ["Polish, some English", "Polish"],
    ["British Sign Language (BSL)", "British Sign Language"],
    ["Polishing", null],
    ["", null],
    [null, null],
  ])("finds %s among the languages as %s", (language, found) => {
    expect(fitOf("Outreach", { language })?.language).toBe(found);
  });
});
