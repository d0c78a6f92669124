/** Decides what this microphone does: from an offer to a muted track, live, held, and away again. */

import type { Machine, Moment, Step } from "./machine.ts";

/** Why there is no microphone: the person or the browser said no, there is none, or it would not start. */
export type Denial = "refused" | "no_device" | "failed";

/**
 * `until` is when the state itself is late; `by` is when somebody invited must have a track, else they
 * step down: 90 s after accepting. It is null for whoever came on stage otherwise, such as a host.
 * `silent` says that for a while nothing was heard of a microphone that is live.
 */
export type Microphone =
  | { at: "none" }
  | { at: "offered"; until: number }
  | { at: "asking"; by: number | null }
  | { at: "checking"; by: number | null }
  | { at: "publishing"; by: number | null; tries: number; until: number }
  | { at: "muted" }
  | { at: "live"; until: number | null; silent: boolean }
  | { at: "held"; since: number }
  | { at: "denied"; why: Denial; by: number | null }
  | { at: "interrupted" };

export type MicrophoneEvent =
  | { is: "offered"; until: number }
  | { is: "offerGone" }
  | { is: "accept" }
  | { is: "arrived" }
  | { is: "allowed" }
  | { is: "denied"; why: Denial }
  | { is: "heard" }
  | { is: "published" }
  | { is: "unpublishable" }
  | { is: "unmute" }
  | { is: "mute" }
  | { is: "sending" }
  | { is: "silent" }
  | { is: "taken" }
  | { is: "given" }
  | { is: "anew" }
  | { is: "hold" }
  | { is: "release" }
  | { is: "retry" }
  | { is: "down" }
  | { is: "late" };

/**
 * `capture`: ask for the microphone. `measure`: show its level. `publish`: as a muted track.
 * `mute`, `unmute`: stop and start sending. `stop`: give the microphone back. `stepDown`: ask for it.
 */
export type MicrophoneEffect =
  "capture" | "measure" | "publish" | "mute" | "unmute" | "stop" | "stepDown";

type MicrophoneStep = Step<Microphone, MicrophoneEffect>;

export const TRACK_BY_MS = 90_000;
export const PUBLISH_MS = 10_000;
export const PROOF_MS = 3_000;
const PUBLISH_TRIES = 2;

const to = (state: Microphone, ...effects: MicrophoneEffect[]): MicrophoneStep => ({
  state,
  effects,
});

const publishing = (by: number | null, tries: number, { now }: Moment): MicrophoneStep =>
  to({ at: "publishing", by, tries, until: now + PUBLISH_MS }, "publish");

/** One step of the microphone. An event that means nothing in a state changes nothing. */
export function stepMicrophone(
  state: Microphone,
  event: MicrophoneEvent,
  moment: Moment,
): MicrophoneStep {
  switch (event.is) {
    case "down":
      return state.at === "none" || state.at === "offered"
        ? to({ at: "none" })
        : to({ at: "none" }, "stop");
    case "hold":
      return onStage(state) ? to({ at: "held", since: moment.now }, "mute") : to(state);
    case "anew":
      return published(state) ? publishing(null, 1, moment) : to(state);
    default:
  }
  switch (state.at) {
    case "none":
    case "offered":
      return beforeStage(state, event, moment);
    case "asking":
    case "checking":
    case "denied":
      return whileAsking(state, event, moment);
    case "publishing":
      return whilePublishing(state, event, moment);
    case "muted":
    case "live":
    case "interrupted":
      return withTrack(state, event, moment);
    case "held":
      return event.is === "release" ? publishing(null, 1, moment) : to(state);
  }
}

const onStage = ({ at }: Microphone): boolean => at !== "none" && at !== "offered" && at !== "held";

const published = ({ at }: Microphone): boolean =>
  at === "publishing" || at === "muted" || at === "live" || at === "interrupted";

type BeforeStage = Extract<Microphone, { at: "none" | "offered" }>;

function beforeStage(state: BeforeStage, event: MicrophoneEvent, { now }: Moment): MicrophoneStep {
  switch (event.is) {
    case "offered":
      return to({ at: "offered", until: event.until });
    case "offerGone":
    case "late":
      return to({ at: "none" });
    case "accept":
      return to({ at: "asking", by: now + TRACK_BY_MS }, "capture");
    case "arrived":
    case "retry":
      return to({ at: "asking", by: null }, "capture");
    default:
      return to(state);
  }
}

type Asking = Extract<Microphone, { at: "asking" | "checking" | "denied" }>;

/** Only who was invited checks the microphone first; a host has come to speak. */
function whileAsking(state: Asking, event: MicrophoneEvent, moment: Moment): MicrophoneStep {
  const { by } = state;
  switch (event.is) {
    case "allowed":
      if (state.at !== "asking") return to(state);
      return by === null ? publishing(by, 1, moment) : to({ at: "checking", by }, "measure");
    case "denied":
      return state.at === "asking" ? to({ at: "denied", why: event.why, by }) : to(state);
    case "heard":
      return state.at === "checking" ? publishing(by, 1, moment) : to(state);
    case "taken":
      return state.at === "checking" ? to({ at: "denied", why: "failed", by }) : to(state);
    case "retry":
      return state.at === "denied" ? to({ at: "asking", by }, "stop", "capture") : to(state);
    case "late":
      return to({ at: "none" }, "stop", "stepDown");
    default:
      return to(state);
  }
}

type Publishing = Extract<Microphone, { at: "publishing" }>;

function whilePublishing(
  state: Publishing,
  event: MicrophoneEvent,
  moment: Moment,
): MicrophoneStep {
  const { by, tries } = state;
  switch (event.is) {
    case "published":
      return to({ at: "muted" });
    case "unpublishable":
    case "late":
      if (by !== null && moment.now >= by) return to({ at: "none" }, "stop", "stepDown");
      return tries < PUBLISH_TRIES
        ? publishing(by, tries + 1, moment)
        : to({ at: "denied", why: "failed", by }, "stop");
    default:
      return to(state);
  }
}

type WithTrack = Extract<Microphone, { at: "muted" | "live" | "interrupted" }>;

/** Unmuting is believed when bytes are sent; a microphone that the system took is never silence. */
function withTrack(state: WithTrack, event: MicrophoneEvent, { now }: Moment): MicrophoneStep {
  const isSilent = state.at === "live" && state.silent;
  switch (event.is) {
    case "unmute":
      return state.at === "muted"
        ? to({ at: "live", until: now + PROOF_MS, silent: false }, "unmute")
        : to(state);
    case "mute":
      return state.at === "live" ? to({ at: "muted" }, "mute") : to(state);
    case "sending":
      return state.at === "live" ? to({ ...state, until: null }) : to(state);
    case "silent":
      return state.at === "live" ? to({ ...state, silent: true }) : to(state);
    case "heard":
      return state.at === "live" ? to({ ...state, silent: false }) : to(state);
    case "given":
      return state.at === "interrupted" ? to({ at: "muted" }) : to(state);
    case "taken":
    case "late":
      return to({ at: "interrupted" }, "mute");
    case "retry":
      return state.at === "interrupted" || isSilent
        ? to({ at: "asking", by: null }, "stop", "capture")
        : to(state);
    default:
      return to(state);
  }
}

function due(state: Microphone): number | null {
  const dues = ["until" in state ? state.until : null, "by" in state ? state.by : null];
  const set = dues.filter((time) => time !== null);
  return set.length > 0 ? Math.min(...set) : null;
}

export const MICROPHONE: Machine<Microphone, MicrophoneEvent, MicrophoneEffect> = {
  start: { at: "none" },
  step: stepMicrophone,
  due,
  late: { is: "late" },
};
