import { beforeEach, describe, expect, test } from "vitest";

import { Problem } from "../../src/api/problem.ts";
import type { Offer } from "../../src/api/types.ts";
import { settled } from "../support/clock.ts";
import { Scene } from "../support/session.ts";
import { aPerson, ROOM } from "../support/wire.ts";

let scene: Scene;

beforeEach(async () => {
  scene = new Scene();
  await scene.start();
});

const anOffer = (): Offer => ({
  room_id: ROOM,
  by: aPerson("anna"),
  expires_at: new Date(scene.clock.now() + 60_000).toISOString(),
});

/** Invited, accepted, checked and published: muted on stage. */
async function onStage(): Promise<void> {
  await scene.enter();
  await scene.tellMe("listener", { offer: anOffer() });
  scene.session.acceptOffer();
  await settled();
  await scene.tellMe("speaker");
  scene.session.goOn();
  await settled();
}

describe("an offer", () => {
  test("asks for the microphone and accepts in the same tap", async () => {
    await scene.enter();
    await scene.tellMe("listener", { offer: anOffer() });
    const offered = scene.session.mic.at;
    scene.session.acceptOffer();

    expect(offered).toBe("offered");
    expect(scene.commands.accept).toHaveBeenCalledExactlyOnceWith(ROOM);
    expect(scene.session.mic.at).toBe("asking");
    expect(scene.connection.did).not.toContain("publish");
  });

  test("leads through a check to a muted track", async () => {
    await onStage();

    expect(scene.connection.did.filter((act) => !act.startsWith("name")).slice(2)).toEqual([
      "capture",
      "measure",
      "measured",
      "publish",
    ]);
    expect(scene.session.mic.at).toBe("muted");
  });

  test("needs no button when the microphone hears somebody", async () => {
    await scene.enter();
    await scene.tellMe("listener", { offer: anOffer() });
    scene.session.acceptOffer();
    await settled();
    scene.connection.level?.level(0.4);
    const level = scene.session.level;
    scene.connection.level?.heard();
    await settled();

    expect([level, scene.session.level]).toEqual([0.4, 0]);
    expect(scene.session.mic.at).toBe("muted");
  });

  test("that has just ended gives the microphone back", async () => {
    scene.commands.accept.mockRejectedValueOnce(new Problem(409, "offer_gone"));
    await scene.enter();
    await scene.tellMe("listener", { offer: anOffer() });
    scene.session.acceptOffer();
    await settled();

    expect(scene.session.mic.at).toBe("none");
    expect(scene.connection.did).toContain("stop");
    expect(scene.session.problem?.code).toBe("offer_gone");
  });

  test("ends after its minute, whatever the clock of this device says", async () => {
    await scene.enter();
    await scene.tellMe("listener", { offer: { ...anOffer(), expires_at: "2020-01-01T00:00:00Z" } });
    const offered = scene.session.mic.at;
    await scene.clock.pass(60_000);

    expect([offered, scene.session.mic.at]).toEqual(["offered", "none"]);
  });

  test("without a track after 90 s is stepping down", async () => {
    scene.connection.denial = "refused";
    await scene.enter();
    await scene.tellMe("listener", { offer: anOffer() });
    scene.session.acceptOffer();
    await settled();
    await scene.tellMe("speaker");
    const denied = scene.session.mic;
    await scene.clock.pass(90_000);
    const said = scene.session.cameDown;
    await scene.tellMe("listener");

    expect(denied).toMatchObject({ at: "denied", why: "refused" });
    expect([said, scene.session.cameDown]).toEqual([true, true]);
    expect(scene.commands.move).toHaveBeenCalledExactlyOnceWith(ROOM, "ivan");
  });
});

test.each<[string, () => void]>([
  ["when it was read", () => scene.session.dismiss()],
  ["when the hand goes up again", () => scene.session.raiseHand()],
  ["on leaving the room", () => scene.session.leave()],
])("that one came down is said no more %s", async (_, act) => {
  scene.connection.denial = "refused";
  await scene.enter();
  await scene.tellMe("listener", { offer: anOffer() });
  scene.session.acceptOffer();
  await scene.clock.pass(90_000);
  const said = scene.session.cameDown;
  act();

  expect([said, scene.session.cameDown]).toEqual([true, false]);
});

describe("a live microphone", () => {
  const live = async (energyInSecond: number | null): Promise<void> => {
    scene.connection.energyInSecond = energyInSecond;
    await onStage();
    scene.session.unmute();
  };

  test("that gives no sound for five seconds is silent, until it is heard", async () => {
    await live(0);
    await scene.clock.pass(4_900);
    const early = scene.session.mic;
    await scene.clock.pass(200);
    const late = scene.session.mic;
    scene.connection.energyInSecond = 0.01;
    await scene.clock.pass(1_000);

    expect(early).toMatchObject({ silent: false });
    expect(late).toMatchObject({ silent: true });
    expect(scene.session.mic).toMatchObject({ at: "live", silent: false });
  });

  test("that was heard may pause as long as it likes", async () => {
    await live(0.01);
    await scene.clock.pass(2_000);
    scene.connection.energyInSecond = 0;
    await scene.clock.pass(20_000);

    expect(scene.session.mic).toMatchObject({ at: "live", silent: false });
  });

  test("of a browser that tells no levels is never called silent", async () => {
    await live(null);
    await scene.clock.pass(20_000);

    expect(scene.session.mic).toMatchObject({ at: "live", silent: false });
  });

  test("is listened to anew each time it is unmuted", async () => {
    await live(0);
    await scene.clock.pass(3_000);
    scene.session.mute();
    scene.session.unmute();
    await scene.clock.pass(4_000);
    const early = scene.session.mic;
    await scene.clock.pass(1_100);

    expect(early).toMatchObject({ silent: false });
    expect(scene.session.mic).toMatchObject({ silent: true });
  });
});

describe("on stage", () => {
  test("a host arrives muted, without an offer", async () => {
    await scene.enter("host");

    expect(scene.session.mic.at).toBe("muted");
    expect(scene.connection.did).not.toContain("unmute");
  });

  test("unmuting is proven by bytes that are sent", async () => {
    await onStage();
    scene.session.unmute();
    await scene.clock.pass(3_000);

    expect(scene.session.mic).toEqual({ at: "live", until: null, silent: false });
  });

  test("a live microphone that sends nothing is interrupted, not live", async () => {
    await onStage();
    scene.connection.isSending = false;
    scene.session.unmute();
    await scene.clock.pass(3_000);

    expect(scene.session.mic.at).toBe("interrupted");
    expect(scene.connection.did.at(-1)).toBe("mute");
  });

  test("a held mute cannot be undone here, and release leaves it muted", async () => {
    await onStage();
    scene.session.unmute();
    await scene.tellMe("speaker", { held: true });
    scene.session.unmute();
    const held = scene.session.mic.at;
    await scene.tellMe("speaker", { held: false });

    expect(held).toBe("held");
    expect(scene.session.mic.at).toBe("muted");
    expect(scene.connection.did.filter((act) => act === "unmute")).toHaveLength(1);
  });

  test("moving to the audience gives the microphone back", async () => {
    await onStage();
    await scene.tellMe("listener");

    expect(scene.session.mic.at).toBe("none");
    expect(scene.connection.did.at(-1)).toBe("stop");
    expect(scene.session.path.at).toBe("listening");
  });

  test("a new lease means a new track, muted", async () => {
    await onStage();
    scene.session.unmute();
    await settled();
    scene.connection.news?.dropped("broken");
    await scene.clock.pass(400);
    await scene.tellMe("speaker");

    expect(scene.session.path.at).toBe("listening");
    expect(scene.session.mic.at).toBe("muted");
    expect(scene.connection.did.filter((act) => act === "publish")).toHaveLength(2);
    expect(scene.connection.did.filter((act) => act === "capture")).toHaveLength(1);
  });

  test("a microphone that the system took and gave back is muted", async () => {
    await onStage();
    scene.session.unmute();
    scene.connection.news?.taken();
    const taken = scene.session.mic.at;
    scene.connection.news?.given();

    expect([taken, scene.session.mic.at]).toEqual(["interrupted", "muted"]);
  });

  test("leaving the room gives the microphone back", async () => {
    await onStage();
    scene.session.leave();

    expect(scene.session.mic.at).toBe("none");
    expect(scene.connection.did.slice(-2)).toEqual(["hangUp", "stop"]);
  });
});
