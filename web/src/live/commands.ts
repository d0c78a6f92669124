/** The calls by which the live session asks; their answers change nothing, the news do. */

import { answer, api } from "../api/client.ts";
import type { AccountId, Joined, Me, RoomId } from "../api/types.ts";

const in_ = (room: RoomId): { params: { path: { room: RoomId } } } => ({
  params: { path: { room } },
});
const about = (
  room: RoomId,
  account: AccountId,
): { params: { path: { room: RoomId; account: AccountId } } } => ({
  params: { path: { room, account } },
});
const empty = { body: {} };

export const commands = {
  me: (): Promise<Me> => answer(api.GET("/api/me")),
  signOut: () => answer(api.DELETE("/api/session")),
  join: (room: RoomId): Promise<Joined> =>
    answer(api.POST("/api/rooms/{room}/join", { ...in_(room), ...empty })),
  leave: (room: RoomId) => answer(api.POST("/api/rooms/{room}/leave", { ...in_(room), ...empty })),
  raise: (room: RoomId) => answer(api.PUT("/api/rooms/{room}/hand", in_(room))),
  lower: (room: RoomId) => answer(api.DELETE("/api/rooms/{room}/hand", in_(room))),
  accept: (room: RoomId) =>
    answer(api.POST("/api/rooms/{room}/offer/accept", { ...in_(room), ...empty })),
  decline: (room: RoomId) =>
    answer(api.POST("/api/rooms/{room}/offer/decline", { ...in_(room), ...empty })),
  invite: (room: RoomId, account: AccountId) =>
    answer(api.POST("/api/rooms/{room}/offers/{account}", { ...about(room, account), ...empty })),
  notNow: (room: RoomId, account: AccountId) =>
    answer(api.DELETE("/api/rooms/{room}/hands/{account}", about(room, account))),
  hold: (room: RoomId, account: AccountId) =>
    answer(api.PUT("/api/rooms/{room}/holds/{account}", about(room, account))),
  release: (room: RoomId, account: AccountId) =>
    answer(api.DELETE("/api/rooms/{room}/holds/{account}", about(room, account))),
  move: (room: RoomId, account: AccountId) =>
    answer(api.DELETE("/api/rooms/{room}/stage/{account}", about(room, account))),
  end: (room: RoomId) => answer(api.POST("/api/rooms/{room}/end", { ...in_(room), ...empty })),
};

export type Commands = typeof commands;
