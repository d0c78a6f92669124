/** Decides which cards are drawn and which wait, so that nothing jumps under the pointer. */

import type { Card, RoomId } from "../api/types.ts";

export interface Arranged {
  drawn: readonly Card[];
  /** How many new rooms wait behind the button. */
  waiting: number;
}

/**
 * Cards already seen are drawn, changed or not, where they were; new ones wait until they are asked
 * for, and only then all stand in the server's order. On an empty page nothing can jump, so
 * everything is drawn.
 */
export function arranged(rooms: readonly Card[], seen: readonly RoomId[]): Arranged {
  const byId = new Map(rooms.map((room) => [room.id, room]));
  const drawn = seen.flatMap((id) => byId.get(id) ?? []);
  if (drawn.length === 0) return { drawn: rooms, waiting: 0 };
  return { drawn, waiting: rooms.length - drawn.length };
}
