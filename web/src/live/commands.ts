/** The calls by which the live session asks; their answers change nothing, the news do. */

import { answer, api } from "../api/client.ts";
import type { AccountId, Joined, Me, RoomId } from "../api/types.ts";

type InRoom = (room: RoomId) => Promise<unknown>;
type About = (room: RoomId, account: AccountId) => Promise<unknown>;

/** All of them reject with Problem. `move` takes somebody off the stage: by one's own id, oneself. */
export interface Commands {
  me: () => Promise<Me>;
  signOut: () => Promise<unknown>;
  signOutEverywhere: () => Promise<unknown>;
  join: (room: RoomId) => Promise<Joined>;
  leave: InRoom;
  raise: InRoom;
  lower: InRoom;
  accept: InRoom;
  decline: InRoom;
  end: InRoom;
  invite: About;
  notNow: About;
  hold: About;
  release: About;
  move: About;
}

type Where<Path> = { params: { path: Path } };

const here = (room: RoomId): Where<{ room_id: RoomId }> => ({
  params: { path: { room_id: room } },
});
const whom = (
  room: RoomId,
  account: AccountId,
): Where<{ room_id: RoomId; account_id: AccountId }> => ({
  params: { path: { room_id: room, account_id: account } },
});

export const commands: Commands = {
  me: () => answer(api.GET("/api/me")),
  signOut: () => answer(api.DELETE("/api/session")),
  signOutEverywhere: () => answer(api.POST("/api/sessions/end-all")),
  join: (room) => answer(api.POST("/api/rooms/{room_id}/join", here(room))),
  leave: (room) => answer(api.POST("/api/rooms/{room_id}/leave", here(room))),
  raise: (room) => answer(api.PUT("/api/rooms/{room_id}/hand", here(room))),
  lower: (room) => answer(api.DELETE("/api/rooms/{room_id}/hand", here(room))),
  accept: (room) => answer(api.POST("/api/rooms/{room_id}/offer/accept", here(room))),
  decline: (room) => answer(api.POST("/api/rooms/{room_id}/offer/decline", here(room))),
  end: (room) => answer(api.POST("/api/rooms/{room_id}/end", here(room))),
  invite: (room, account) =>
    answer(api.POST("/api/rooms/{room_id}/offers/{account_id}", whom(room, account))),
  notNow: (room, account) =>
    answer(api.DELETE("/api/rooms/{room_id}/hands/{account_id}", whom(room, account))),
  hold: (room, account) =>
    answer(api.PUT("/api/rooms/{room_id}/holds/{account_id}", whom(room, account))),
  release: (room, account) =>
    answer(api.DELETE("/api/rooms/{room_id}/holds/{account_id}", whom(room, account))),
  move: (room, account) =>
    answer(api.DELETE("/api/rooms/{room_id}/stage/{account_id}", whom(room, account))),
};
