import { beforeAll, expect, test, vi } from "vitest";

import Hands from "../../src/room/Hands.svelte";
import { button, mounted } from "../support/mounted.ts";
import { scene } from "../support/torg.ts";
import { aPerson, ROOM } from "../support/wire.ts";

vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));

const at = "2026-03-01T20:00:00Z";
const hands = { count: 2, rows: ["mia", "tom"].map((id) => ({ person: aPerson(id), at })) };

beforeAll(async () => {
  await scene.start();
  await scene.enter("host");
});

test("hands stand in the order of asking", async () => {
  const page = await mounted(Hands, { hands });
  const names = [...page.querySelectorAll(".name")].map((name) => name.textContent);

  expect(names).toEqual(["Mia", "Tom"]);
});

test("Next invites whoever has waited longest", async () => {
  const page = await mounted(Hands, { hands });
  button(page, "Next").click();

  expect(scene.commands.invite).toHaveBeenCalledWith(ROOM, "mia");
});

test("Not now lowers that hand", async () => {
  const page = await mounted(Hands, { hands });
  const second = page.querySelectorAll("li")[1];
  if (second) button(second, "Not now").click();

  expect(scene.commands.notNow).toHaveBeenCalledWith(ROOM, "tom");
});
