import { flushSync } from "svelte";
import { beforeAll, expect, test, vi } from "vitest";

import Ping from "../../src/room/Ping.svelte";
import { settled } from "../support/clock.ts";
import { type Asked, gateway, refusal } from "../support/gateway.ts";
import { button, mounted, nameOf, withoutMarks } from "../support/mounted.ts";
import { scene } from "../support/torg.ts";
import { aPerson, ROOM } from "../support/wire.ts";

vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));
vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));

const PINGS = `POST /api/rooms/${ROOM}/pings`;
let asked: readonly Asked[] = [];

async function open(left: number, answers = {}): Promise<HTMLElement> {
  const people = [aPerson("anna"), aPerson("bo")];
  const pingable = { [`GET /api/rooms/${ROOM}/pingable`]: [200, { people, left }] as const };
  asked = gateway({ ...pingable, ...answers });
  const page = await mounted(Ping, { room: ROOM });
  button(page, "Ping somebody in").click();
  await drawn();
  return page;
}

async function drawn(): Promise<void> {
  flushSync();
  await new Promise((resolve) => setTimeout(resolve));
  await settled();
  flushSync();
}

const buttons = (page: HTMLElement): string[] =>
  [...page.querySelectorAll("li button")].map(nameOf);

beforeAll(() => scene.start());

test("the last ping is said to be the last, and takes the other buttons away", async () => {
  const page = await open(1);
  const before = withoutMarks(page.textContent);
  const [first = ""] = buttons(page);
  button(page, first).click();
  await drawn();

  expect(before).toContain("You can ask one more person in.");
  expect(asked.map(({ call }) => call)).toContain(PINGS);
  expect(page.textContent).toContain("Pinged");
  expect(page.textContent).toContain("You have asked ten people in.");
  expect(buttons(page)).toEqual([]);
});

test("a ping beyond the limit is not said to be sent", async () => {
  const page = await open(1, { [PINGS]: refusal(409, "pings_spent") });
  const [first = ""] = buttons(page);
  button(page, first).click();
  await drawn();

  expect(page.textContent).not.toContain("Pinged");
  expect(page.textContent).toContain("You have asked ten people into this room.");
});
