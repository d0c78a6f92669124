// @vitest-environment node

import { readdirSync, readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { fluentOf, textsOf } from "../build/texts.js";

/** What is drawn before any late page was opened. */
const FOLDERS = ["hallway", "inbox", "live", "people", "room", "social", "start", "ui"];
/** Besides: the frame, and the dialog that early pages load. */
const FILES = ["App.svelte", "api/problem.ts", "safety/Report.svelte", "safety/reasons.ts"];

const EARLY = [
  ...FILES,
  ...FOLDERS.flatMap((folder) => readdirSync(`src/${folder}`).map((file) => `${folder}/${file}`)),
].filter((file) => /\.(svelte|ts)$/.test(file));

const all = textsOf(fluentOf("en"), "en");
const early = textsOf(fluentOf("en", "early"), "en");

test.each(EARLY)("%s says only what comes with the first words", (file) => {
  const literals = readFileSync(`src/${file}`, "utf8").matchAll(/"([a-z]+(?:-[a-z]+)*)"/g);
  const said = [...literals].map(([, key = ""]) => key).filter((key) => all.has(key));

  expect(said.filter((key) => !early.has(key))).toEqual([]);
});
