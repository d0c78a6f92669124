/** Whether sound can be had from this server: a real join, made and ended for the purpose. */

import { answer, api } from "../api/client.ts";
import { Problem } from "../api/problem.ts";
import type { Language } from "../api/types.ts";

/** Where it ended: all the way, at the gateway, or on the way to the media server. */
export type Reach = "reached" | "no_gateway" | "no_media";

const WITHIN_MS = 10_000;

/** Open a room for oneself, connect as a browser of anybody would, and end it again. */
export async function reach(title: string, language: Language): Promise<Reach> {
  try {
    const wish = { title, languages: [language], type: "closed" as const, list: [] };
    const room = await answer(api.POST("/api/rooms", { body: wish }));
    const params = { path: { room_id: room.id } };
    try {
      const ticket = await answer(api.POST("/api/rooms/{room_id}/join", { params }));
      return await connect(ticket.url, ticket.token);
    } finally {
      await answer(api.POST("/api/rooms/{room_id}/end", { params }));
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.code === "media_away" ? "no_media" : "no_gateway";
  }
}

async function connect(url: string, token: string): Promise<Reach> {
  const { tryConnection } = await import("../live/trying.ts");
  return (await tryConnection(url, token, WITHIN_MS)) ? "reached" : "no_media";
}
