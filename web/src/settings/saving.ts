/** Hands a file to the browser, which asks its holder where it goes. */

/** Save a blob under a name; the browser keeps it until it is written. */
export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, KEPT_MS);
}

/** Safari reads the address some time after the click. */
const KEPT_MS = 60_000;

/** Read the name a server gave its file; `otherwise` when it gave none. */
export function nameIn(response: Response, otherwise: string): string {
  const header = response.headers.get("Content-Disposition") ?? "";
  return /filename="([^"]+)"/.exec(header)?.[1] ?? otherwise;
}
