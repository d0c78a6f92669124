import { beforeEach, describe, expect, test, vi } from "vitest";

import type { HallwayState, MeState } from "../../src/api/types.ts";
import { SIGNED_OUT } from "../../src/live/feed.ts";
import { FakeClock } from "../support/clock.ts";
import { FakeServer } from "../support/feed.ts";
import { aCard, aRoom, myNews } from "../support/wire.ts";

let clock: FakeClock;
let server: FakeServer;
const news = { connected: vi.fn(), signedOut: vi.fn() };
const hear = vi.fn<(state: HallwayState | null) => void>();

beforeEach(() => {
  vi.clearAllMocks();
  clock = new FakeClock();
  server = new FakeServer(clock);
  server.feed.start(news);
});

describe("a topic", () => {
  test("is asked for when the connection stands, and heard as it comes", () => {
    server.feed.watch("hallway", hear);
    server.socket.open();
    server.snapshot("hallway", { rooms: [aCard("a")] });

    expect(server.socket.sent).toEqual([{ watch: "hallway" }]);
    expect(hear).toHaveBeenCalledExactlyOnceWith({ rooms: [aCard("a")] });
  });

  test("is told at most ten times a second, with all that has gathered", async () => {
    server.socket.open();
    server.feed.watch("hallway", hear);
    server.snapshot("hallway", { rooms: [] });
    for (const id of ["a", "b", "c"]) server.frame("hallway", { kind: "card", card: aCard(id) });
    const atFirst = hear.mock.calls.length;
    await clock.pass(100);

    expect(atFirst).toBe(1);
    expect(hear).toHaveBeenCalledTimes(2);
    expect(hear.mock.lastCall?.[0]?.rooms.map((card) => card.id)).toEqual(["c", "b", "a"]);
  });

  test("waits for a second in a hidden page", async () => {
    server.isHidden = true;
    server.socket.open();
    server.feed.watch("hallway", hear);
    server.snapshot("hallway", { rooms: [] });
    server.frame("hallway", { kind: "card", card: aCard("a") });
    await clock.pass(900);
    const before = hear.mock.calls.length;
    await clock.pass(100);

    expect([before, hear.mock.calls.length]).toEqual([1, 2]);
  });

  test("is told at once while an act of one's own is under way", () => {
    server.feed.hurried = () => true;
    server.socket.open();
    server.feed.watch("hallway", hear);
    server.snapshot("hallway", { rooms: [] });
    server.frame("hallway", { kind: "card", card: aCard("a") });

    expect(hear).toHaveBeenCalledTimes(2);
  });

  test("is asked for again after a gap, and drawn as it was until then", async () => {
    server.socket.open();
    server.feed.watch("hallway", hear);
    server.snapshot("hallway", { rooms: [aCard("a")] });
    server.socket.tell({ topic: "hallway", seq: 7, kind: "closed", room_id: "a" });
    server.socket.tell({ topic: "hallway", seq: 8, kind: "closed", room_id: "a" });
    await clock.pass(1_000);
    const drawn = hear.mock.calls.length;
    server.snapshot("hallway", { rooms: [] });

    expect(server.socket.sent).toEqual([{ watch: "hallway" }, { watch: "hallway" }]);
    expect(drawn).toBe(1);
    expect(hear).toHaveBeenLastCalledWith({ rooms: [] });
  });

  test("that may not be read is heard as null", () => {
    server.socket.open();
    server.feed.watch("hallway", hear);
    server.socket.tell({ topic: "hallway", seq: 0, kind: "gone" });

    expect(hear).toHaveBeenCalledExactlyOnceWith(null);
  });

  test("that nobody watches any more is not heard", () => {
    server.socket.open();
    const unwatch = server.feed.watch("hallway", hear);
    unwatch();
    server.snapshot("hallway", { rooms: [] });

    expect(server.socket.sent).toEqual([{ watch: "hallway" }, { unwatch: "hallway" }]);
    expect(hear).not.toHaveBeenCalled();
  });

  test("of one's own brings along what has gathered of the room", () => {
    const order: string[] = [];
    server.socket.open();
    server.feed.watch("me", (state: MeState | null) =>
      order.push(state?.me.lease?.role ?? "nowhere"),
    );
    server.feed.watch("room", (state) => order.push(`room of ${state?.stage.length ?? 0}`), "1");
    server.snapshot("me", myNews(null));
    server.snapshot("room:1", aRoom());
    server.frame("room:1", { kind: "went", account_id: "anna" });
    server.frame("me", { kind: "me", state: myNews("listener") });

    expect(order).toEqual(["nowhere", "room of 1", "listener", "room of 0"]);
  });
});

describe("a connection that falls", () => {
  test("comes back by itself and asks for everything again", async () => {
    server.feed.watch("hallway", hear);
    server.socket.open();
    server.socket.fall();
    await clock.pass(5_000);
    server.socket.open();

    expect(news.connected.mock.calls).toEqual([[true], [false], [true]]);
    expect(server.sockets).toHaveLength(2);
    expect(server.socket.sent).toEqual([{ watch: "hallway" }]);
  });

  test("is tried again ever more slowly, within five seconds", async () => {
    const waits: number[] = [];
    for (let tries = 0; tries < 7; tries += 1) {
      const fell = clock.now();
      const before = server.sockets.length;
      server.socket.fall();
      while (server.sockets.length === before) await clock.pass(50);
      waits.push(clock.now() - fell);
    }

    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(waits[0]).toBeLessThanOrEqual(400);
    expect(waits.at(-1)).toBeLessThanOrEqual(5_000);
  });

  test("stays down when the login session has ended", async () => {
    server.socket.open();
    server.socket.fall(SIGNED_OUT);
    await clock.pass(60_000);

    expect(news.signedOut).toHaveBeenCalledOnce();
    expect(server.sockets).toHaveLength(1);
  });

  test("stays down when it was stopped", async () => {
    server.socket.open();
    server.feed.stop();
    await clock.pass(60_000);

    expect(server.socket.isClosed).toBe(true);
    expect(server.sockets).toHaveLength(1);
  });
});
