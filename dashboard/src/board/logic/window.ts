// Which rows of one height are in view, with some beyond each edge so that a quick scroll finds them drawn. Pure.

export type Window = { first: number; last: number };

/** Rows beyond each edge. */
const BEYOND = 8;

export function windowOf(scrollTop: number, height: number, rowPx: number): Window {
  return {
    first: Math.max(0, Math.floor(scrollTop / rowPx) - BEYOND),
    last: Math.max(0, Math.ceil((scrollTop + height) / rowPx) - 1 + BEYOND),
  };
}
