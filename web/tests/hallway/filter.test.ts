import { expect, test } from "vitest";

import { choicesOf, filtered } from "../../src/hallway/filter.ts";
import { aCard } from "../support/wire.ts";

const icelandic = aCard("a");
const both = { ...aCard("b"), languages: ["is" as const, "ru" as const] };

test("rooms in one language leave nothing to choose", () => {
  expect(choicesOf([icelandic], null)).toEqual([]);
});

test("one chooses among the languages that are spoken, in the order of all lists", () => {
  expect(choicesOf([both, icelandic], null)).toEqual(["is", "ru"]);
});

test("a chosen language stays to be seen when its last room has closed", () => {
  expect(choicesOf([icelandic], "ru")).toEqual(["is", "ru"]);
});

test("for oneself means every room, in the order of the server", () => {
  expect(filtered([both, icelandic], null)).toEqual([both, icelandic]);
});

test("a language shows the rooms in which it is spoken, among others", () => {
  expect(filtered([icelandic, both], "ru")).toEqual([both]);
});
