import { describe, expect, test } from "vitest";

import type { HallwayFrame, RoomFrame, RoomState, Row } from "../../src/api/types.ts";
import {
  type Fold,
  follow,
  foldHallway,
  foldMe,
  foldRoom,
  type Message,
} from "../../src/live/fold.ts";
import { aCard, aPerson, aRoom, aRow, myNews } from "../support/wire.ts";

const message = (seq: number, frame: object): Message =>
  ({ topic: "room:1", seq, ...frame }) as Message;

const after = (state: RoomState, ...frames: RoomFrame[]): RoomState | null =>
  frames.reduce<RoomState | null>(
    (folded, frame) => folded && foldRoom(folded, message(1, frame)),
    state,
  );

const stageOf = (state: RoomState | null): string[] | undefined =>
  state?.stage.map((row) => row.account.id);
const audienceOf = (state: RoomState | null): string[] | undefined =>
  state?.audience.rows?.map((row) => row.account.id);

const row = (changed: Row): RoomFrame => ({ kind: "row", row: changed });

describe("a room", () => {
  test("shows newcomers last in the audience", () => {
    const folded = after(aRoom(), row(aRow("jon", "listener")), row(aRow("ada", "listener")));

    expect(audienceOf(folded)).toEqual(["ivan", "jon", "ada"]);
    expect(folded?.audience.count).toBe(3);
  });

  test("changes a listener in place", () => {
    const folded = after(
      aRoom(),
      row(aRow("jon", "listener")),
      row(aRow("ivan", "listener", { presence: "reconnecting" })),
    );

    expect(audienceOf(folded)).toEqual(["ivan", "jon"]);
    expect(folded?.audience.rows?.[0]?.presence).toBe("reconnecting");
  });

  test("moves a person between audience and stage, never to be in both", () => {
    const up = after(aRoom(), row(aRow("ivan", "speaker", { since: "2026-03-01T20:01:00Z" })));
    const down = after(up ?? aRoom(), row(aRow("ivan", "listener")));

    expect([stageOf(up), audienceOf(up)]).toEqual([["anna", "ivan"], []]);
    expect([stageOf(down), audienceOf(down)]).toEqual([["anna"], ["ivan"]]);
  });

  test("orders the stage by time on it, to the microsecond, and then by account", () => {
    const folded = after(
      aRoom({ stage: [] }),
      row(aRow("d", "speaker", { since: "2026-03-01T20:00:01Z" })),
      row(aRow("c", "speaker", { since: "2026-03-01T20:00:00.000002Z" })),
      row(aRow("b", "speaker", { since: "2026-03-01T20:00:00+00:00" })),
      row(aRow("a", "speaker", { since: "2026-03-01T20:00:00.000002Z" })),
    );

    expect(stageOf(folded)).toEqual(["b", "a", "c", "d"]);
  });

  test("lets go of whoever went", () => {
    const folded = after(
      aRoom(),
      { kind: "went", account_id: "ivan" },
      { kind: "went", account_id: "anna" },
    );

    expect([stageOf(folded), audienceOf(folded)]).toEqual([[], []]);
    expect(folded?.audience.count).toBe(0);
  });

  test("keeps an exact count when the list is too long to be sent", () => {
    const crowd = after(
      aRoom(),
      { kind: "audience", count: 201, blocked: 0, rows: null },
      row(aRow("jon", "listener")),
      { kind: "count", count: 202, blocked: 1 },
      { kind: "went", account_id: "ivan" },
    );

    expect(crowd?.audience).toEqual({ count: 202, blocked: 1, rows: null });
  });

  test("draws no list again because somebody talks", () => {
    const state = aRoom();
    const folded = after(state, { kind: "talking", talking: ["anna"] });

    expect(folded?.talking).toEqual(["anna"]);
    expect(folded?.stage).toBe(state.stage);
    expect(folded?.audience).toBe(state.audience);
  });

  test("takes facts and hands as wholes", () => {
    const hands = { count: 1, rows: [{ person: aPerson("ivan"), at: "2026-03-01T20:02:00Z" }] };
    const facts = { ...aRoom().room, title: "Later talk" };
    const folded = after(aRoom(), { kind: "hands", hands }, { kind: "room", room: facts });

    expect(folded).toEqual(aRoom({ hands, room: facts }));
  });

  test("stays as it is when it has ended: what that means stands in my own news", () => {
    expect(after(aRoom(), { kind: "ended", reason: "by_host", by: null, words: null })).toEqual(
      aRoom(),
    );
  });
});

describe("the hallway", () => {
  const before = { rooms: [aCard("b"), aCard("a")], folded: 0, hidden: 0 };
  const fold = (frame: HallwayFrame): string[] | undefined =>
    foldHallway(before, message(1, frame))?.rooms.map(({ id, title }) => id + title);

  test("shows a new room before the older ones", () => {
    const card = { ...aCard("c", ""), opened_at: "2026-03-01T19:30:00Z" };

    expect(fold({ kind: "card", card })?.[0]).toBe("c");
  });

  test("changes a card where it stands", () => {
    expect(fold({ kind: "card", card: aCard("a", " new") })).toEqual(["bLate talk", "a new"]);
  });

  test("puts first where somebody I follow is on stage, then my languages", () => {
    const followed = { ...aCard("c", ""), followed: 1, my_language: false };
    const foreign = { ...aCard("d", ""), my_language: false };

    expect(fold({ kind: "card", card: followed })?.[0]).toBe("c");
    expect(fold({ kind: "card", card: foreign })?.at(-1)).toBe("d");
  });

  test("counts what is kept out of sight", () => {
    const frame = { kind: "aside", folded: 1, hidden: 2 } as const;

    expect(foldHallway(before, message(1, frame))).toEqual({ ...before, folded: 1, hidden: 2 });
  });

  test("lets go of a closed room", () => {
    expect(fold({ kind: "closed", room_id: "a" })).toEqual(["bLate talk"]);
  });
});

test("my own news are whole, the latest wins", () => {
  expect(foldMe(myNews(null), message(1, { kind: "me", state: myNews("listener") }))).toEqual(
    myNews("listener"),
  );
});

describe("a follower", () => {
  const sum: Fold<number> = (state, frame) => (frame.kind === "add" ? state + 1 : null);

  test("waits for a snapshot", () => {
    expect(follow(null, message(3, { kind: "add" }), sum)).toEqual({ followed: null, lost: false });
  });

  test("begins anew with each snapshot", () => {
    const { followed } = follow(
      { seq: 9, state: 5 },
      message(0, { kind: "snapshot", state: 1 }),
      sum,
    );

    expect(followed).toEqual({ seq: 0, state: 1 });
  });

  test("folds what comes next and drops what it has had", () => {
    const next = follow({ seq: 3, state: 1 }, message(4, { kind: "add" }), sum);
    const old = follow(next.followed, message(4, { kind: "add" }), sum);

    expect(next).toEqual({ followed: { seq: 4, state: 2 }, lost: false });
    expect(old).toEqual({ followed: { seq: 4, state: 2 }, lost: false });
  });

  test.each([
    ["a gap", message(6, { kind: "add" })],
    ["a kind it does not know", message(4, { kind: "news from the future" })],
  ])("keeps what it has and is lost after %s", (_, lost) => {
    const followed = { seq: 3, state: 1 };

    expect(follow(followed, lost, sum)).toEqual({ followed, lost: true });
  });

  test.each([
    ["me", foldMe, myNews(null)],
    ["hallway", foldHallway, { rooms: [], folded: 0, hidden: 0 }],
    ["room", foldRoom, aRoom()],
  ])("is lost by an unknown kind of %s news", (_, fold, state) => {
    expect((fold as Fold<unknown>)(state, message(1, { kind: "new" }))).toBeNull();
  });
});

describe("the law: a snapshot folded with later frames is the later snapshot", () => {
  const SCRIPT: readonly RoomFrame[] = [
    row(aRow("jon", "listener")),
    { kind: "hands", hands: { count: 1, rows: null } },
    row(aRow("jon", "listener", { offered: true })),
    row(aRow("jon", "speaker", { since: "2026-03-01T20:05:00Z", mic: "none" })),
    { kind: "hands", hands: { count: 0, rows: null } },
    row(aRow("jon", "speaker", { since: "2026-03-01T20:05:00Z" })),
    { kind: "talking", talking: ["jon"] },
    row(aRow("jon", "speaker", { since: "2026-03-01T20:05:00Z", held: true, mic: "none" })),
    { kind: "talking", talking: [] },
    { kind: "went", account_id: "ivan" },
    row(aRow("jon", "listener")),
  ];
  const LAST = aRoom({
    audience: { count: 1, blocked: 0, rows: [aRow("jon", "listener")] },
  });

  test.each(SCRIPT.map((_, n) => n))("from snapshot %i on", (n) => {
    const snapshot = SCRIPT.slice(0, n).reduce<RoomState>(
      (state, frame) => foldRoom(state, message(1, frame)) ?? state,
      aRoom(),
    );
    const overTheWire = JSON.parse(JSON.stringify(snapshot)) as RoomState;
    let { followed } = follow(null, message(n, { kind: "snapshot", state: overTheWire }), foldRoom);
    SCRIPT.slice(n).forEach((frame, index) => {
      ({ followed } = follow(followed, message(n + index + 1, frame), foldRoom));
    });

    expect(followed).toEqual({ seq: SCRIPT.length, state: LAST });
  });
});
