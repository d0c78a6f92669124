/** The audience of a large room, fetched a page at a time, only while somebody looks at it. */

import { answer, api } from "../api/client.ts";
import { Problem } from "../api/problem.ts";
import type { RoomId, Row } from "../api/types.ts";

export class Pages {
  rows = $state.raw<readonly Row[]>([]);
  more = $state(true);
  problem = $state.raw<Problem | null>(null);
  readonly #room: RoomId;
  #next: string | null = null;
  #asking = false;

  constructor(room: RoomId) {
    this.#room = room;
  }

  /** Ask for the page after those already here; does nothing while one is on its way. */
  load = async (): Promise<void> => {
    if (this.#asking || !this.more) return;
    this.#asking = true;
    this.problem = null;
    const query = this.#next ? { after: this.#next } : {};
    try {
      const call = api.GET("/api/rooms/{room_id}/people", {
        params: { path: { room_id: this.#room }, query },
      });
      const page = await answer(call);
      const known = new Set(this.rows.map((row) => row.account.id));
      this.rows = [...this.rows, ...page.people.filter((row) => !known.has(row.account.id))];
      this.#next = page.next;
      this.more = page.next !== null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem = error;
    } finally {
      this.#asking = false;
    }
  };
}
