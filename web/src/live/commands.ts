/** The calls by which the live session asks; their answers change nothing, the news do. */

import { answer, api } from "../api/client.ts";
import type { AccountId, Joined, Me, RoomId } from "../api/types.ts";

type InRoom = (room: RoomId) => Promise<unknown>;
type About = (room: RoomId, account: AccountId) => Promise<unknown>;

/** All of them reject with Problem. `move` takes somebody off the stage: by one's own id, oneself. */
export interface Commands {
  me: () => Promise<Me>;
  signOut: () => Promise<unknown>;
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

const here = (room: RoomId): Where<{ room: RoomId }> => ({ params: { path: { room } } });
const whom = (room: RoomId, account: AccountId): Where<{ room: RoomId; account: AccountId }> => ({
  params: { path: { room, account } },
});
const body = {};

export const commands: Commands = {
  me: () => answer(api.GET("/api/me")),
  signOut: () => answer(api.DELETE("/api/session")),
  join: (room) => answer(api.POST("/api/rooms/{room}/join", { ...here(room), body })),
  leave: (room) => answer(api.POST("/api/rooms/{room}/leave", { ...here(room), body })),
  raise: (room) => answer(api.PUT("/api/rooms/{room}/hand", here(room))),
  lower: (room) => answer(api.DELETE("/api/rooms/{room}/hand", here(room))),
  accept: (room) => answer(api.POST("/api/rooms/{room}/offer/accept", { ...here(room), body })),
  decline: (room) => answer(api.POST("/api/rooms/{room}/offer/decline", { ...here(room), body })),
  end: (room) => answer(api.POST("/api/rooms/{room}/end", { ...here(room), body })),
  invite: (room, account) =>
    answer(api.POST("/api/rooms/{room}/offers/{account}", { ...whom(room, account), body })),
  notNow: (room, account) =>
    answer(api.DELETE("/api/rooms/{room}/hands/{account}", whom(room, account))),
  hold: (room, account) =>
    answer(api.PUT("/api/rooms/{room}/holds/{account}", whom(room, account))),
  release: (room, account) =>
    answer(api.DELETE("/api/rooms/{room}/holds/{account}", whom(room, account))),
  move: (room, account) =>
    answer(api.DELETE("/api/rooms/{room}/stage/{account}", whom(room, account))),
};
