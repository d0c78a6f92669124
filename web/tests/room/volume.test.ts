import { flushSync } from "svelte";
import { beforeAll, expect, test, vi } from "vitest";

import PersonCard from "../../src/room/PersonCard.svelte";
import SoundMenu from "../../src/room/SoundMenu.svelte";
import Trouble from "../../src/room/Trouble.svelte";
import { button, mounted } from "../support/mounted.ts";
import { scene } from "../support/torg.ts";
import { aRow } from "../support/wire.ts";

vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));

const onclose = (): void => undefined;

beforeAll(async () => {
  vi.stubGlobal("RTCPeerConnection", vi.fn());
  await scene.start();
  await scene.enter();
});

function slide(page: HTMLElement, percent: number): void {
  const slider = page.querySelector<HTMLInputElement>("input[type=range]");
  if (!slider) throw new Error("no slider");
  slider.value = String(percent);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}

test("a speaker's card sets how loud this voice is here", async () => {
  const page = await mounted(PersonCard, { row: aRow("anna", "host"), onclose });
  slide(page, 30);

  expect(scene.session.volumes.voices.get("anna")).toBe(0.3);
  expect(page.textContent).toContain("30");
});

test("the card of a listener, or one's own, has no volume", async () => {
  const listener = await mounted(PersonCard, { row: aRow("mia", "listener"), onclose });
  const own = await mounted(PersonCard, { row: aRow("ivan", "speaker"), onclose });

  expect(listener.querySelector("input")).toBeNull();
  expect(own.querySelector("input")).toBeNull();
});

test("a room turned down to nothing says so, with the way back", async () => {
  const menu = await mounted(SoundMenu, {});
  const trouble = await mounted(Trouble, {});
  button(menu, "Sound").click();
  flushSync();
  slide(menu, 0);
  const said = trouble.textContent;
  button(trouble, "Turn it on").click();
  flushSync();

  expect(said).toContain("You have turned the sound of the room off.");
  expect(scene.session.volumes.room).toBe(1);
  expect(trouble.textContent).not.toContain("turned");
});

test("where setting a volume has no effect there is no slider", async () => {
  vi.spyOn(HTMLMediaElement.prototype, "volume", "get").mockReturnValue(1);
  const menu = await mounted(SoundMenu, {});
  const card = await mounted(PersonCard, { row: aRow("anna", "host"), onclose });

  expect(menu.querySelector("button")).toBeNull();
  expect(card.querySelector("input")).toBeNull();
});
