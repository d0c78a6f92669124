/** Which of the rooms one looks at: those for oneself, or those in one language. */

import type { Card, Language } from "../api/types.ts";
import { LANGUAGES } from "../language.ts";

/** A language, or null for all in the order of the server. */
export type Filter = Language | null;

/** The languages to choose from; none where there is nothing to choose. */
export function choicesOf(rooms: readonly Card[], filter: Filter): readonly Language[] {
  const spoken = LANGUAGES.filter(
    (language) => language === filter || rooms.some((room) => room.languages.includes(language)),
  );
  return spoken.length > 1 || filter !== null ? spoken : [];
}

/** The rooms that are to be seen, in the order they have. */
export function filtered(rooms: readonly Card[], filter: Filter): readonly Card[] {
  return filter === null ? rooms : rooms.filter((room) => room.languages.includes(filter));
}
