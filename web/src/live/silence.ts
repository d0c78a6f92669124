/** Listens, by what the sender itself has counted, whether a live microphone gives any sound at all. */

import type { Clock } from "./machine.ts";

const LOOK_MS = 1_000;
/** Root mean square below which there is not even the noise of a room. */
const AUDIBLE = 0.001;
const SILENT_MS = 5_000;

export interface SilenceNews {
  /** For five seconds there was nothing. */
  silent: () => void;
  /** There is sound; nobody listens any more from now on, since a pause is no fault. */
  heard: () => void;
}

/**
 * Listen until there is sound, or the answer is called. `energyOf` gives the sum of squared amplitudes
 * times seconds so far, or null where the browser does not tell: then nothing is said.
 */
export function listenForSilence(
  clock: Clock,
  energyOf: () => Promise<number | null>,
  news: SilenceNews,
): () => void {
  let isOver = false;
  let silentMs = 0;
  const look = async (before: number | null): Promise<void> => {
    const energy = await energyOf();
    if (isOver) return;
    // A source that has just begun counts from nothing.
    const level = Math.sqrt(Math.max(0, (energy ?? 0) - (before ?? 0)) / (LOOK_MS / 1_000));
    if (level > AUDIBLE) {
      news.heard();
      return;
    }
    if (energy !== null) silentMs += LOOK_MS;
    if (silentMs === SILENT_MS) news.silent();
    clock.after(LOOK_MS, () => void look(energy));
  };
  void energyOf().then((energy) => clock.after(LOOK_MS, () => void look(energy)));
  return () => {
    isOver = true;
  };
}
