/** What a newcomer says about themself, and which of it is not right yet. */

import type { Language, Profile } from "../api/types.ts";
import type { Key } from "../texts.ts";

const HANDLE = /^[a-z0-9_]{3,16}$/;
const LONGEST_NAME = 50;

/** Letters that do not fall apart into a Latin letter and a mark. */
const LATIN: Readonly<Record<string, string>> = {
  þ: "th",
  ð: "d",
  æ: "ae",
  ø: "o",
  ß: "ss",
  ł: "l",
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ж: "zh",
  з: "z",
  и: "i",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "h",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "sch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
};

/** A handle made of the first name, to be changed at will; "" when nothing is left of it. */
export function suggestedHandle(name: string): string {
  const first = name.trim().toLowerCase().split(/\s+/u)[0] ?? "";
  const plain = [...first.normalize("NFD").replace(/\p{M}/gu, "")].map(
    (sign) => LATIN[sign] ?? sign,
  );
  return plain
    .join("")
    .replace(/[^a-z0-9_]/g, "")
    .slice(0, 16);
}

/** Drop what a hurried hand adds: spaces around, a leading @, capital letters. */
export function tidiedHandle(typed: string): string {
  return typed.trim().replace(/^@/, "").toLowerCase();
}

/** Whether this may be a handle; whether it is free, the server says. */
export function isHandle(text: string): boolean {
  return HANDLE.test(text);
}

export type Faults = Partial<Record<keyof Profile, Key>>;

/** Every field that is not right yet, with the text that says so; {} when all are. */
export function faultsOf(profile: Profile): Faults {
  const faults: Faults = {};
  const { length } = profile.name.trim();
  if (length < 1 || length > LONGEST_NAME) faults.name = "person-name-missing";
  if (!isHandle(profile.handle)) faults.handle = "person-handle-missing";
  if (profile.languages.length === 0) faults.languages = "person-languages-missing";
  return faults;
}

/** Codes with which the server refuses one field of the form, and the field. */
export const REFUSED_FIELD: Readonly<Record<string, keyof Profile>> = {
  handle_taken: "handle",
  handle_refused: "handle",
};

/** The languages as they call themselves. */
export const LANGUAGE_NAMES: Readonly<Record<Language, Key>> = {
  en: "language-en",
  is: "language-is",
  ru: "language-ru",
};
