/** What the two machines of the live session, path and microphone, have in common. */

/** Milliseconds since 1970, and a draw from 0 up to 1; both are given, so that a test can give them. */
export interface Moment {
  now: number;
  chance: number;
}

export interface Step<State, Effect> {
  state: State;
  effects: readonly Effect[];
}

/** How long to wait before a new try: full jitter between 0.2 s and 5 s, growing with each try. */
export function backOff(tries: number, chance: number): number {
  const most = Math.min(5_000, 400 * 2 ** tries);
  return 200 + chance * (most - 200);
}
