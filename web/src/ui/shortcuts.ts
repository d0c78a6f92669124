/** Single keys that act at once in a room; by the place of the key, so every layout has them. */

export type Shortcut = "microphone" | "hand" | "leave" | "hands" | "help";

const LETTERS: Readonly<Record<string, Shortcut>> = {
  KeyM: "microphone",
  KeyH: "hand",
  KeyL: "leave",
  KeyQ: "hands",
};

const KEPT = "torg-shortcuts";
const OFF = "off";

/** Whether this device has single keys switched on; they are until somebody says otherwise. */
export function shortcutsAreOn(storage: Pick<Storage, "getItem">): boolean {
  return storage.getItem(KEPT) !== OFF;
}

export function switchShortcuts(
  on: boolean,
  storage: Pick<Storage, "setItem" | "removeItem">,
): void {
  if (on) storage.removeItem(KEPT);
  else storage.setItem(KEPT, OFF);
}

const TYPED_INTO = "input, textarea, select, [contenteditable], dialog";

/** What this key asks for; null in fields and dialogs, with modifiers, and where somebody else took it. */
export function shortcutOf(event: KeyboardEvent): Shortcut | null {
  if (event.defaultPrevented || event.repeat) return null;
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  if (event.target instanceof Element && event.target.closest(TYPED_INTO)) return null;
  if (event.key === "?") return "help";
  return event.shiftKey ? null : (LETTERS[event.code] ?? null);
}
