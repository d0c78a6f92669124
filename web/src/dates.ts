/** Writes dates, numbers and lists; Icelandic by hand, because Chromium's Intl writes it in English. */

import type { Language, Time } from "./api/types.ts";

const MONTHS_IS = [
  "janúar",
  "febrúar",
  "mars",
  "apríl",
  "maí",
  "júní",
  "júlí",
  "ágúst",
  "september",
  "október",
  "nóvember",
  "desember",
];

/** Twenty-four hours everywhere but in English as the reader's system counts them. */
const HOUR_CYCLE = { is: "h23", ru: "h23", en: undefined } as const;

/** A whole or broken number: 1,234.5 · 1.234,5 · 1 234,5. */
export function formatNumber(value: number, language: Language): string {
  if (language !== "is") return new Intl.NumberFormat(language).format(value);
  const swapped = { ",": ".", ".": "," } as Record<string, string>;
  return new Intl.NumberFormat("en").format(value).replace(/[.,]/g, (mark) => swapped[mark] ?? "");
}

/**
 * 22 November 2026 · 22. nóvember 2026 · 22 ноября 2026, without the Russian "г.", whose full stop
 * would meet that of a sentence. `zone` is an IANA name; the reader's if absent.
 */
export function formatDay(time: Time, language: Language, zone?: string): string {
  const date = new Date(time);
  if (language === "is") {
    const { day, month, year } = partsOf(date, zone);
    return `${day}. ${MONTHS_IS[month - 1] ?? ""} ${year}`;
  }
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    dateStyle: "long",
    ...(zone ? { timeZone: zone } : {}),
  })
    .format(date)
    .replace(/\sг\.$/u, "");
}

/** The time of day: 22:05, in English as the reader's system counts hours. */
export function formatTime(time: Time, language: Language, zone?: string): string {
  const cycle = HOUR_CYCLE[language];
  return new Intl.DateTimeFormat(language === "en" ? undefined : "ru", {
    hour: "2-digit",
    minute: "2-digit",
    ...(cycle ? { hourCycle: cycle } : {}),
    ...(zone ? { timeZone: zone } : {}),
  }).format(new Date(time));
}

/** Names as one phrase: Anna, Ivan and Þóra. */
export function formatList(names: readonly string[], language: Language): string {
  if (language !== "is") return new Intl.ListFormat(language).format(names);
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} og ${names.at(-1) ?? ""}`;
}

/** Seconds as a clock of minutes, 2:05, and from an hour on of hours, 1:02:05. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

export type Age =
  { key: "ago-now" } | { key: "ago-minutes" | "ago-hours" | "ago-days"; count: number };

/** How long ago something was, as the key of a text and its count. `now` in ms. */
export function ageOf(time: Time, now: number): Age {
  const minutes = Math.floor((now - Date.parse(time)) / 60_000);
  if (minutes < 1) return { key: "ago-now" };
  if (minutes < 60) return { key: "ago-minutes", count: minutes };
  if (minutes < 24 * 60) return { key: "ago-hours", count: Math.floor(minutes / 60) };
  return { key: "ago-days", count: Math.floor(minutes / (24 * 60)) };
}

function partsOf(date: Date, zone?: string): { day: number; month: number; year: number } {
  const parts = new Intl.DateTimeFormat("en", {
    day: "numeric",
    month: "numeric",
    year: "numeric",
    ...(zone ? { timeZone: zone } : {}),
  }).formatToParts(date);
  const value = (type: string): number =>
    Number(parts.find((part) => part.type === type)?.value ?? Number.NaN);
  return { day: value("day"), month: value("month"), year: value("year") };
}
