import { flushSync } from "svelte";
import { afterEach, beforeAll, expect, test, vi } from "vitest";

import SoundMenu from "../../src/room/SoundMenu.svelte";
import { returning } from "../../src/ui/returning.ts";
import { button, mounted } from "../support/mounted.ts";
import { scene } from "../support/torg.ts";

vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));

beforeAll(() => scene.start());

afterEach(() => document.body.replaceChildren());

function aButton(): HTMLButtonElement {
  const made = document.createElement("button");
  document.body.append(made);
  return made;
}

test("a sheet that closes gives the focus back to the button that opened it", async () => {
  const page = await mounted(SoundMenu, {});
  const opener = button(page, "Sound");
  opener.focus();
  opener.click();
  flushSync();
  const title = document.activeElement;
  button(page, "Close").click();
  flushSync();

  expect(title?.textContent).toBe("Sound");
  expect(document.activeElement).toBe(opener);
});

test("a focus that went elsewhere meanwhile stays there", () => {
  aButton().focus();
  const giveBack = returning();
  const elsewhere = aButton();
  elsewhere.focus();
  giveBack();

  expect(document.activeElement).toBe(elsewhere);
});

test("a button that is gone gets nothing back", () => {
  const opener = aButton();
  opener.focus();
  const giveBack = returning();
  opener.remove();
  giveBack();

  expect(document.activeElement).toBe(document.body);
});
