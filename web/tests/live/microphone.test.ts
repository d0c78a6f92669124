import { describe, expect, test } from "vitest";

import {
  type Microphone,
  MICROPHONE,
  type MicrophoneEffect,
  type MicrophoneEvent,
  PROOF_MS,
  PUBLISH_MS,
  stepMicrophone,
  TRACK_BY_MS,
} from "../../src/live/microphone.ts";

const NOW = 1_000_000;
const MOMENT = { now: NOW, chance: 0 };
const BY = NOW + TRACK_BY_MS;

const NONE: Microphone = { at: "none" };
const OFFERED: Microphone = { at: "offered", until: NOW + 60_000 };
const ASKING: Microphone = { at: "asking", by: BY };
const HOST_ASKING: Microphone = { at: "asking", by: null };
const CHECKING: Microphone = { at: "checking", by: BY };
const PUBLISHING: Microphone = { at: "publishing", by: BY, tries: 1, until: NOW + PUBLISH_MS };
const AGAIN: Microphone = { ...PUBLISHING, tries: 2 };
const ANEW: Microphone = { ...PUBLISHING, by: null };
const MUTED: Microphone = { at: "muted" };
const LIVE: Microphone = { at: "live", until: NOW + PROOF_MS, silent: false };
const PROVEN: Microphone = { at: "live", until: null, silent: false };
const SILENT: Microphone = { at: "live", until: null, silent: true };
const HELD: Microphone = { at: "held", since: NOW };
const DENIED: Microphone = { at: "denied", why: "refused", by: BY };
const FAILED: Microphone = { at: "denied", why: "failed", by: BY };
const INTERRUPTED: Microphone = { at: "interrupted" };

type Edge = [
  from: Microphone,
  event: MicrophoneEvent,
  to: Microphone,
  ...effects: MicrophoneEffect[],
];

const EDGES: readonly Edge[] = [
  [NONE, { is: "offered", until: NOW + 60_000 }, OFFERED],
  [NONE, { is: "arrived" }, HOST_ASKING, "capture"],
  [NONE, { is: "retry" }, HOST_ASKING, "capture"],
  [NONE, { is: "unmute" }, NONE],
  [OFFERED, { is: "offerGone" }, NONE],
  [OFFERED, { is: "late" }, NONE],
  [OFFERED, { is: "accept" }, ASKING, "capture"],

  [ASKING, { is: "allowed" }, CHECKING, "measure"],
  [ASKING, { is: "denied", why: "refused" }, DENIED],
  [ASKING, { is: "late" }, NONE, "stop", "stepDown"],
  [HOST_ASKING, { is: "allowed" }, ANEW, "publish"],
  [CHECKING, { is: "heard" }, PUBLISHING, "publish"],
  [CHECKING, { is: "taken" }, FAILED],
  [CHECKING, { is: "late" }, NONE, "stop", "stepDown"],
  [DENIED, { is: "retry" }, ASKING, "stop", "capture"],
  [DENIED, { is: "late" }, NONE, "stop", "stepDown"],

  [PUBLISHING, { is: "published" }, MUTED],
  [PUBLISHING, { is: "late" }, AGAIN, "publish"],
  [PUBLISHING, { is: "unpublishable" }, AGAIN, "publish"],
  [PUBLISHING, { is: "anew" }, ANEW, "publish"],
  [AGAIN, { is: "late" }, FAILED, "stop"],
  [{ ...AGAIN, by: NOW }, { is: "late" }, NONE, "stop", "stepDown"],

  [MUTED, { is: "unmute" }, LIVE, "unmute"],
  [MUTED, { is: "mute" }, MUTED],
  [MUTED, { is: "taken" }, INTERRUPTED, "mute"],
  [MUTED, { is: "anew" }, ANEW, "publish"],
  [LIVE, { is: "sending" }, PROVEN],
  [PROVEN, { is: "silent" }, SILENT],
  [PROVEN, { is: "retry" }, PROVEN],
  [SILENT, { is: "heard" }, PROVEN],
  [SILENT, { is: "mute" }, MUTED, "mute"],
  [SILENT, { is: "retry" }, HOST_ASKING, "stop", "capture"],
  [MUTED, { is: "silent" }, MUTED],
  [LIVE, { is: "late" }, INTERRUPTED, "mute"],
  [LIVE, { is: "mute" }, MUTED, "mute"],
  [PROVEN, { is: "mute" }, MUTED, "mute"],
  [PROVEN, { is: "taken" }, INTERRUPTED, "mute"],
  [PROVEN, { is: "anew" }, ANEW, "publish"],
  [INTERRUPTED, { is: "retry" }, HOST_ASKING, "stop", "capture"],
  [INTERRUPTED, { is: "given" }, MUTED],
  [INTERRUPTED, { is: "unmute" }, INTERRUPTED],

  [HELD, { is: "release" }, ANEW, "publish"],
  [HELD, { is: "unmute" }, HELD],
  [HELD, { is: "anew" }, HELD],
  [HELD, { is: "hold" }, HELD],
];

const name = ({ at }: Microphone, { is }: MicrophoneEvent, to: Microphone): string =>
  `${at}: ${is} → ${to.at}`;

describe("each edge of the microphone", () => {
  test.each(
    EDGES.map(
      ([from, event, to, ...effects]) => [name(from, event, to), from, event, to, effects] as const,
    ),
  )("%s", (_, from, event, to, effects) => {
    expect(stepMicrophone(from, event, MOMENT)).toEqual({ state: to, effects });
  });
});

const ON_STAGE = [ASKING, CHECKING, DENIED, PUBLISHING, MUTED, LIVE, PROVEN, INTERRUPTED];

describe.each([...ON_STAGE, HELD].map((state) => [state.at, state] as const))(
  "a microphone that is %s",
  (_, state) => {
    test("is given back when its person moves to the audience", () => {
      const step = stepMicrophone(state, { is: "down" }, MOMENT);

      expect(step).toEqual({ state: NONE, effects: ["stop"] });
    });

    test("is live only by its person's own act", () => {
      const others: MicrophoneEvent[] = [
        { is: "release" },
        { is: "anew" },
        { is: "published" },
        { is: "given" },
        { is: "arrived" },
      ];
      const after = others.map((event) => stepMicrophone(state, event, MOMENT).state.at);

      if (state.at !== "live") expect(after).not.toContain("live");
    });
  },
);

test.each(ON_STAGE.map((state) => [state.at, state] as const))(
  "a hold silences whoever is %s",
  (_, state) => {
    expect(stepMicrophone(state, { is: "hold" }, MOMENT)).toEqual({
      state: HELD,
      effects: ["mute"],
    });
  },
);

test("nothing off the stage can be held or given back", () => {
  expect(stepMicrophone(OFFERED, { is: "hold" }, MOMENT)).toEqual({ state: OFFERED, effects: [] });
  expect(stepMicrophone(OFFERED, { is: "down" }, MOMENT)).toEqual({ state: NONE, effects: [] });
});

test("of two deadlines the first one counts", () => {
  const due = MICROPHONE.due({ ...PUBLISHING, by: NOW + 1 });

  expect(due).toBe(NOW + 1);
  expect(MICROPHONE.due(PUBLISHING)).toBe(NOW + PUBLISH_MS);
  expect(MICROPHONE.due(MUTED)).toBeNull();
});
