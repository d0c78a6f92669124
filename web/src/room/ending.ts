/** How each end of a room is told, and whether it is worth trying to come back. */

import type { Gone } from "../live/path.ts";
import type { Key } from "../texts.ts";

export interface Ending {
  title: Key;
  /** Who ended it, where that is to be said by name. */
  by: string | null;
  text: Key | null;
  /** Why an admin has ended it. */
  reason: string | null;
  back: boolean;
}

const OVER: Ending = {
  title: "live-room-ended",
  by: null,
  text: null,
  reason: null,
  back: false,
};
const LOST: Ending = { ...OVER, title: "ended-lost", text: "ended-lost-text", back: true };
const NOWHERE: Ending = { ...OVER, title: "error-room-not-found", text: "not-found-text" };

const ENDINGS: Readonly<Record<Gone["why"], Ending>> = {
  left: OVER,
  displaced: LOST,
  lost: LOST,
  room_ended: OVER,
  signed_out: OVER,
  room_not_found: NOWHERE,
};

/** The words for why one is no longer in the room. */
export function endingOf(gone: Gone): Ending {
  const ending = ENDINGS[gone.why];
  if (gone.why !== "room_ended") return ending;
  if (gone.words !== null) return { ...ending, title: "ended-by-admin", reason: gone.words };
  return { ...ending, by: gone.by?.name ?? null };
}
