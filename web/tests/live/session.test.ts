import { flushSync, mount, unmount } from "svelte";
import { beforeEach, describe, expect, test } from "vitest";

import { Problem } from "../../src/api/problem.ts";
import type { Row } from "../../src/api/types.ts";
import { LeaseUnknown } from "../../src/live/line.ts";
import { settled } from "../support/clock.ts";
import PageOfRoom from "../support/PageOfRoom.svelte";
import { Scene } from "../support/session.ts";
import { aCard, aPerson, aRoom, aRow, ROOM } from "../support/wire.ts";

let scene: Scene;

beforeEach(async () => {
  scene = new Scene();
  await scene.start();
});

describe("the session", () => {
  test("outlives its page, and the next page draws it at once", async () => {
    const target = document.createElement("div");
    await scene.enter();
    const first = mount(PageOfRoom, { target, props: { session: scene.session } });
    flushSync();
    const seen = target.textContent;
    await unmount(first);
    scene.server.frame(`room:${ROOM}`, { kind: "talking", talking: ["anna"] });
    await scene.clock.pass(100);
    mount(PageOfRoom, { target, props: { session: scene.session } });
    flushSync();

    expect(seen).toBe("listening: nobody in Late talk");
    expect(target.textContent).toBe("listening: anna in Late talk");
    expect(scene.connection.did).not.toContain("hangUp");
  });

  test("asks who we are until there is an answer", async () => {
    const fresh = new Scene();
    fresh.commands.me.mockRejectedValueOnce(new Problem(0, "server_away"));
    await fresh.session.open();
    const before = [fresh.session.standing, fresh.session.connected];
    await fresh.clock.pass(5_000);

    expect(before).toEqual(["asking", false]);
    expect([fresh.session.standing, fresh.session.connected]).toEqual(["in", true]);
  });

  test("is out when the server does not know us", async () => {
    const fresh = new Scene();
    fresh.commands.me.mockRejectedValueOnce(new Problem(401, "not_signed_in"));
    await fresh.session.open();

    expect(fresh.session.standing).toBe("out");
  });

  test("keeps the hallway while one of its readers is left", () => {
    const one = scene.session.watchHallway();
    const other = scene.session.watchHallway();
    scene.server.snapshot("hallway", { rooms: [aCard("a")] });
    one();
    const during = scene.server.socket.sent.slice();
    other();

    expect(scene.session.hallway).toEqual([aCard("a")]);
    expect(during).not.toContainEqual({ unwatch: "hallway" });
    expect(scene.server.socket.sent).toContainEqual({ unwatch: "hallway" });
  });

  test("falls silent when it is signed out elsewhere", async () => {
    await scene.enter();
    scene.server.socket.fall(4001);

    expect([scene.session.standing, scene.session.path.at]).toEqual(["out", "out"]);
    expect(scene.connection.did).toContain("hangUp");
  });
});

describe("entering", () => {
  test("unlocks sound, asks for a lease, connects and watches the room", async () => {
    await scene.enter();

    expect(scene.connection.did).toEqual([
      "name ",
      "unlock",
      "connect wss://torg token",
      "name anna",
    ]);
    expect(scene.server.socket.sent).toContainEqual({ watch: `room:${ROOM}` });
    expect(scene.session.path).toEqual({ at: "listening", room: ROOM });
    expect(scene.session.room?.room.title).toBe("Late talk");
    expect(scene.session.self?.role).toBe("listener");
  });

  test("waits for a tap when the browser wants one", async () => {
    scene.connection.blocked = true;
    await scene.enter();
    const before = scene.session.path.at;
    scene.connection.blocked = false;
    scene.session.tapToListen();
    await settled();

    expect([before, scene.session.path.at]).toEqual(["needsTap", "listening"]);
    expect(scene.commands.join).toHaveBeenCalledOnce();
  });

  test("says why it was refused, and can be tried again", async () => {
    scene.commands.join.mockRejectedValueOnce(new Problem(409, "room_full"));
    await scene.enter();
    const refused = scene.session.path;
    scene.session.retry();
    await settled();

    expect(refused).toEqual({ at: "failed", room: ROOM, code: "room_full" });
    expect(scene.session.path.at).toBe("listening");
  });

  test("a room that is not there is as one that never was", async () => {
    scene.commands.join.mockRejectedValueOnce(new Problem(404, "room_not_found"));
    await scene.enter();

    expect(scene.session.path).toEqual({
      at: "out",
      gone: { room: ROOM, why: "room_not_found", by: null, words: null },
    });
  });

  test("is offered after a reload while the lease lives", async () => {
    await scene.tellMe("listener");

    expect(scene.session.offeredBack).toBe(ROOM);
    expect(scene.connection.did).toEqual([]);
  });
});

describe("leaving", () => {
  test("turns the sound off first, then tells", async () => {
    await scene.enter();
    scene.session.leave();

    expect(scene.connection.did.at(-1)).toBe("hangUp");
    expect(scene.commands.leave).toHaveBeenCalledExactlyOnceWith(ROOM);
    expect(scene.session.path).toEqual({ at: "out", gone: null });
    expect(scene.session.room).toBeNull();
    expect(scene.session.offeredBack).toBeNull();
  });

  test("is not what another device does: it takes over", async () => {
    await scene.enter();
    await scene.tellEnded("displaced");
    const elsewhere = scene.session.path.at;
    scene.session.listenHere();
    await settled();

    expect(elsewhere).toBe("elsewhere");
    expect(scene.session.path.at).toBe("listening");
    expect(scene.commands.join).toHaveBeenCalledTimes(2);
  });

  test("happens to all when the host ends the room", async () => {
    await scene.enter();
    await scene.tellEnded("room_ended", aPerson("anna"));

    expect(scene.session.path).toEqual({
      at: "out",
      gone: { room: ROOM, why: "room_ended", by: aPerson("anna"), words: null },
    });
  });

  test("is not believed from news of an older lease", async () => {
    scene.session.enter(ROOM);
    await settled();
    scene.leases = 0;
    await scene.tellEnded("displaced");

    expect(scene.session.path.at).toBe("listening");
  });
});

describe("a lost connection", () => {
  test("is left to the library, which brings it back", async () => {
    await scene.enter();
    scene.connection.news?.reconnecting();
    const during = scene.session.path.at;
    scene.connection.news?.back();

    expect([during, scene.session.path.at]).toEqual(["reconnecting", "listening"]);
    expect(scene.commands.join).toHaveBeenCalledOnce();
  });

  test("is joined anew when the library has not come back in time", async () => {
    await scene.enter();
    scene.connection.news?.reconnecting();
    await scene.clock.pass(15_000);

    expect(scene.session.path.at).toBe("listening");
    expect(scene.commands.join).toHaveBeenCalledTimes(2);
  });

  test("is a room that is over only after two answers that say so", async () => {
    await scene.enter();
    scene.connection.unreachable = new LeaseUnknown();
    scene.connection.news?.dropped("broken");
    await scene.clock.pass(400);
    const afterOne = scene.session.path.at;
    await scene.clock.pass(5_000);

    expect(afterOne).toBe("reconnecting");
    expect(scene.session.path).toMatchObject({ at: "out", gone: { why: "room_not_found" } });
  });

  test("waits for the reason when the server has ended it", async () => {
    await scene.enter();
    scene.connection.news?.dropped("ended");
    await scene.clock.pass(500);
    await scene.tellEnded("displaced");
    await scene.clock.pass(60_000);

    expect(scene.session.path.at).toBe("elsewhere");
    expect(scene.commands.join).toHaveBeenCalledOnce();
  });

  test("is noticed when somebody talks and no packet comes", async () => {
    await scene.enter();
    const stage = [aRow("anna", "host", { mic: "live" })];
    scene.tellRoom(aRoom({ stage, talking: ["anna"] }));
    await scene.clock.pass(5_000);

    expect(scene.commands.join).toHaveBeenCalledTimes(2);
  });

  test.each<[string, Row]>([
    ["my own voice", aRow("ivan", "speaker", { mic: "live" })],
    ["a ring that outlives a muted voice", aRow("jon", "speaker")],
  ])("is not what %s means", async (_, row) => {
    await scene.enter();
    scene.tellRoom(aRoom({ stage: [row], talking: [row.account.id] }));
    await scene.clock.pass(60_000);

    expect(scene.commands.join).toHaveBeenCalledOnce();
  });
});

describe("an act", () => {
  test("is under way until the news say it is true", async () => {
    await scene.enter();
    scene.session.raiseHand();
    await settled();
    const during = scene.session.pending.has("raise");
    await scene.tellMe("listener", { hand: { room_id: ROOM, number: 3 } });

    expect([during, scene.session.pending.size]).toEqual([true, 0]);
    expect(scene.session.hand?.number).toBe(3);
  });

  test("that is refused puts its control back and says why", async () => {
    await scene.enter();
    scene.commands.invite.mockRejectedValueOnce(new Problem(409, "stage_full"));
    scene.session.invite("jon");
    await settled();

    expect(scene.session.pending.size).toBe(0);
    expect(scene.session.problem?.code).toBe("stage_full");
  });

  test("is asked once, however often it is pressed", async () => {
    await scene.enter();
    scene.session.hold("jon");
    scene.session.hold("jon");

    expect(scene.commands.hold).toHaveBeenCalledExactlyOnceWith(ROOM, "jon");
  });
});
