/** What one says when opening a room, and which of it is not right yet. */

import type { NewRoom } from "../api/types.ts";
import type { Key } from "../texts.ts";

export const LONGEST_TITLE = 60;
export const MOST_LANGUAGES = 3;

export type Faults = Partial<Record<"title" | "languages", Key>>;

/** Every field that is not right yet, with the text that says so; {} when all are. */
export function faultsOf({ title, languages }: NewRoom): Faults {
  const faults: Faults = {};
  const { length } = title.trim();
  if (length < 1 || length > LONGEST_TITLE) faults.title = "start-title-missing";
  if (languages.length < 1 || languages.length > MOST_LANGUAGES) {
    faults.languages = "start-languages-missing";
  }
  return faults;
}

/** The list with the handles of this line added: separated as people do, without @, none twice. */
export function withHandles(list: readonly string[], line: string): string[] {
  const added = line
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((handle) => handle.replace(/^@/, ""))
    .filter(Boolean);
  return [...new Set([...list, ...added])];
}
