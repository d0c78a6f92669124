import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { hearKeys, keysAreOn, switchKeys } from "../../src/live/shortcuts.ts";

let now = 0;
let stop: () => void;
const go = vi.fn<(path: string) => void>();
const pressed = vi.fn();

beforeEach(() => {
  vi.stubGlobal("CSS", { escape: (text: string) => text.replace(/\W/g, "\\$&") });
  vi.spyOn(document, "querySelector").mockImplementation(findModal);
  now = 0;
  go.mockClear();
  pressed.mockClear();
  document.body.innerHTML = `<button aria-keyshortcuts="M">Mute</button><input /><p>text</p>`;
  document.querySelector("button")?.addEventListener("click", pressed);
  stop = hearKeys(document, go, () => now);
});

afterEach(() => {
  stop();
  switchKeys(true);
  vi.unstubAllGlobals();
});

/** The test's browser knows no modal dialogs: here `open="modal"` stands for one. */
const find = (selector: string): Element | null => document.documentElement.querySelector(selector);
function findModal(selector: string): Element | null {
  return find(selector.replace("dialog:modal", 'dialog[open="modal"]'));
}

function type(key: string, options: KeyboardEventInit = {}, target = "p"): void {
  document
    .querySelector(target)
    ?.dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }),
    );
}

describe("a single key", () => {
  test("presses the control that declares it", () => {
    type("m");

    expect(pressed).toHaveBeenCalledOnce();
  });

  test.each([
    ["ь", "KeyM"],
    ["Ь", "KeyM"],
    ["µ", "KeyM"],
    ["m", "Semicolon"],
  ])("is the one with M on its cap, though it writes %s", (key, code) => {
    type(key, { code });

    expect(pressed).toHaveBeenCalledOnce();
  });

  test("that writes another Latin letter or a sign is not called by its place", () => {
    type("z", { code: "KeyM" });
    type(",", { code: "KeyM" });

    expect(pressed).not.toHaveBeenCalled();
  });

  test("works beside a sheet and within it", () => {
    document.body.insertAdjacentHTML("beforeend", "<dialog open><h2>Card</h2></dialog>");
    type("m");
    type("m", {}, "h2");

    expect(pressed).toHaveBeenCalledTimes(2);
  });

  test("does nothing when no control declares it", () => {
    type("h");

    expect(pressed).not.toHaveBeenCalled();
  });

  test.each<[string, () => void]>([
    ["in a field", () => type("m", {}, "input")],
    ["with a modifier", () => type("m", { ctrlKey: true })],
    ["held down", () => type("m", { repeat: true })],
    [
      "while keys are switched off",
      () => {
        switchKeys(false);
        type("m");
      },
    ],
    [
      "behind a modal dialog",
      () => {
        document.body.insertAdjacentHTML("beforeend", `<dialog open="modal"></dialog>`);
        type("m");
      },
    ],
  ])("does nothing %s", (_, act) => {
    act();

    expect(pressed).not.toHaveBeenCalled();
  });
});

describe("G", () => {
  test.each([
    ["h", "/"],
    ["s", "/start"],
    ["i", "/inbox"],
    ["m", "/me"],
  ])("and then %s goes to %s", (key, path) => {
    type("g");
    type(key);

    expect(go).toHaveBeenCalledExactlyOnceWith(path);
    expect(pressed).not.toHaveBeenCalled();
  });

  test("works on a Russian layout", () => {
    type("п", { code: "KeyG" });
    type("р", { code: "KeyH" });

    expect(go).toHaveBeenCalledExactlyOnceWith("/");
  });

  test("is forgotten after a while", () => {
    type("g");
    now = 2_000;
    type("h");

    expect(go).not.toHaveBeenCalled();
  });
});

test("keys are on unless this device has switched them off", () => {
  const before = keysAreOn();
  switchKeys(false);

  expect([before, keysAreOn()]).toEqual([true, false]);
});
