import { flushSync } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";

import Rooms from "../../src/hallway/Rooms.svelte";
import { settled } from "../support/clock.ts";
import { gateway } from "../support/gateway.ts";
import { button, mounted, withoutMarks } from "../support/mounted.ts";
import { scene } from "../support/torg.ts";
import { aCard } from "../support/wire.ts";

vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));
vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));

const icelandic = aCard("a", "Bækur");
const russian = { ...aCard("b", "Радио"), languages: ["ru" as const] };

async function told(rooms: object[], folded = 0, hidden = 0): Promise<void> {
  scene.server.snapshot("hallway", { rooms, folded, hidden });
  await scene.clock.pass(1000);
  await vi.dynamicImportSettled();
  flushSync();
}

const titles = (page: HTMLElement): string[] =>
  [...page.querySelectorAll("h2")].map((title) => title.textContent.trim());

beforeEach(async () => {
  gateway({ "GET /api/rooms/folded": [200, { rooms: [russian] }] });
  await scene.start();
});

test("one language shows its rooms, and for you all of them again", async () => {
  const page = await mounted(Rooms, {});
  await told([icelandic, russian]);
  button(page, "Русский").click();
  flushSync();
  const filtered = titles(page);
  button(page, "For you").click();
  flushSync();

  expect(filtered).toEqual(["Радио"]);
  expect(titles(page)).toEqual(["Bækur", "Радио"]);
});

test("rooms of one language offer no choice", async () => {
  const page = await mounted(Rooms, {});
  await told([icelandic]);

  expect(page.querySelector('[role="group"]')).toBeNull();
});

test("a folded room is counted, and opened only on demand", async () => {
  const page = await mounted(Rooms, {});
  await told([icelandic], 1);
  const before = titles(page);
  button(page, "1 room with somebody you have blocked").click();
  flushSync();
  await settled();
  await settled();
  flushSync();

  expect(before).toEqual(["Bækur"]);
  expect(titles(page)).toEqual(["Bækur", "Радио"]);
  expect(withoutMarks(page.textContent)).toContain(
    "Folded away because somebody you have blocked is on stage.",
  );
});
