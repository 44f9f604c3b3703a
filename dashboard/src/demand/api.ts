// What the views of demand ask the server over HTTP. Counts alone come back: no person, no incident's number.
import type { CoverAnswer, CoverLine, CoverQuestion, DemandForecast, EarlierDemand, PeriodReport, TodayDemand } from "../live/protocol.gen";
import { ask, askFile, askLines, holds, refusedAs, type Answer } from "../session/http";
import type { Days } from "./parts/days";

/** The tables of the earlier calls, as the server names them. */
export type EarlierTable = "heat" | "weeks" | "waits" | "funnel" | "areas" | "grades" | "repeats";

/** The same address with `format=csv` is the same as a table. */
const CSV = { format: "csv" } as const;

/** Null days: as many as the server takes by itself. */
export function earlierPath(board: string, days: Days | null, part?: EarlierTable): string {
  return address("/api/v1/demand/earlier", { board, ...days, ...(part === undefined ? {} : { ...CSV, part }) });
}

export function earlier(board: string, days: Days | null): Promise<Answer<EarlierDemand>> {
  return ask("GET", earlierPath(board, days), holds<EarlierDemand>("heat", "weeks", "waits", "funnel"));
}

export function today(board: string): Promise<Answer<TodayDemand>> {
  return ask("GET", address("/api/v1/demand/today", { board }), holds<TodayDemand>("today", "earlier"));
}

export function forecastPath(board: string, csv = false): string {
  return address("/api/v1/demand/forecast", { board, ...(csv ? CSV : {}) });
}

export function forecast(board: string): Promise<Answer<DemandForecast>> {
  return ask("GET", forecastPath(board), holds<DemandForecast>("hours", "weekend", "stretches"));
}

export function figuresPath(board: string, days: Days, csv = false): string {
  return address("/api/v1/figures", { board, ...days, ...(csv ? CSV : {}) });
}

export function figures(board: string, days: Days): Promise<Answer<PeriodReport>> {
  return ask("GET", figuresPath(board, days), holds<PeriodReport>("figures"));
}

/** `onDone`: how far it is, 0 to 1. Aborting the signal ends the work at the server. */
export function cover(question: CoverQuestion, onDone: (done: number) => void, signal: AbortSignal): Promise<Answer<CoverAnswer>> {
  return askLines("/api/v1/demand/cover", question, (line) => coverLine(line as CoverLine, onDone), signal);
}

function coverLine(line: CoverLine, onDone: (done: number) => void): Answer<CoverAnswer> | null {
  switch (line.type) {
    case "progress":
      onDone(line.done);
      return null;
    case "answer":
      return { ok: true, value: line };
    case "refused":
      return { ok: false, problem: refusedAs(line.refusal) };
    default:
      return null;
  }
}

export const csv = (path: string): Promise<Answer<Blob>> => askFile(path);

function address(path: string, asked: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(asked).toString()}`;
}
