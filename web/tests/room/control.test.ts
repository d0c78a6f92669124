import { expect, test } from "vitest";

import type { CommandKind } from "../../src/live/session.svelte.ts";
import type { Microphone } from "../../src/live/microphone.ts";
import { controlOf } from "../../src/room/control.ts";

const none: Microphone = { at: "none" };
const nothing = new Map<CommandKind, number>();
const pending = (kind: CommandKind): Map<CommandKind, number> => new Map([[kind, 0]]);

test("nobody has a control before they are in the room", () => {
  expect(controlOf(null, none, false, nothing)).toBeNull();
});

test("a listener's control is the hand, and takes no second press", () => {
  expect(controlOf("listener", none, false, nothing)?.deed).toBe("raise");
  expect(controlOf("listener", none, true, nothing)?.deed).toBe("lower");
  expect(controlOf("listener", none, false, pending("raise"))?.deed).toBeNull();
  expect(controlOf("listener", none, true, pending("lower"))?.deed).toBeNull();
});

test.each<[Microphone, string | null]>([
  [{ at: "muted" }, "unmute"],
  [{ at: "live", until: null, silent: false }, "mute"],
  [{ at: "held", since: 0 }, null],
  [{ at: "asking", by: null }, null],
  [{ at: "denied", why: "refused", by: null }, "connect"],
  [{ at: "interrupted" }, "connect"],
])("on stage the control is the microphone: %j", (mic, deed) => {
  expect(controlOf("speaker", mic, false, nothing)?.deed).toBe(deed);
});

test("only a live microphone and a raised hand are drawn filled", () => {
  expect(controlOf("host", { at: "live", until: null, silent: false }, false, nothing)?.on).toBe(
    true,
  );
  expect(controlOf("host", { at: "muted" }, false, nothing)?.on).toBe(false);
  expect(controlOf("listener", none, true, nothing)?.on).toBe(true);
});
