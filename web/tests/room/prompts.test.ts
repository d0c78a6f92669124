import { flushSync } from "svelte";
import { beforeAll, expect, test, vi } from "vitest";

import Prompts from "../../src/room/Prompts.svelte";
import { button, mounted } from "../support/mounted.ts";
import { scene } from "../support/torg.ts";
import { aPerson, ROOM } from "../support/wire.ts";

vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));

beforeAll(async () => {
  await scene.start();
  await scene.enter();
});

test("an offer is a sheet with its time, and Maybe later declines it", async () => {
  const page = await mounted(Prompts, {});
  const expires_at = new Date(Date.now() + 42_000).toISOString();
  await scene.tellMe("listener", { offer: { room_id: ROOM, by: aPerson("anna"), expires_at } });
  flushSync();
  const sheet = page.querySelector("dialog");
  button(page, "Maybe later").click();

  expect(sheet?.textContent).toContain("Anna");
  expect(sheet?.textContent).toContain("seconds left");
  expect(scene.commands.decline).toHaveBeenCalledWith(ROOM);
});

test("Join the stage leads to the microphone check", async () => {
  const page = await mounted(Prompts, {});
  const expires_at = new Date(Date.now() + 42_000).toISOString();
  await scene.tellMe("listener", { offer: { room_id: ROOM, by: aPerson("anna"), expires_at } });
  flushSync();
  button(page, "Join the stage").click();
  flushSync();

  expect(scene.commands.accept).toHaveBeenCalledWith(ROOM);
  expect(page.querySelector("h2")?.textContent).toBe("Microphone check");
});
