/** Single keys: each presses the control that declares it by `aria-keyshortcuts`, or goes to a page. */

const KEEP = "torg-keys";
/** After G, for this long. */
const SEQUENCE_MS = 1_500;

const PAGES: Readonly<Record<string, string>> = {
  h: "/",
  s: "/start",
  i: "/invitations",
  m: "/me",
};

const FIELDS = "input, textarea, select, [contenteditable], dialog[open]";

/** Whether single keys act on this device; WCAG 2.1.4 wants a way to switch them off. */
export function keysAreOn(): boolean {
  return localStorage.getItem(KEEP) !== "off";
}

export function switchKeys(on: boolean): void {
  if (on) localStorage.removeItem(KEEP);
  else localStorage.setItem(KEEP, "off");
}

/** Hear keys until the answer is called. `now` in ms. */
export function hearKeys(
  document: Document,
  go: (path: string) => void,
  now: () => number,
): () => void {
  let wentAt = Number.NEGATIVE_INFINITY;
  const hear = (event: KeyboardEvent): void => {
    if (!isOurs(event) || !keysAreOn()) return;
    const key = event.key.toLowerCase();
    const page = now() - wentAt < SEQUENCE_MS ? PAGES[key] : undefined;
    wentAt = key === "g" ? now() : Number.NEGATIVE_INFINITY;
    if (page !== undefined) {
      event.preventDefault();
      go(page);
    } else if (press(document, event.key)) {
      event.preventDefault();
    }
  };
  document.addEventListener("keydown", hear);
  return () => document.removeEventListener("keydown", hear);
}

function isOurs(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return false;
  return !(event.target instanceof Element && event.target.closest(FIELDS));
}

/** Press the control that names this key; one that is disabled stays as it is. */
function press(document: Document, key: string): boolean {
  if (document.querySelector("dialog[open]")) return false;
  const control = document.querySelector<HTMLElement>(
    `[aria-keyshortcuts~="${CSS.escape(key.toUpperCase())}"]`,
  );
  control?.click();
  return control !== null;
}
