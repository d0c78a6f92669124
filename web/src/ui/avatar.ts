/** What a face is made of when there is no photo: initials, and one of twelve quiet tints. */

const TINTS = 12;

/** The first letters of the first and the last word, at most two; what stands in brackets is no name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => ([...(word ?? "")][0] ?? "").toLocaleUpperCase()).join("");
}

/** One of twelve hues (degrees), always the same for the same account. */
export function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (sum % TINTS) * (360 / TINTS);
}
