import { expect, test } from "vitest";

import { handlesIn } from "../../src/waiting/reserve.ts";

test("handles are read as a hurried hand writes them, each once", () => {
  expect(handlesIn([" @Anna ", "jon", "anna"])).toEqual(["anna", "jon"]);
});

test("empty fields name nobody", () => {
  expect(handlesIn(["", "  ", ""])).toEqual([]);
});

test("what cannot be a handle is told before anything is sent", () => {
  expect(handlesIn(["anna", "þóra"])).toBeNull();
  expect(handlesIn(["ab"])).toBeNull();
});
