/** Decides what this microphone does: from an offer to a muted track, live, held, and away again. */

/**
 * Waiting states carry `until`, when the event `late` is due; null where nothing is due.
 * `asking` and `checking` end in stepping down, unless it is a host or moderator who came by the door.
 */
export type Microphone =
  | { at: "none" }
  | { at: "offered"; until: number }
  | { at: "asking"; until: number | null; checked: boolean }
  | { at: "checking"; until: number | null }
  | { at: "publishing"; tries: number; until: number }
  | { at: "muted" }
  | { at: "live"; proven: boolean; until: number | null }
  | { at: "held"; since: number }
  | { at: "denied"; why: "refused" | "no_device"; until: number | null }
  | { at: "interrupted" };
