import { beforeEach, expect, test } from "vitest";

import { keptAppearance, tint, wear } from "../../src/ui/appearance.ts";

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

test("the instance's colour is worn in both themes, and taken off again", () => {
  const root = document.createElement("div");
  tint("#0a5c7a", "#8cc6dd", root);
  expect(root.style.getPropertyValue("--accent")).toBe("light-dark(#0a5c7a, #8cc6dd)");
  tint(null, null, root);
  expect(root.style.getPropertyValue("--accent")).toBe("");
});
