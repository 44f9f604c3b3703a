// Hands a file to the browser's downloads. Its name says nothing of what is in it.

/** ms until the page lets go of the bytes: the browser has begun to write them by then. */
const LET_GO_MS = 10_000;

export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), LET_GO_MS);
}
