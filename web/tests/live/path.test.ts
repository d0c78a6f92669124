import { describe, expect, test } from "vitest";

import {
  LEASE_LOST_MS,
  type Path,
  PATH,
  type PathEffect,
  type PathEvent,
  SLOW_MS,
  stepPath,
  UNLOCK_MS,
} from "../../src/live/path.ts";

const NOW = 1_000_000;
const MOMENT = { now: NOW, chance: 0 };
const room = "late-talk";

const OUT: Path = { at: "out", gone: null };
const UNLOCKING: Path = { at: "unlocking", room, connected: false, until: NOW + UNLOCK_MS };
const CONNECTED_UNLOCKING: Path = { ...UNLOCKING, connected: true };
const CONNECTING: Path = { at: "connecting", room, slow: false, until: NOW + SLOW_MS };
const SLOW: Path = { ...CONNECTING, slow: true, until: null };
const LISTENING: Path = { at: "listening", room };
const NEEDS_TAP: Path = { at: "needsTap", room, connected: true };
const NEEDS_TAP_EARLY: Path = { at: "needsTap", room, connected: false };
const ELSEWHERE: Path = { at: "elsewhere", room };
const FAILED: Path = { at: "failed", room, code: "room_full" };
const RECONNECTING: Path = {
  at: "reconnecting",
  room,
  since: NOW,
  by: "library",
  tries: 0,
  absent: 0,
  until: NOW + LEASE_LOST_MS,
};
const WAITING: Path = { ...RECONNECTING, by: "nobody", until: NOW + 200 };
const REJOINING: Path = { ...RECONNECTING, by: "us", tries: 1, until: NOW + SLOW_MS };

const tap: PathEvent = { is: "tap", room };
const refused: PathEvent = { is: "refused", code: "room_full", afterMs: null };
const ended: PathEvent = { is: "ended", why: "room_ended", by: null, words: null };
const GONE: Path = { at: "out", gone: { room, why: "room_ended", by: null, words: null } };
const NOT_THERE: Path = { at: "out", gone: { room, why: "room_not_found", by: null, words: null } };

type Edge = [from: Path, event: PathEvent, to: Path, ...effects: PathEffect[]];

const EDGES: readonly Edge[] = [
  [OUT, tap, UNLOCKING, "unlock", "join"],

  [UNLOCKING, { is: "unlocked" }, CONNECTING],
  [UNLOCKING, { is: "connected" }, CONNECTED_UNLOCKING],
  [UNLOCKING, { is: "late" }, NEEDS_TAP_EARLY],
  [UNLOCKING, { is: "blocked" }, NEEDS_TAP_EARLY],
  [UNLOCKING, refused, FAILED, "hangUp"],
  [UNLOCKING, { is: "absent" }, NOT_THERE, "hangUp"],
  [UNLOCKING, { is: "dropped" }, UNLOCKING, "hangUp", "join"],
  [CONNECTED_UNLOCKING, { is: "unlocked" }, LISTENING],
  [CONNECTED_UNLOCKING, { is: "reconnecting" }, UNLOCKING],

  [CONNECTING, { is: "connected" }, LISTENING],
  [CONNECTING, { is: "blocked" }, NEEDS_TAP_EARLY],
  [CONNECTING, { is: "late" }, SLOW],
  [CONNECTING, { is: "retry" }, CONNECTING],
  [CONNECTING, refused, FAILED, "hangUp"],
  [CONNECTING, { is: "absent" }, NOT_THERE, "hangUp"],
  [CONNECTING, { is: "dropped" }, { ...FAILED, code: "media_away" }, "hangUp"],
  [SLOW, { is: "connected" }, LISTENING],
  [SLOW, { is: "retry" }, CONNECTING, "hangUp", "unlock", "join"],

  [LISTENING, tap, LISTENING],
  [LISTENING, { is: "blocked" }, NEEDS_TAP],
  [LISTENING, { is: "reconnecting" }, RECONNECTING],
  [LISTENING, { is: "dropped" }, WAITING, "hangUp"],
  [LISTENING, { is: "dropped", afterMs: 2_000 }, { ...WAITING, until: NOW + 2_000 }, "hangUp"],
  [LISTENING, { is: "silent" }, REJOINING, "hangUp", "join"],

  [NEEDS_TAP, tap, CONNECTED_UNLOCKING, "unlock"],
  [NEEDS_TAP, { is: "reconnecting" }, NEEDS_TAP_EARLY],
  [NEEDS_TAP, { is: "dropped" }, NEEDS_TAP_EARLY, "hangUp", "join"],
  [NEEDS_TAP_EARLY, { is: "connected" }, NEEDS_TAP],
  [NEEDS_TAP_EARLY, { is: "back" }, NEEDS_TAP],
  [NEEDS_TAP_EARLY, { is: "unlocked" }, NEEDS_TAP_EARLY],

  [RECONNECTING, { is: "back" }, LISTENING],
  [RECONNECTING, { is: "late" }, REJOINING, "hangUp", "join"],
  [RECONNECTING, { is: "dropped" }, WAITING, "hangUp"],
  [WAITING, { is: "late" }, REJOINING, "hangUp", "join"],
  [WAITING, { is: "retry" }, REJOINING, "hangUp", "join"],
  [REJOINING, { is: "connected" }, LISTENING],
  [REJOINING, { is: "blocked" }, NEEDS_TAP_EARLY],
  [REJOINING, refused, { ...WAITING, tries: 1 }, "hangUp"],
  [
    REJOINING,
    { ...refused, afterMs: 3_000 },
    { ...WAITING, tries: 1, until: NOW + 3_000 },
    "hangUp",
  ],
  [REJOINING, { is: "absent" }, { ...WAITING, tries: 1, absent: 1 }, "hangUp"],
  [{ ...REJOINING, absent: 1 }, { is: "absent" }, NOT_THERE, "hangUp"],

  [ELSEWHERE, { is: "listenHere" }, UNLOCKING, "unlock", "join"],
  [ELSEWHERE, tap, UNLOCKING, "unlock", "join"],
  [FAILED, { is: "retry" }, UNLOCKING, "unlock", "join"],
];

const name = ({ at }: Path, { is }: PathEvent, to: Path): string => `${at}: ${is} → ${to.at}`;

describe("each edge of the path", () => {
  test.each(
    EDGES.map(
      ([from, event, to, ...effects]) => [name(from, event, to), from, event, to, effects] as const,
    ),
  )("%s", (_, from, event, to, effects) => {
    expect(stepPath(from, event, MOMENT)).toEqual({ state: to, effects });
  });
});

const INSIDE = [UNLOCKING, CONNECTING, SLOW, LISTENING, NEEDS_TAP, RECONNECTING, ELSEWHERE, FAILED];

describe.each(INSIDE.map((state) => [state.at, state] as const))("whoever is %s", (_, state) => {
  test("leaves at once", () => {
    expect(stepPath(state, { is: "leave" }, MOMENT)).toEqual({ state: OUT, effects: ["hangUp"] });
  });

  test("is out when the room ends", () => {
    expect(stepPath(state, ended, MOMENT)).toEqual({ state: GONE, effects: ["hangUp"] });
  });

  test("hears nothing more when another device takes over", () => {
    const step = stepPath(state, { is: "displaced" }, MOMENT);

    expect(step).toEqual({ state: ELSEWHERE, effects: ["hangUp"] });
  });

  test("goes over to another room by a tap on it", () => {
    const step = stepPath(state, { is: "tap", room: "other" }, MOMENT);

    expect(step.state).toEqual({ ...UNLOCKING, room: "other" });
    expect(step.effects).toEqual(["hangUp", "unlock", "join"]);
  });
});

describe("nobody who is out", () => {
  test.each<PathEvent["is"]>(["unlocked", "connected", "dropped", "late", "displaced", "back"])(
    "is moved by %s",
    (is) => {
      expect(stepPath(OUT, { is } as PathEvent, MOMENT)).toEqual({ state: OUT, effects: [] });
    },
  );
});

test("only waiting states are ever late", () => {
  const dues = [OUT, UNLOCKING, CONNECTING, SLOW, LISTENING, NEEDS_TAP, ELSEWHERE, WAITING].map(
    PATH.due,
  );

  expect(dues).toEqual([null, NOW + UNLOCK_MS, NOW + SLOW_MS, null, null, null, null, NOW + 200]);
});
