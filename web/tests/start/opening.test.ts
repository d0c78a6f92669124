import { expect, test } from "vitest";

import { faultsOf, withHandles } from "../../src/start/opening.ts";

const room = { title: "Late talk", languages: ["is" as const], type: "open" as const, list: [] };

test("a room needs a title and a language", () => {
  expect(faultsOf(room)).toEqual({});
  expect(faultsOf({ ...room, title: "  " })).toHaveProperty("title");
  expect(faultsOf({ ...room, title: "x".repeat(61) })).toHaveProperty("title");
  expect(faultsOf({ ...room, languages: [] })).toHaveProperty("languages");
});

test("handles are taken as people type them, and none twice", () => {
  expect(withHandles(["anna"], " @Ivan, thora;anna ")).toEqual(["anna", "ivan", "thora"]);
});
