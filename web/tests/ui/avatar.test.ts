import { expect, test } from "vitest";

import { hueOf, initialsOf } from "../../src/ui/avatar.ts";

test.each([
  ["Anna Jónsdóttir", "AJ"],
  ["þóra björk sigurðardóttir", "ÞS"],
  ["Madonna", "M"],
  ["Sara (demo)", "S"],
  ["  ", ""],
  ["Ольга Смирнова", "ОС"],
])("the initials of %s are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("an account has one of twelve tints, always the same", () => {
  const ids = Array.from({ length: 200 }, (_, at) => `account-${String(at)}`);
  const hues = new Set(ids.map(hueOf));

  expect(hues.size).toBe(12);
  expect(ids.map(hueOf)).toEqual(ids.map(hueOf));
});
