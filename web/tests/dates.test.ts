import { expect, test } from "vitest";

import {
  ageOf,
  formatClock,
  formatDay,
  formatList,
  formatNumber,
  formatTime,
} from "../src/dates.ts";

const TIME = "2026-06-17T21:05:00Z";

test.each([
  ["2026-01-01T12:00:00Z", "1. janúar 2026"],
  ["2026-02-09T12:00:00Z", "9. febrúar 2026"],
  ["2026-05-31T12:00:00Z", "31. maí 2026"],
  ["2026-06-17T12:00:00Z", "17. júní 2026"],
  ["2026-08-03T12:00:00Z", "3. ágúst 2026"],
  ["2026-10-24T12:00:00Z", "24. október 2026"],
  ["2026-12-24T12:00:00Z", "24. desember 2026"],
])("%s is %s in Icelandic", (time, written) => {
  expect(formatDay(time, "is", "UTC")).toBe(written);
});

test("a day is the day of the zone", () => {
  expect(formatDay(TIME, "is", "Pacific/Auckland")).toBe("18. júní 2026");
  expect(formatDay(TIME, "en", "UTC")).toBe("17 June 2026");
  expect(formatDay(TIME, "ru", "UTC")).toBe("17 июня 2026");
});

test("Icelandic and Russian count twenty-four hours", () => {
  expect(formatTime(TIME, "is", "UTC")).toBe("21:05");
  expect(formatTime(TIME, "ru", "Europe/Moscow")).toBe("00:05");
});

test.each([
  [1234.5, "1.234,5"],
  [1_000_000, "1.000.000"],
  [0.25, "0,25"],
  [-12, "-12"],
])("%d is %s in Icelandic", (value, written) => {
  expect(formatNumber(value, "is")).toBe(written);
});

test("a list has its own word for and", () => {
  expect(formatList(["Anna", "Ivan", "Þóra"], "is")).toBe("Anna, Ivan og Þóra");
  expect(formatList(["Anna", "Ivan"], "is")).toBe("Anna og Ivan");
  expect(formatList(["Anna"], "is")).toBe("Anna");
  expect(formatList([], "is")).toBe("");
  expect(formatList(["Anna", "Ivan"], "ru")).toBe("Anna и Ivan");
});

test.each([
  [0, "0:00"],
  [65.9, "1:05"],
  [3599, "59:59"],
  [3725, "1:02:05"],
  [-3, "0:00"],
])("%d seconds are %s", (seconds, written) => {
  expect(formatClock(seconds)).toBe(written);
});

test.each([
  [59_000, { key: "ago-now" }],
  [60_000, { key: "ago-minutes", count: 1 }],
  [3_600_000, { key: "ago-hours", count: 1 }],
  [86_400_000 * 3, { key: "ago-days", count: 3 }],
])("%d ms ago is told as %o", (ms, age) => {
  expect(ageOf(TIME, Date.parse(TIME) + ms)).toEqual(age);
});
