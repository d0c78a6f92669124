import { flushSync } from "svelte";
import { beforeAll, expect, test, vi } from "vitest";

import Waiting from "../../src/invitation/Waiting.svelte";
import { settled } from "../support/clock.ts";
import { type Answers, type Asked, gateway, refusal } from "../support/gateway.ts";
import { button, mounted, withoutMarks } from "../support/mounted.ts";
import { scene } from "../support/torg.ts";

vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));
vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));

const LIST = "GET /api/waiting";
const onlet = (): void => undefined;

const aReservation = (handle: string): object => ({
  id: handle,
  name: `Name of ${handle}`,
  handle,
  languages: ["is"],
  created_at: "2026-03-01T20:00:00Z",
  expires_at: "2026-03-31T20:00:00Z",
  names_me: true,
});

const page = (next: string | null, ...handles: string[]): Answers => ({
  [LIST]: [200, { reservations: handles.map(aReservation), next }],
});

const names = (shown: HTMLElement): string[] =>
  [...shown.querySelectorAll("li .name")].map((one) => withoutMarks(one.textContent));

async function drawn(): Promise<void> {
  await settled();
  await settled();
  flushSync();
}

async function open(answers: Answers): Promise<[HTMLElement, readonly Asked[]]> {
  const asked = gateway(answers);
  const shown = await mounted(Waiting, { onlet });
  await drawn();
  return [shown, asked];
}

beforeAll(() => scene.start());

test("the list goes on behind its first page", async () => {
  const answers = page("behind anna", "anna");
  const [shown] = await open(answers);
  Object.assign(answers, page(null, "bo"));
  button(shown, "Show more").click();
  await drawn();

  expect(names(shown)).toEqual(["Name of anna", "Name of bo"]);
  expect(shown.textContent).not.toContain("Show more");
});

test("who is declined stands there no longer, and the list goes on", async () => {
  const [shown, asked] = await open(page("behind anna", "anna"));
  button(shown, "Not now: Name of anna").click();
  await drawn();

  expect(asked.map(({ call }) => call)).toEqual([LIST, "POST /api/waiting/anna/decline"]);
  expect(names(shown)).toEqual([]);
  expect(button(shown, "Show more")).toBeDefined();
});

test("a page that does not come is said, and can be asked for again", async () => {
  const answers: Answers = { [LIST]: refusal(503, "database_busy") };
  const [shown] = await open(answers);
  Object.assign(answers, page(null, "anna"));
  button(shown, "Try again").click();
  await drawn();

  expect(names(shown)).toEqual(["Name of anna"]);
});
