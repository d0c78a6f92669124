// @vitest-environment node
import { describe, expect, test } from "vitest";

import { broken, BUDGETS, withoutScript, type Built } from "../build/plugins.js";
import {
  differences,
  fluentOf,
  LANGUAGES,
  sentenceOf,
  textsOf,
  typesOf,
  withoutComments,
} from "../build/texts.js";

const file = (changes: Partial<Built>): Built => ({
  fileName: "a.js",
  kib: 1,
  kind: "script",
  isEntry: false,
  source: null,
  imports: [],
  modules: [],
  ...changes,
});

describe("texts", () => {
  const ENGLISH = textsOf("hello = Hello { $name }\nbye = Bye", "en");

  test("are there in every language, with the same variables", () => {
    const english = textsOf(fluentOf("en"), "en");
    const found = LANGUAGES.flatMap((language) =>
      differences(english, textsOf(fluentOf(language), language), language),
    );

    expect(found).toEqual([]);
  });

  test("that lack a key, lack a variable or are too many stop the build", () => {
    expect(differences(ENGLISH, textsOf("hello = Halló\nmore = x", "is"), "is")).toEqual([
      "is: hello has other variables than in English",
      "is: bye is missing",
      "is: more is not there in English",
    ]);
  });

  test.each([
    ["cannot be read", "hello = { $name"],
    ["stand there twice", "a = b\na = c"],
    ["are no plain text", "a = b\n  .title = c"],
  ])("that %s stop the build", (_, fluent) => {
    expect(() => textsOf(fluent, "en")).toThrow(/^en: /);
  });

  test("have types, so that a missing one is a compile error", () => {
    expect(typesOf(ENGLISH)).toContain('"bye": object;\n  "hello": { name: string | number };');
  });

  test("are sent without comments", () => {
    expect(withoutComments("# Why\na = b\n\n\n## Part\nc = d\n")).toBe("a = b\nc = d\n");
  });
});

describe("without JavaScript", () => {
  test("a page says in every language what it needs", () => {
    expect(withoutScript().match(/<p lang="(en|is|ru)">[^<]*JavaScript[^<]*<\/p>/g)).toHaveLength(
      3,
    );
  });

  test.each(["a = Hello { $name }", "a = 1 < 2", "b = Hello"])("%s stops the build", (fluent) => {
    expect(() => sentenceOf("a", fluent)).toThrow("a is no plain sentence");
  });
});

describe("sizes", () => {
  const entry = file({ fileName: "index.js", isEntry: true, imports: ["shared.js"] });
  const shared = file({ fileName: "shared.js", kib: BUDGETS.shell - 2 });
  const hallway = file({
    fileName: "Page.js",
    source: "/src/hallway/Page.svelte",
    imports: ["shared.js"],
  });

  test("of the shell are those of entry, hallway and what they share, each once", () => {
    const heavier = { ...hallway, kib: 1.5 };

    expect(broken([entry, shared, hallway])).toEqual([]);
    expect(broken([entry, shared, heavier])).toEqual([
      `the shell: ${(BUDGETS.shell + 0.5).toFixed(1)} KiB of at most ${BUDGETS.shell}`,
    ]);
  });

  test.each<[string, Partial<Built>, number]>([
    ["a page", {}, BUDGETS.page],
    ["a language", { source: "\0virtual:texts/is" }, BUDGETS.texts],
    ["the library", { modules: ["/node_modules/livekit-client/dist/a.mjs"] }, BUDGETS.livekit],
    ["a font", { kind: "font" }, BUDGETS.font],
    ["all styles", { kind: "style" }, BUDGETS.css],
  ])("of %s have a bound of their own", (_, kind, most) => {
    expect(broken([file({ ...kind, kib: most })])).toEqual([]);
    expect(broken([file({ ...kind, kib: most + 0.1 })])).toHaveLength(1);
  });
});
