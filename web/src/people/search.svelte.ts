/** Finds people while one types: asks when the hand rests, and shows no answer to an older question. */

import type { Person } from "../api/types.ts";
import type { Clock } from "../live/machine.ts";
import { Paged, type Page } from "../ui/paged.svelte.ts";

/** Fewer signs find too many. */
export const FEWEST_SIGNS = 2;
/** A hand rests when nothing was typed for this long. */
const REST_MS = 300;

export type Find = (query: string, after: string | null) => Promise<Page<Person>>;

/** What is looked for: without spaces around and without the @ of a handle. */
export function queryOf(typed: string): string {
  return typed.trim().replace(/^@/, "").replace(/\s+/gu, " ");
}

/** Whether this is enough to look for. */
export function isEnough(query: string): boolean {
  return [...query].length >= FEWEST_SIGNS;
}

export class Search {
  /** Who was found for the last question that was answered; null before any, and for too short ones. */
  people = $state.raw<Paged<Person> | null>(null);
  asking = $state(false);
  readonly #find: Find;
  readonly #clock: Clock;
  #wanted: Paged<Person> | null = null;
  #callOff: (() => void) | null = null;

  /** `find` rejects with Problem. */
  constructor(find: Find, clock: Clock) {
    this.#find = find;
    this.#clock = clock;
  }

  /** What stands in the field now. */
  look = (typed: string): void => {
    this.stop();
    const query = queryOf(typed);
    this.asking = isEnough(query);
    if (this.asking) this.#callOff = this.#clock.after(REST_MS, () => void this.#ask(query));
    else this.people = null;
  };

  /** Nobody looks any more; an answer that is under way is not shown. */
  stop = (): void => {
    this.#callOff?.();
    this.#callOff = null;
    this.#wanted = null;
    this.asking = false;
  };

  async #ask(query: string): Promise<void> {
    const people = new Paged<Person>((after) => this.#find(query, after));
    this.#wanted = people;
    await people.load();
    if (this.#wanted !== people) return;
    this.people = people;
    this.asking = false;
  }
}
