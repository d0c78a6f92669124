/** Makes a list one tab stop: arrow keys, J, K, Home and End move through its items. */
import type { Attachment } from "svelte/attachments";

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  KeyJ: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  KeyK: -1,
};

/** Where the focus goes from `at` on this key (a KeyboardEvent.code); null for keys that are not ours. */
export function nextAt(key: string, at: number, count: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = STEPS[key];
  return step === undefined ? null : Math.min(Math.max(at + step, 0), count - 1);
}

/** Attach to the list; `items` is the selector of what takes the focus inside it. */
export function roving(items: string): Attachment<HTMLElement> {
  return (list) => {
    const all = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>(items)];

    /** One item is in the tab order, also after rows came and went. */
    const settle = (): void => {
      const present = all();
      const kept = present.find((item) => item.tabIndex === 0) ?? present[0];
      for (const item of present) item.tabIndex = item === kept ? 0 : -1;
    };

    const onKey = (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const present = all();
      const at = present.findIndex((item) => item === document.activeElement);
      const next = at < 0 ? null : nextAt(event.code, at, present.length);
      if (next === null) return;
      event.preventDefault();
      present[next]?.focus();
    };

    const onFocus = (event: FocusEvent): void => {
      const present = all();
      if (!present.some((item) => item === event.target)) return;
      for (const item of present) item.tabIndex = item === event.target ? 0 : -1;
    };

    const watcher = new MutationObserver(settle);
    settle();
    watcher.observe(list, { childList: true, subtree: true });
    list.addEventListener("keydown", onKey);
    list.addEventListener("focusin", onFocus);
    return () => {
      watcher.disconnect();
      list.removeEventListener("keydown", onKey);
      list.removeEventListener("focusin", onFocus);
    };
  };
}
