/** Mounts a component into the page, in English, and takes it away after the test. */

import { flushSync, mount, unmount, type Component } from "svelte";
import { afterEach, vi } from "vitest";

import { speak, speakLate } from "../../src/words.svelte.ts";

/** The test's browser knows no dialogs that open. */
Object.assign(HTMLDialogElement.prototype, {
  show(this: HTMLDialogElement) {
    this.open = true;
  },
  showModal(this: HTMLDialogElement) {
    this.open = true;
  },
  close(this: HTMLDialogElement) {
    this.open = false;
  },
});

/** Nor does it lay anything out. */
vi.stubGlobal(
  "ResizeObserver",
  vi.fn(function (this: object) {
    Object.assign(this, { observe: vi.fn(), disconnect: vi.fn() });
  }),
);

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
  document.body.replaceChildren();
});

/** The element in which the component stands, drawn. */
export async function mounted<Props extends Record<string, unknown>>(
  component: Component<Props>,
  props: Props,
): Promise<HTMLElement> {
  await speak("en");
  await speakLate();
  const target = document.createElement("div");
  document.body.append(target);
  const instance = mount(component, { target, props });
  flushSync();
  open.push(() => unmount(instance));
  return target;
}

/** The button that reads exactly so. Raises an error where there is none. */
export function button(within: ParentNode, name: string): HTMLButtonElement {
  const all = [...within.querySelectorAll("button")];
  const found = all.find((one) => nameOf(one) === name);
  if (!found) throw new Error(`no button "${name}" among ${all.map(nameOf).join(" | ")}`);
  return found;
}

/** What a screen reader says of it: its label, or its text without what is hidden. */
export function nameOf(element: Element): string {
  const label = element.getAttribute("aria-label");
  if (label) return withoutMarks(label);
  const copy = element.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return withoutMarks(copy.textContent).replace(/\s+/g, " ").replaceAll(" ,", ",").trim();
}

/** Texts hold their values apart by marks that nobody sees. */
export function withoutMarks(text: string): string {
  return text.replace(/[\u2068\u2069]/g, "");
}
