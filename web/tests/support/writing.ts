/** Writes into the fields of a mounted page as a person does. */

import { flushSync } from "svelte";

export function write(page: ParentNode, at: number, text: string): void {
  const input = page.querySelectorAll("input")[at];
  if (!input) throw new Error(`no input ${String(at)}`);
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}
