import { describe, expect, test } from "vitest";

import type { Role, RoomType } from "../../src/api/types.ts";
import {
  actsOn,
  mayPing,
  sectionsOf,
  selfFirst,
  statesOf,
  successorOf,
} from "../../src/room/people.ts";
import { aRow } from "../support/wire.ts";

const me = (role: Role) => aRow("me", role);

describe("acts on a person", () => {
  test.each<[Role, Role, string[]]>([
    ["host", "listener", ["invite"]],
    ["host", "speaker", ["hold", "move"]],
    ["host", "moderator", ["hold", "move"]],
    ["moderator", "listener", ["invite"]],
    ["moderator", "speaker", ["hold", "move"]],
    ["moderator", "moderator", ["hold"]],
    ["moderator", "host", []],
    ["speaker", "speaker", []],
    ["speaker", "listener", []],
    ["listener", "speaker", []],
  ])("a %s is offered on a %s", (mine, theirs, acts) => {
    expect(actsOn(aRow("anna", theirs), me(mine))).toEqual(acts);
  });

  test.each<[Role, string[]]>([
    ["host", []],
    ["moderator", ["stepDown"]],
    ["speaker", ["stepDown"]],
    ["listener", []],
  ])("as %s on oneself", (role, acts) => {
    expect(actsOn(me(role), me(role))).toEqual(acts);
  });

  test("a held speaker can be released, and not held twice", () => {
    expect(actsOn(aRow("anna", "speaker", { held: true }), me("host"))).toEqual([
      "release",
      "move",
    ]);
  });

  test("nobody is invited twice", () => {
    expect(actsOn(aRow("anna", "listener", { offered: true }), me("host"))).toEqual([]);
  });
});

describe("the state of a person", () => {
  test("is silent about a seat's microphone", () => {
    const seat = aRow("anna", "speaker", { presence: "seat", held: true });

    expect(statesOf(seat, true)).toEqual(["state-seat"]);
  });

  test("is speaking only while the microphone is live", () => {
    expect(statesOf(aRow("anna", "speaker", { mic: "live" }), true)).toEqual(["state-speaking"]);
    expect(statesOf(aRow("anna", "speaker", { mic: "muted" }), true)).toEqual(["state-muted"]);
  });

  test("says nothing of a listener's microphone", () => {
    expect(statesOf(aRow("anna", "listener"), true)).toEqual([]);
  });
});

test("oneself comes first, the others stay in order", () => {
  const rows = ["a", "me", "b"].map((id) => aRow(id, "listener"));

  expect(selfFirst(rows, "me").map((row) => row.account.id)).toEqual(["me", "a", "b"]);
});

test("the chair passes to the moderator who is here longest", () => {
  const stage = [
    aRow("late", "moderator", { since: "2026-03-01T20:05:00Z" }),
    aRow("gone", "moderator", { since: "2026-03-01T19:00:00Z", presence: "seat" }),
    aRow("early", "moderator", { since: "2026-03-01T20:00:00Z" }),
    aRow("speaker", "speaker", { since: "2026-03-01T18:00:00Z" }),
  ];

  expect(successorOf(stage)?.account.id).toBe("early");
});

test("whom somebody on stage follows stands apart, oneself first among one's own", () => {
  const [ivan, jon] = [aRow("ivan", "listener"), aRow("jon", "listener", { followed: true })];
  const mia = aRow("mia", "listener", { followed: true });

  expect(sectionsOf([ivan, jon, mia], "mia")).toEqual({ followed: [mia, jon], others: [ivan] });
});

test("listeners ping into open rooms, people on stage into social ones, moderators into closed", () => {
  const roles = ["listener", "speaker", "moderator", "host"] as const;
  const may = (type: RoomType): Role[] => roles.filter((role) => mayPing(type, role));

  expect(may("open")).toEqual(roles);
  expect(may("social")).toEqual(["speaker", "moderator", "host"]);
  expect(may("closed")).toEqual(["moderator", "host"]);
});

test("who is not in the room yet pings nobody", () => {
  expect(mayPing("open", null)).toBe(false);
});
