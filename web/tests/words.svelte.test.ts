import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { firstSpoken, keptLanguage, languageOf } from "../src/language.ts";
import { choose, follow, language, plain, speak, speakFirst, t } from "../src/words.svelte.ts";

const MARKS = /[\u2068\u2069]/g;
const seen = (text: string): string => text.replace(MARKS, "");

const forget = (): void => {
  document.cookie = "torg-language=; Path=/; Max-Age=0";
};

beforeEach(forget);
afterEach(forget);

describe("texts", () => {
  test.each([
    ["en", 1, "1 minute ago"],
    ["en", 21, "21 minutes ago"],
    ["is", 21, "fyrir 21 mínútu"],
    ["is", 22, "fyrir 22 mínútum"],
    ["ru", 1, "1 минуту назад"],
    ["ru", 22, "22 минуты назад"],
    ["ru", 25, "25 минут назад"],
  ] as const)("in %s count %i as %s", async (spoken, count, text) => {
    await speak(spoken);

    expect(seen(t("ago-minutes", { count }))).toBe(text);
  });

  test("write numbers as their language does, whatever the browser knows", async () => {
    await speak("is");

    expect(plain("ago-minutes", { count: 12_345 })).toContain("12.345");
  });

  test("isolate names in the page, and nowhere else", async () => {
    await speak("en");
    const name = "Þóra";

    expect(t("live-hosted-by", { name })).toMatch(MARKS);
    expect(plain("live-hosted-by", { name })).toBe("Host: Þóra");
  });

  test("are said anew when the language changes", async () => {
    const said: string[] = [];
    await speak("en");
    const stop = $effect.root(() => {
      $effect(() => {
        said.push(t("nav-hallway"));
      });
    });
    flushSync();
    await speak("ru");
    flushSync();
    stop();

    expect(said).toEqual(["Hallway", "Коридор"]);
    expect(document.documentElement.lang).toBe("ru");
  });
});

describe("the language", () => {
  test.each([
    ["is-IS", "is"],
    ["ru_RU.UTF-8", "ru"],
    ["EN", "en"],
    ["C", null],
    ["de", null],
    ["", null],
  ])("of the tag %s is %s", (tag, found) => {
    expect(languageOf(tag)).toBe(found);
  });

  test("of a browser is the first that we speak, else English", () => {
    expect(firstSpoken(["de", "ru", "en"])).toBe("ru");
    expect(firstSpoken(["C"])).toBe("en");
  });

  test("that was chosen on this device stays, whatever the account says", async () => {
    await choose("is");
    await follow(["ru"]);
    await speakFirst();

    expect(language()).toBe("is");
    expect(keptLanguage(document.cookie)).toBe("is");
  });

  test("follows the account where nothing was chosen", async () => {
    await speak("en");
    await follow(["ru", "is"]);

    expect(language()).toBe("ru");
  });
});
