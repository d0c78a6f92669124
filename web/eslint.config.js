/** What may be written, and who may import whom. */

import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

const PAGES = ["hallway", "invitation", "room", "settings", "setup", "start"];
const LIVEKIT = { name: "livekit-client", message: "Only live/connection.ts names it." };
const noComponent = { regex: "\\.svelte$", message: "This part knows no component." };

/**
 * A rule for the files of one folder. Rules for the same file replace each other, so each is whole.
 * @param {string[]} files
 * @param {{ regex: string, message: string }[]} patterns
 * @returns {import("eslint").Linter.Config}
 */
const imports = (files, patterns, paths = [LIVEKIT]) => ({
  files,
  rules: { "no-restricted-imports": ["error", { paths, patterns }] },
});

const otherPages = (/** @type {string} */ own) => ({
  regex: `/(${PAGES.filter((page) => page !== own).join("|")})/`,
  message: "Pages do not know each other.",
});

export default defineConfig(
  { ignores: ["node_modules/", "coverage/"] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { projectService: true, extraFileExtensions: [".svelte"] },
    },
    rules: {
      "no-console": "error",
      eqeqeq: "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "ImportExpression[source.value='livekit-client']",
          message: "Only live/connection.ts names it.",
        },
      ],
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: { "prefer-const": "off", "svelte/no-at-html-tags": "error" },
  },
  {
    files: ["**/*.svelte"],
    rules: {
      "svelte/no-inline-styles": ["error", { allowTransitions: false }],
      "@typescript-eslint/explicit-module-boundary-types": "off",
    },
  },
  {
    files: ["**/*.js"],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
  imports(["src/**"], []),
  imports(["src/ui/**"], [otherPages("ui")]),
  imports(["src/api/**", "src/live/**"], [noComponent]),
  ...PAGES.map((page) => imports([`src/${page}/**`], [otherPages(page)])),
  imports(["src/live/connection.ts"], [noComponent], []),
  {
    files: ["src/live/connection.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
);
