import { expect, test } from "vitest";

import { endingOf } from "../../src/room/ending.ts";
import { aPerson, ROOM } from "../support/wire.ts";

const anna = aPerson("anna");

test("the host's name stands in the thanks", () => {
  expect(endingOf({ room: ROOM, why: "room_ended", by: anna, words: null })).toMatchObject({
    by: "Anna",
  });
});

test("after a lost connection one may come back", () => {
  expect(endingOf({ room: ROOM, why: "lost", by: null, words: null })).toMatchObject({
    by: null,
    back: true,
  });
});

test("a room that is not there looks like one that never was", () => {
  expect(endingOf({ room: ROOM, why: "room_not_found", by: null, words: null })).toMatchObject({
    title: "error-room-not-found",
    back: false,
  });
});

test("a room an admin has ended gives the admin's reason, and nobody's name", () => {
  const gone = { room: ROOM, why: "room_ended", by: null, words: "Threats" } as const;

  expect(endingOf(gone)).toMatchObject({ title: "ended-by-admin", by: null, reason: "Threats" });
});
