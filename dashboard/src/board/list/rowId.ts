// The id of a row's element.

export function rowId(number: string): string {
  return `row-${number}`;
}
