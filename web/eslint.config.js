/** What may be written, and who may import whom. */

import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

const PAGES = [
  "hallway",
  "inbox",
  "invitation",
  "moderation",
  "people",
  "room",
  "settings",
  "setup",
  "signin",
  "start",
  "waiting",
];
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
  { ignores: ["node_modules/", "coverage/", "src/api/schema.d.ts"] },
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
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Code points are what initials and lengths of names are counted in.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      "prefer-const": "off",
      "svelte/no-at-html-tags": "error",
      // State is replaced as a whole, never changed in place.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    files: ["**/*.svelte"],
    rules: {
      // The linter cannot see the types of markup and of runes; svelte-check can, and does.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: "SvelteAttribute[key.name='style']",
          message: "The content policy blocks style attributes; use a style: directive.",
        },
      ],
      "@typescript-eslint/explicit-module-boundary-types": "off",
    },
  },
  {
    files: ["**/*.js"],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
  imports(["src/**"], []),
  imports(
    ["src/inviting/**", "src/safety/**", "src/social/**", "src/ui/**", "src/ways/**"],
    [otherPages("ui")],
  ),
  imports(["src/api/**", "src/live/**"], [noComponent]),
  ...PAGES.map((page) => imports([`src/${page}/**`], [otherPages(page)])),
  imports(["src/live/connection.ts"], [noComponent], []),
  {
    files: ["src/live/connection.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
);
