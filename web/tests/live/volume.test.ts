import { afterEach, describe, expect, test, vi } from "vitest";

import { addSpeaker, adjustSpeakers, nameSpeakers } from "../../src/live/speakers.ts";
import { canSetVolume, FULL, volumeOf } from "../../src/live/volume.ts";
import { Scene } from "../support/session.ts";

afterEach(() => document.body.replaceChildren());

const quiet = { room: 0.5, voices: new Map([["anna", 0.4]]) };

describe("a volume", () => {
  test("is the room's and, on top, the person's own", () => {
    expect(volumeOf(FULL, "anna")).toBe(1);
    expect(volumeOf(quiet, "ivan")).toBe(0.5);
    expect(volumeOf(quiet, undefined)).toBe(0.5);
    expect(volumeOf(quiet, "anna")).toBeCloseTo(0.2);
  });

  test("reaches the voice by its name", () => {
    const anna = addSpeaker("lease-1");
    const unknown = addSpeaker("lease-2");
    nameSpeakers(new Map([["lease-1", "anna"]]));
    adjustSpeakers(quiet);

    expect(anna.volume).toBeCloseTo(0.2);
    expect(unknown.volume).toBe(0.5);
  });

  test("is not offered where setting it has no effect", () => {
    const before = canSetVolume();
    vi.spyOn(HTMLMediaElement.prototype, "volume", "get").mockReturnValue(1);
    vi.spyOn(HTMLMediaElement.prototype, "volume", "set").mockReturnValue(undefined);

    expect([before, canSetVolume()]).toEqual([true, false]);
  });
});

test("what was set is kept in every room of this tab", async () => {
  const scene = new Scene();
  await scene.start();
  scene.session.setRoomVolume(0.5);
  scene.session.setVolume("anna", 0.4);
  await scene.enter();
  const before = scene.connection.volumes;
  scene.session.setRoomVolume(1);

  expect(before).toEqual(quiet);
  expect(scene.connection.volumes).toEqual({ ...quiet, room: 1 });
});
