/** Single keys: each presses the control that declares it by `aria-keyshortcuts`, or goes to a page. */

const KEEP = "torg-keys";
/** After G, for this long. */
const SEQUENCE_MS = 1_500;

const PAGES: Readonly<Record<string, string>> = {
  H: "/",
  S: "/start",
  I: "/inbox",
  M: "/me",
};

const FIELDS = "input:not([type='range']), textarea, select, [contenteditable]";
/** Sheets are no such dialogs: mute and leave stay within reach beside them. */
const MODAL = "dialog:modal";

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
    const key = keyOf(event);
    const page = now() - wentAt < SEQUENCE_MS ? PAGES[key] : undefined;
    wentAt = key === "G" ? now() : Number.NEGATIVE_INFINITY;
    if (page !== undefined) {
      event.preventDefault();
      go(page);
    } else if (press(document, key)) {
      event.preventDefault();
    }
  };
  document.addEventListener("keydown", hear);
  return () => document.removeEventListener("keydown", hear);
}

/**
 * What the key is called on its cap: on layouts of other scripts, such as the Russian one, letters are
 * called by their place. A Latin letter keeps its own name, which AZERTY prints elsewhere.
 */
function keyOf({ code, key }: KeyboardEvent): string {
  const isForeign = /\p{L}/u.test(key) && !/[a-z]/i.test(key);
  return isForeign ? (/^Key([A-Z])$/.exec(code)?.[1] ?? key) : key.toUpperCase();
}

function isOurs(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return false;
  const { target } = event;
  if (!(target instanceof Element)) return true;
  return !target.closest(FIELDS) && !target.ownerDocument.querySelector(MODAL);
}

/** Press the control that names this key; one that is disabled stays as it is. */
function press(document: Document, key: string): boolean {
  const control = document.querySelector<HTMLElement>(`[aria-keyshortcuts~="${CSS.escape(key)}"]`);
  control?.click();
  return control !== null;
}
