// Figures that a run prints. They are read, not asserted: a busy machine must not fail a test.

export function record(what: string, value: string): void {
  process.stdout.write(`  recorded  ${what}: ${value}\n`);
}
