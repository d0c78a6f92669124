/** Decides which cards are drawn and which wait, so that nothing jumps under the pointer. */

import type { Card, RoomId } from "../api/types.ts";

export interface Arranged {
  drawn: readonly Card[];
  /** How many new rooms wait behind the button. */
  waiting: number;
}

/**
 * Cards already seen are drawn, changed or not, in the server's order; new ones wait until they are
 * asked for. On an empty page nothing can jump, so everything is drawn.
 */
export function arranged(rooms: readonly Card[], seen: ReadonlySet<RoomId>): Arranged {
  const drawn = rooms.filter((room) => seen.has(room.id));
  if (drawn.length === 0) return { drawn: rooms, waiting: 0 };
  return { drawn, waiting: rooms.length - drawn.length };
}
