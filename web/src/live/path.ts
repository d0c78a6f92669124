/** Decides what plays: the way from a tap to sound and through every loss of it. */

import type { EndReason, RoomId } from "../api/types.ts";

/** Why nothing plays any more, or null when nobody asked for it. */
export interface Gone {
  room: RoomId;
  why: EndReason | "room_not_found";
}

/**
 * Waiting states carry `until`, when the event `late` is due. `connected` tells whether the media
 * connection stands, `tries` how often the way back was tried.
 */
export type Path =
  | { at: "out"; gone: Gone | null }
  | { at: "unlocking"; room: RoomId; connected: boolean; until: number }
  | { at: "connecting"; room: RoomId; connected: boolean; slow: boolean; until: number | null }
  | { at: "listening"; room: RoomId }
  | { at: "needsTap"; room: RoomId; connected: boolean }
  | { at: "elsewhere"; room: RoomId }
  | { at: "failed"; room: RoomId; code: string }
  | {
      at: "reconnecting";
      room: RoomId;
      since: number;
      tries: number;
      absent: number;
      until: number;
    };
