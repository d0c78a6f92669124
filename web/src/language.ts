/** Chooses the language of the interface: this device's choice, then the account's, then the browser's. */

import type { Language } from "./api/types.ts";

export const LANGUAGES: readonly Language[] = ["en", "is", "ru"];

const COOKIE = "torg-language";
const YEAR_S = 365 * 24 * 3600;

/** A language tag of any browser, such as `is-IS`, `ru_RU` or the `C` of WebKitGTK; null if not ours. */
export function languageOf(tag: string): Language | null {
  const primary = tag.toLowerCase().split(/[-_.]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}

/** Read the choice kept on this device, or null. `cookies` is `document.cookie`. */
export function keptLanguage(cookies: string): Language | null {
  const found = cookies.split("; ").find((cookie) => cookie.startsWith(`${COOKIE}=`));
  return found ? languageOf(found.slice(COOKIE.length + 1)) : null;
}

export function cookieFor(language: Language): string {
  return `${COOKIE}=${language}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax`;
}

/** The first of these tags that we speak, else English. */
export function firstSpoken(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return "en";
}
