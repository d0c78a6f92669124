/** The audience of a large room: pages by HTTP, kept fresh while somebody looks at them. */

import { answer, api } from "../api/client.ts";
import { Problem } from "../api/problem.ts";
import type { RoomId, Row } from "../api/types.ts";
import type { Clock } from "../live/machine.ts";

/** A page of people and where the next one begins, or null at the end. */
export interface People {
  people: readonly Row[];
  next: string | null;
}

export type FetchPage = (room: RoomId, after: string | null) => Promise<People>;

/** The page after a cursor, from the server. Rejects with Problem. */
export const fetchPage: FetchPage = (room, after) =>
  answer(
    api.GET("/api/rooms/{room_id}/people", {
      params: { path: { room_id: room }, query: after === null ? {} : { after } },
    }),
  );

/** However fast people come and go, the server is asked once in this time. */
const FRESH_MS = 1_000;

export class Pages {
  rows = $state.raw<readonly Row[]>([]);
  /** Whether there are people after these. */
  more = $state(true);
  problem = $state.raw<Problem | null>(null);
  readonly #room: RoomId;
  readonly #fetch: FetchPage;
  readonly #clock: Clock;
  #pages = 1;
  #isAsking = false;
  #isStale = false;
  #callOff: (() => void) | null = null;

  /** `rows` are drawn until the first page has come. */
  constructor(room: RoomId, rows: readonly Row[], fetch: FetchPage, clock: Clock) {
    this.#room = room;
    this.#fetch = fetch;
    this.#clock = clock;
    this.rows = rows;
  }

  /** Show one page more. */
  showMore = (): Promise<void> => {
    this.#pages += 1;
    return this.load();
  };

  /** Somebody came or went: fetch anew what is shown, soon. */
  refresh = (): void => {
    this.#callOff ??= this.#clock.after(FRESH_MS, () => {
      this.#callOff = null;
      void this.load();
    });
  };

  /** Nobody looks any more. */
  stop = (): void => this.#callOff?.();

  /** Fetch every page that is shown, and replace them together: no row is gone in between. */
  load = async (): Promise<void> => {
    this.#isStale = this.#isAsking;
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.problem = null;
    try {
      await this.#fetchAll();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem = error;
    } finally {
      this.#isAsking = false;
      if (this.#isStale) this.refresh();
      this.#isStale = false;
    }
  };

  async #fetchAll(): Promise<void> {
    const found = new Map<string, Row>();
    let after: string | null = null;
    for (let page = 0; page < this.#pages; page += 1) {
      const { next, people } = await this.#fetch(this.#room, after);
      for (const row of people) found.set(row.account.id, row);
      after = next;
      if (next === null) break;
    }
    this.rows = withKept(this.rows, [...found.values()]);
    this.more = after !== null;
  }
}

/** The new rows, but the old one for whom nothing has changed: such a tile is not drawn again. */
function withKept(before: readonly Row[], after: readonly Row[]): Row[] {
  const known = new Map(before.map((row) => [row.account.id, row]));
  return after.map((row) => {
    const old = known.get(row.account.id);
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
}
