/** A list that comes in pages: each is asked for once, and added to what is there. */

import { Problem } from "../api/problem.ts";

/** One page, and where the next one begins; null at the end. */
export interface Page<Item> {
  items: readonly Item[];
  next: string | null;
}

export type FetchPage<Item> = (after: string | null) => Promise<Page<Item>>;

export class Paged<Item> {
  /** Null until the first page has come. */
  items = $state.raw<readonly Item[] | null>(null);
  more = $state(false);
  loading = $state(false);
  problem = $state.raw<Problem | null>(null);
  readonly #fetch: FetchPage<Item>;
  #next: string | null = null;

  /** `fetch` rejects with Problem. */
  constructor(fetch: FetchPage<Item>) {
    this.#fetch = fetch;
  }

  /** The next page, or once more the one that did not come; nothing where all are here. */
  load = async (): Promise<void> => {
    const isWhole = this.items !== null && this.#next === null;
    if (this.loading || isWhole) return;
    this.loading = true;
    this.problem = null;
    try {
      const { items, next } = await this.#fetch(this.#next);
      this.items = [...(this.items ?? []), ...items];
      this.#next = next;
      this.more = next !== null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem = error;
    } finally {
      this.loading = false;
    }
  };

  /** Something about the items is not as it was. */
  change = (change: (items: readonly Item[]) => readonly Item[]): void => {
    if (this.items) this.items = change(this.items);
  };
}
