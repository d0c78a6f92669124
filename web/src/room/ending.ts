/** How each end of a room is told, and whether it is worth trying to come back. */

import type { Gone } from "../live/path.ts";
import type { Key } from "../texts.ts";

export interface Ending {
  title: Key;
  /** Who ended it, where that is to be said by name. */
  by: string | null;
  text: Key | null;
  back: boolean;
}

const OVER: Ending = { title: "live-room-ended", by: null, text: null, back: false };
const LOST: Ending = { title: "ended-lost", by: null, text: "ended-lost-text", back: true };
const NOWHERE: Ending = {
  title: "error-room-not-found",
  by: null,
  text: "not-found-text",
  back: false,
};

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
  return { ...ENDINGS[gone.why], by: gone.why === "room_ended" ? (gone.by?.name ?? null) : null };
}
