import { beforeEach, expect, test } from "vitest";

import { keptAppearance, wear } from "../../src/ui/appearance.ts";

const root = document.createElement("html");

beforeEach(() => {
  localStorage.clear();
});

test("the system decides until somebody does", () => {
  expect(keptAppearance(localStorage)).toBe("system");
});

test("a choice is worn and kept", () => {
  wear("dark", localStorage, root);

  expect(root.dataset["appearance"]).toBe("dark");
  expect(keptAppearance(localStorage)).toBe("dark");
});

test("back to the system leaves nothing behind", () => {
  wear("dark", localStorage, root);
  wear("system", localStorage, root);

  expect(root.dataset["appearance"]).toBeUndefined();
  expect(localStorage).toHaveLength(0);
});
