import { expect, test } from "vitest";

import { arranged } from "../../src/hallway/waiting.ts";
import { aCard } from "../support/wire.ts";

const [a, b, c] = [aCard("a"), aCard("b"), aCard("c")];

test("an empty page shows everything at once", () => {
  expect(arranged([a, b], [])).toEqual({ drawn: [a, b], waiting: 0 });
});

test("new rooms wait, so that nothing jumps under the pointer", () => {
  expect(arranged([c, a, b], ["a", "b"])).toEqual({ drawn: [a, b], waiting: 1 });
});

test("a room that has closed goes at once", () => {
  expect(arranged([b], ["a", "b"])).toEqual({ drawn: [b], waiting: 0 });
});

test("when all that was seen has closed, the new ones come", () => {
  expect(arranged([c], ["a", "b"])).toEqual({ drawn: [c], waiting: 0 });
});

test("a room one has seen stays where it was, whoever comes on its stage", () => {
  expect(arranged([b, a], ["a", "b"])).toEqual({ drawn: [a, b], waiting: 0 });
});
