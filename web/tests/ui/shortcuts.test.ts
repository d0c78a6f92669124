import { expect, test } from "vitest";

import { shortcutOf, shortcutsAreOn, switchShortcuts } from "../../src/ui/shortcuts.ts";

function pressed(init: KeyboardEventInit, markup = "<p></p>"): ReturnType<typeof shortcutOf> {
  const place = document.createElement("div");
  place.innerHTML = markup;
  let heard: ReturnType<typeof shortcutOf> = null;
  place.addEventListener("keydown", (event) => (heard = shortcutOf(event)));
  place.firstElementChild?.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...init }));
  return heard;
}

test("a key acts by its place, so a Russian keyboard mutes with the same one", () => {
  expect(pressed({ code: "KeyM", key: "ь" })).toBe("microphone");
});

test.each(["<input>", "<textarea></textarea>", "<dialog></dialog>"])(
  "keys do nothing in %s",
  (markup) => {
    expect(pressed({ code: "KeyL" }, markup)).toBeNull();
  },
);

test.each(["ctrlKey", "altKey", "metaKey", "shiftKey", "repeat"])(
  "keys do nothing with %s",
  (modifier) => {
    expect(pressed({ code: "KeyM", [modifier]: true })).toBeNull();
  },
);

test("the question mark opens the list wherever it stands", () => {
  expect(pressed({ code: "Digit7", key: "?", shiftKey: true })).toBe("help");
});

test("single keys can be switched off and on again", () => {
  switchShortcuts(false, localStorage);
  const off = shortcutsAreOn(localStorage);
  switchShortcuts(true, localStorage);

  expect([off, shortcutsAreOn(localStorage)]).toEqual([false, true]);
});
