import { afterEach, expect, test } from "vitest";

import { nextAt, roving } from "../../src/ui/roving.ts";

test.each([
  ["ArrowRight", 0, 1],
  ["KeyJ", 2, 2],
  ["KeyK", 0, 0],
  ["ArrowUp", 2, 1],
  ["Home", 2, 0],
  ["End", 0, 2],
  ["KeyX", 1, null],
])("%s leads from %d to %s in a list of three", (key, at, next) => {
  expect(nextAt(key, at, 3)).toBe(next);
});

const list = document.createElement("ul");

afterEach(() => {
  list.remove();
  list.replaceChildren();
});

function press(code: string): void {
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
}

test("a list is one tab stop, and arrows move through it", () => {
  list.innerHTML = "<li><button>1</button></li><li><button>2</button></li>";
  document.body.append(list);
  const stop = roving("button")(list);
  const [first, second] = list.querySelectorAll("button");
  first?.focus();
  press("ArrowDown");

  expect(document.activeElement).toBe(second);
  expect([first?.tabIndex, second?.tabIndex]).toEqual([-1, 0]);
  stop?.();
});

test("a list keeps a tab stop when the person on it has gone", async () => {
  list.innerHTML = "<li><button>1</button></li><li><button>2</button></li>";
  document.body.append(list);
  const stop = roving("button")(list);
  list.firstElementChild?.remove();
  await Promise.resolve();

  expect(list.querySelector("button")?.tabIndex).toBe(0);
  stop?.();
});
