// What is typed to find something in a list. Pure.

/** Whether every typed word stands somewhere in these texts, whatever its case. */
export function fitsTyped(typed: string): (...texts: readonly string[]) => boolean {
  const words = typed.toLocaleLowerCase("en").split(/\s+/).filter((word) => word !== "");
  return (...texts) => {
    const all = texts.join("\n").toLocaleLowerCase("en");
    return words.every((word) => all.includes(word));
  };
}
