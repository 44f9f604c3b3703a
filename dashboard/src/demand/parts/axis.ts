// Where a chart's lines stand: round numbers from nought to just above what is drawn. Pure.

const LINES_MOST = 4;

/** From 0 upwards. The last one is the top of the chart. */
export function axis(largest: number): number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / LINES_MOST;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * size).find((each) => each >= rough * (1 - 1e-9)) ?? 10 * size;
  const lines = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: lines + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}
