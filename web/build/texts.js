/** Reads the Fluent files of all languages, compares them, and writes the types of all texts. */

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

import { FluentParser, Visitor } from "@fluent/syntax";

export const LANGUAGES = /** @type {const} */ (["en", "is", "ru"]);
export const LOCALES = fileURLToPath(new URL("../../src/torg/locales", import.meta.url));
const TYPES = fileURLToPath(new URL("../src/texts.ts", import.meta.url));

/** @typedef {Map<string, Set<string>>} Texts The variables of each message, by its key. */

/** The files whose words the first pages say: hallway, room and people. All others come late. */
const EARLY = new Set(
  ["common", "errors", "hallway", "inbox", "live", "people", "report", "room"].map(ftl),
);
/** What only the server says, in mails and on the pages it draws. */
const SERVER = new Set(["mail", "share"].map(ftl));

/** @param {string} name */
function ftl(name) {
  return `${name}.ftl`;
}

/**
 * All messages of one language as one text, or only those that come early or late.
 * @param {string} language
 * @param {"early" | "late"} [part]
 */
export function fluentOf(language, part) {
  const folder = join(LOCALES, language);
  const files = readdirSync(folder).filter(
    (name) =>
      name.endsWith(".ftl") &&
      (part === undefined || (!SERVER.has(name) && EARLY.has(name) === (part === "early"))),
  );
  return files
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
}

/**
 * The same without comments, for sending.
 * @param {string} fluent
 */
export function withoutComments(fluent) {
  return fluent.replace(/^#.*\n?/gm, "").replace(/\n{2,}/g, "\n");
}

/**
 * One message that is a plain sentence; stops the build where it is none.
 * @param {string} key
 * @param {string} fluent
 */
export function sentenceOf(key, fluent) {
  const found = new RegExp(`^${key} = ([^{<&\\n]+)$`, "m").exec(fluent);
  if (!found?.[1]) throw new Error(`${key} is no plain sentence`);
  return found[1];
}

class Variables extends Visitor {
  /** @type {Set<string>} */
  names = new Set();

  /**
   * @override
   * @param {import("@fluent/syntax").VariableReference} reference
   */
  visitVariableReference(reference) {
    this.names.add(reference.id.name);
  }
}

/**
 * Raises an error that names the first text that cannot be read or stands there twice.
 * @param {string} fluent
 * @param {string} language
 * @returns {Texts}
 */
export function textsOf(fluent, language) {
  /** @type {Texts} */
  const texts = new Map();
  for (const entry of new FluentParser({ withSpans: false }).parse(fluent).body) {
    if (entry.type === "Junk") throw new Error(`${language}: cannot read ${entry.content.trim()}`);
    if (entry.type !== "Message") continue;
    const key = entry.id.name;
    if (texts.has(key)) throw new Error(`${language}: ${key} stands there twice`);
    if (!entry.value || entry.attributes.length > 0) {
      throw new Error(`${language}: ${key} must be a plain text`);
    }
    const variables = new Variables();
    variables.visit(entry);
    texts.set(key, variables.names);
  }
  return texts;
}

/**
 * What one language lacks or has too much, as sentences; none when all is well.
 * @param {Texts} english
 * @param {Texts} other
 * @param {string} language
 */
export function differences(english, other, language) {
  const found = [];
  for (const [key, variables] of english) {
    const theirs = other.get(key);
    if (!theirs) found.push(`${language}: ${key} is missing`);
    else if (String([...variables].sort()) !== String([...theirs].sort())) {
      found.push(`${language}: ${key} has other variables than in English`);
    }
  }
  for (const key of other.keys()) {
    if (!english.has(key)) found.push(`${language}: ${key} is not there in English`);
  }
  return found;
}

/**
 * The module of types: a missing text or variable is then a compile error.
 * @param {Texts} texts
 */
export function typesOf(texts) {
  const lines = [...texts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, variables]) => {
      const fields = [...variables].sort().map((name) => `${name}: string | number`);
      return `  "${key}": ${fields.length > 0 ? `{ ${fields.join("; ")} }` : "object"};`;
    });
  return [
    "/** Every text and its variables; written by `npm run texts` from the Fluent files. */",
    "",
    "export interface Texts {",
    ...lines,
    "}",
    "",
    "export type Key = keyof Texts;",
    "",
  ].join("\n");
}

/** Compare all languages and write the types, if they changed. Raises an error that names all differences. */
export function writeTypes() {
  const english = textsOf(fluentOf("en"), "en");
  const found = LANGUAGES.flatMap((language) =>
    differences(english, textsOf(fluentOf(language), language), language),
  );
  const types = typesOf(english);
  if (readFileSync(TYPES, { encoding: "utf8", flag: "a+" }) !== types) writeFileSync(TYPES, types);
  if (found.length > 0) throw new Error(found.join("\n"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeTypes();
