/** Says every text in the reader's language; whoever calls `t` in markup follows a change of language. */

import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from "@fluent/bundle";

import type { Language } from "./api/types.ts";
import { formatNumber } from "./dates.ts";
import { cookieFor, firstSpoken, keptLanguage } from "./language.ts";
import type { Key, Texts } from "./texts.ts";

const FILES: Readonly<Record<Language, () => Promise<{ default: string }>>> = {
  en: () => import("virtual:texts/en"),
  is: () => import("virtual:texts/is"),
  ru: () => import("virtual:texts/ru"),
};

/** What the pages say that are opened later than the others. */
const LATE: Readonly<Record<Language, () => Promise<{ default: string }>>> = {
  en: () => import("virtual:texts/en/late"),
  is: () => import("virtual:texts/is/late"),
  ru: () => import("virtual:texts/ru/late"),
};

interface Spoken {
  language: Language;
  bundle: FluentBundle;
}

let spoken = $state.raw<Spoken>({ language: "en", bundle: new FluentBundle("en") });

/** Plural forms come from the value, digits from our own hand: Chromium writes Icelandic in English. */
class Amount extends FluentNumber {
  override toString(): string {
    return formatNumber(this.value, language());
  }
}

/** The language spoken now; reactive. */
export function language(): Language {
  return spoken.language;
}

/** The late words, once a page has asked for them. */
let late: Promise<void> | null = null;

/** Load a language's texts and speak it from then on. */
export async function speak(next: Language): Promise<void> {
  const parts = late ? [FILES[next], LATE[next]] : [FILES[next]];
  const bundle = new FluentBundle(next);
  for (const { default: fluent } of await Promise.all(parts.map((load) => load()))) {
    bundle.addResource(new FluentResource(fluent));
  }
  spoken = { language: next, bundle };
  document.documentElement.lang = next;
}

/** Speak the late words as well, from now on in every language. */
export function speakLate(): Promise<void> {
  late ??= Promise.resolve()
    .then(() => speak(language()))
    .catch((error: unknown) => {
      late = null;
      throw error;
    });
  return late;
}

/** Speak what this device chose before, else what its browser asks for. */
export function speakFirst(): Promise<void> {
  return speak(keptLanguage(document.cookie) ?? firstSpoken(navigator.languages));
}

/** Speak this language on this device from now on. */
export async function choose(next: Language): Promise<void> {
  document.cookie = cookieFor(next);
  await speak(next);
}

/** Follow the account's language, unless this device has a choice of its own. */
export async function follow(languages: readonly Language[]): Promise<void> {
  const [first] = languages;
  if (first && keptLanguage(document.cookie) === null) await choose(first);
}

type Values<K extends Key> = object extends Texts[K] ? [] : [Texts[K]];

/** The text for a key, with its variables. Reactive to the language. */
export function t<K extends Key>(key: K, ...[values]: Values<K>): string {
  return format(key, values, true);
}

/** The same without isolation marks, for titles, share text and the system's media controls. */
export function plain<K extends Key>(key: K, ...[values]: Values<K>): string {
  return format(key, values, false);
}

const MARKS = /[\u2068\u2069]/g;

function format(key: string, values: object | undefined, isolated: boolean): string {
  const pattern = spoken.bundle.getMessage(key)?.value;
  if (!pattern) return key;
  const text = spoken.bundle.formatPattern(pattern, values && wrapped(values), []);
  return isolated ? text : text.replace(MARKS, "");
}

function wrapped(values: object): Record<string, FluentVariable> {
  const pairs = Object.entries(values as Record<string, string | number>);
  return Object.fromEntries(
    pairs.map(([name, value]) => [name, typeof value === "number" ? new Amount(value) : value]),
  );
}
