/** Decides what plays: the way from a tap to sound and through every loss of it. */

import type { EndReason, Person, RoomId } from "../api/types.ts";
import { backOff, type Machine, type Moment, type Step } from "./machine.ts";

/** Why nothing plays any more, and by whom it was ended. */
export interface Gone {
  room: RoomId;
  why: EndReason | "room_not_found";
  by: Person | null;
  /** Why an admin has ended it; null where none has. */
  words: string | null;
}

/** Waiting states carry `until`, when the event `late` is due. `connected`: the connection stands. */
export type Path =
  | { at: "out"; gone: Gone | null }
  | { at: "unlocking"; room: RoomId; connected: boolean; until: number }
  | { at: "connecting"; room: RoomId; slow: boolean; until: number | null }
  | { at: "listening"; room: RoomId }
  | { at: "needsTap"; room: RoomId; connected: boolean }
  | { at: "elsewhere"; room: RoomId }
  | { at: "failed"; room: RoomId; code: string }
  | Reconnecting;

/** `by` is who tries at present: the library by itself, we by joining anew, or nobody until the next try. */
interface Reconnecting {
  at: "reconnecting";
  room: RoomId;
  since: number;
  by: "library" | "us" | "nobody";
  tries: number;
  absent: number;
  until: number;
}

export type PathEvent =
  | { is: "tap"; room: RoomId }
  | { is: "unlocked" }
  | { is: "blocked" }
  | { is: "connected" }
  | { is: "reconnecting" }
  | { is: "back" }
  | { is: "dropped"; afterMs?: number }
  | { is: "silent" }
  | { is: "absent" }
  | { is: "refused"; code: string; afterMs: number | null }
  | { is: "displaced" }
  | { is: "ended"; why: EndReason; by: Person | null; words: string | null }
  | { is: "listenHere" }
  | { is: "retry" }
  | { is: "leave" }
  | { is: "late" };

/** `unlock`: let sound play, in the tap. `join`: ask for a lease and connect. `hangUp`: close and forget. */
export type PathEffect = "unlock" | "join" | "hangUp";

type PathStep = Step<Path, PathEffect>;

export const UNLOCK_MS = 3_000;
export const SLOW_MS = 8_000;
export const LEASE_LOST_MS = 15_000;

/** Two answers that there is no such room make it true; one may be a server that has just started. */
const ABSENT_ENOUGH = 2;

const to = (state: Path, ...effects: PathEffect[]): PathStep => ({ state, effects });

const out = (gone: Gone | null): Path => ({ at: "out", gone });
const notThere = (room: RoomId): Path =>
  out({ room, why: "room_not_found", by: null, words: null });
const unlocking = (room: RoomId, connected: boolean, { now }: Moment): Path => ({
  at: "unlocking",
  room,
  connected,
  until: now + UNLOCK_MS,
});
const connecting = (room: RoomId, { now }: Moment): Path => ({
  at: "connecting",
  room,
  slow: false,
  until: now + SLOW_MS,
});

/** One step of the path. An event that means nothing in a state changes nothing. */
export function stepPath(state: Path, event: PathEvent, moment: Moment): PathStep {
  if (state.at === "out") {
    return event.is === "tap"
      ? to(unlocking(event.room, false, moment), "unlock", "join")
      : to(state);
  }
  const { room } = state;
  switch (event.is) {
    case "tap":
      if (event.room === room) break;
      return to(unlocking(event.room, false, moment), "hangUp", "unlock", "join");
    case "leave":
      return to(out(null), "hangUp");
    case "ended":
      return to(out({ room, why: event.why, by: event.by, words: event.words }), "hangUp");
    case "displaced":
      return to({ at: "elsewhere", room }, "hangUp");
    default:
  }
  switch (state.at) {
    case "unlocking":
    case "needsTap":
      return beforeSound(state, event, moment);
    case "connecting":
      return whileConnecting(state, event, moment);
    case "listening":
      return whileListening(room, event, moment);
    case "reconnecting":
      return whileReconnecting(state, event, moment);
    case "elsewhere":
    case "failed":
      return asksAgain(event) ? to(unlocking(room, false, moment), "unlock", "join") : to(state);
  }
}

const asksAgain = (event: PathEvent): boolean =>
  event.is === "tap" || event.is === "retry" || event.is === "listenHere";

type Before = Extract<Path, { at: "unlocking" | "needsTap" }>;

/** The connection comes up, or falls, while playing is not allowed yet. */
function beforeSound(state: Before, event: PathEvent, moment: Moment): PathStep {
  const { room, connected } = state;
  switch (event.is) {
    case "tap":
      return state.at === "needsTap" ? to(unlocking(room, connected, moment), "unlock") : to(state);
    case "unlocked":
      if (state.at === "needsTap") return to(state);
      return to(connected ? { at: "listening", room } : connecting(room, moment));
    case "blocked":
    case "late":
      return to({ at: "needsTap", room, connected });
    case "connected":
    case "back":
      return to({ ...state, connected: true });
    case "reconnecting":
      return to({ ...state, connected: false });
    case "dropped":
      return to({ ...state, connected: false }, "hangUp", "join");
    default:
      return stopped(state, event);
  }
}

type Connecting = Extract<Path, { at: "connecting" }>;

function whileConnecting(state: Connecting, event: PathEvent, moment: Moment): PathStep {
  const { room } = state;
  switch (event.is) {
    case "connected":
      return to({ at: "listening", room });
    case "blocked":
      return to({ at: "needsTap", room, connected: false });
    case "late":
      return to({ ...state, slow: true, until: null });
    case "tap":
    case "retry":
      return state.slow ? to(connecting(room, moment), "hangUp", "unlock", "join") : to(state);
    case "dropped":
      return to({ at: "failed", room, code: "media_away" }, "hangUp");
    default:
      return stopped(state, event);
  }
}

/** What the server says to a join that nobody has heard anything of yet. */
function stopped(state: Before | Connecting, event: PathEvent): PathStep {
  const { room } = state;
  if (event.is === "absent") return to(notThere(room), "hangUp");
  if (event.is === "refused") return to({ at: "failed", room, code: event.code }, "hangUp");
  return to(state);
}

function whileListening(room: RoomId, event: PathEvent, moment: Moment): PathStep {
  const { now, chance } = moment;
  const lost = { at: "reconnecting", room, since: now, tries: 0, absent: 0 } as const;
  switch (event.is) {
    case "blocked":
      return to({ at: "needsTap", room, connected: true });
    case "reconnecting":
      return to({ ...lost, by: "library", until: now + LEASE_LOST_MS });
    case "silent":
      return to({ ...lost, by: "us", tries: 1, until: now + SLOW_MS }, "hangUp", "join");
    case "dropped":
      return to(
        { ...lost, by: "nobody", until: now + (event.afterMs ?? backOff(0, chance)) },
        "hangUp",
      );
    default:
      return to({ at: "listening", room });
  }
}

function whileReconnecting(state: Reconnecting, event: PathEvent, moment: Moment): PathStep {
  const { room, tries } = state;
  const { now, chance } = moment;
  const pause = (afterMs: number | null): Reconnecting => ({
    ...state,
    by: "nobody",
    until: now + (afterMs ?? backOff(tries, chance)),
  });
  switch (event.is) {
    case "back":
    case "connected":
      return to({ at: "listening", room });
    case "blocked":
      return to({ at: "needsTap", room, connected: false });
    case "dropped":
      return to(pause(event.afterMs ?? null), "hangUp");
    case "refused":
      return to(pause(event.afterMs), "hangUp");
    case "absent": {
      const absent = state.absent + 1;
      if (absent < ABSENT_ENOUGH) return to({ ...pause(null), absent }, "hangUp");
      return to(notThere(room), "hangUp");
    }
    case "tap":
    case "retry":
    case "late":
      return to({ ...state, by: "us", tries: tries + 1, until: now + SLOW_MS }, "hangUp", "join");
    default:
      return to(state);
  }
}

export const PATH: Machine<Path, PathEvent, PathEffect> = {
  start: out(null),
  step: stepPath,
  due: (state) => ("until" in state ? state.until : null),
  late: { is: "late" },
};
