import { flushSync } from "svelte";
import { beforeAll, expect, test, vi } from "vitest";

import Page from "../../src/inbox/Page.svelte";
import { settled } from "../support/clock.ts";
import { type Answers, type Asked, gateway } from "../support/gateway.ts";
import { button, mounted, withoutMarks } from "../support/mounted.ts";
import { router, scene, session } from "../support/torg.ts";
import { aPerson, ROOM } from "../support/wire.ts";

vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));
vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));

const PING = {
  id: "n1",
  kind: "ping",
  at: "2026-03-01T20:00:00Z",
  read: false,
  about: aPerson("anna"),
  room: { id: ROOM, title: "Late talk" },
  subject: null,
};

const holding = (...notices: object[]): Answers => ({
  "GET /api/inbox": [200, { notices, next: null, unread: notices.length }],
});

let asked: readonly Asked[] = [];

async function open(answers: Answers): Promise<HTMLElement> {
  asked = gateway(answers);
  const page = await mounted(Page, {});
  await settled();
  await settled();
  flushSync();
  return page;
}

beforeAll(() => scene.start());

test("an empty inbox says what will stand in it", async () => {
  const page = await open(holding());

  expect(page.textContent).toContain("Nothing yet.");
  expect(asked.map(({ call }) => call)).toEqual(["GET /api/inbox"]);
});

test("looking is reading, up to the newest notice that is shown", async () => {
  await open(holding(PING, { ...PING, id: "n0" }));

  expect(asked.at(-1)).toEqual({ call: "POST /api/inbox/read", body: { upto: "n1" } });
});

test("what was read before is not read again", async () => {
  await open(holding({ ...PING, read: true }));

  expect(asked.map(({ call }) => call)).toEqual(["GET /api/inbox"]);
});

test("a ping leads into its room, entered in the tap", async () => {
  const enter = vi.spyOn(session, "enter").mockImplementation(() => undefined);
  const page = await open(holding(PING));
  button(page, "Join room").click();

  expect(enter).toHaveBeenCalledWith(ROOM);
  expect(router.go).toHaveBeenCalledWith(`/r/${ROOM}`);
});

test("a newcomer is greeted in a closed room for two", async () => {
  const page = await open({
    ...holding({ ...PING, kind: "joined", room: null }),
    "POST /api/rooms": [201, { id: "for-two" }],
  });
  vi.spyOn(session, "enter").mockImplementation(() => undefined);
  button(page, "Say hello").click();
  await settled();
  await settled();

  expect(asked.at(-1)).toMatchObject({
    call: "POST /api/rooms",
    body: { title: "Hello, Anna", type: "closed", list: ["anna"] },
  });
  expect(router.go).toHaveBeenCalledWith("/r/for-two");
  expect(withoutMarks(page.textContent)).toContain("Anna has joined. Say hello?");
});
