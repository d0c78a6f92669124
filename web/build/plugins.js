/** Vite's two plugins of our own: the texts of each language, and the sizes the build must keep. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { fluentOf, LANGUAGES, LOCALES, sentenceOf, withoutComments, writeTypes } from "./texts.js";

const TEXTS = "virtual:texts/";

/**
 * Serves `virtual:texts/{language}`, and with `/late` what later pages say, each as one string; stops
 * the build over a missing text.
 * @returns {import("vite").Plugin}
 */
export function texts() {
  return {
    name: "torg-texts",
    buildStart() {
      writeTypes();
      for (const language of LANGUAGES) {
        for (const name of readdirSync(join(LOCALES, language))) {
          this.addWatchFile(join(LOCALES, language, name));
        }
      }
    },
    resolveId: (id) => (id.startsWith(TEXTS) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${TEXTS}`)) return undefined;
      const [language = "", part] = id.slice(TEXTS.length + 1).split("/");
      const fluent = withoutComments(fluentOf(language, part === "late" ? part : "early"));
      return `export default ${JSON.stringify(fluent)};`;
    },
    transformIndexHtml: (html) => html.replace("</body>", `  ${withoutScript()}\n  </body>`),
    handleHotUpdate({ file, server }) {
      if (!file.startsWith(LOCALES)) return undefined;
      writeTypes();
      server.moduleGraph.invalidateAll();
      server.ws.send({ type: "full-reload" });
      return [];
    },
  };
}

/** What a page says to a browser without JavaScript, where the server has drawn nothing. */
export function withoutScript() {
  const said = LANGUAGES.map(
    (one) => `<p lang="${one}">${sentenceOf("share-script-needed", fluentOf(one))}</p>`,
  );
  return `<noscript>${said.join("")}</noscript>`;
}

/**
 * Bounds in KiB: what stands before the first paint, and each kind of further file. Gzip but for fonts.
 * Of the shell Svelte's runtime is 17, Fluent 4, the live session 8; the rest is frame and hallway.
 */
export const BUDGETS = { shell: 47, page: 15, css: 12, texts: 12, livekit: 140, font: 55 };

/**
 * @typedef {object} Built A built file, as the bundler describes it.
 * @property {string} fileName
 * @property {number} kib
 * @property {"script" | "style" | "font"} kind
 * @property {boolean} isEntry
 * @property {string | null} source the module that a lazily loaded script stands for
 * @property {readonly string[]} imports
 * @property {readonly string[]} modules
 */

/**
 * Which bounds are broken, as sentences. The shell is the entry, what it imports, and the hallway.
 * @param {readonly Built[]} files
 */
export function broken(files) {
  /** @type {Map<string, Built>} */
  const byName = new Map(files.map((file) => [file.fileName, file]));
  /** @type {Set<Built>} */
  const shell = new Set();
  /** @param {Built} file */
  const take = (file) => {
    if (shell.has(file)) return;
    shell.add(file);
    for (const name of file.imports) {
      const imported = byName.get(name);
      if (imported) take(imported);
    }
  };
  for (const file of files) {
    if (file.isEntry || file.source?.endsWith("/hallway/Page.svelte")) take(file);
  }
  const total = [...shell].reduce((sum, file) => sum + file.kib, 0);
  const sums = [
    { name: "the shell", kib: total, most: BUDGETS.shell },
    ...files
      .filter((file) => !shell.has(file))
      .map((file) => ({ name: file.fileName, kib: file.kib, most: boundOf(file) })),
  ];
  return sums
    .filter(({ kib, most }) => kib > most)
    .map(({ name, kib, most }) => `${name}: ${kib.toFixed(1)} KiB of at most ${most}`);
}

/** @param {Built} file */
function boundOf(file) {
  if (file.kind !== "script") return file.kind === "font" ? BUDGETS.font : BUDGETS.css;
  if (file.modules.some((name) => name.includes("livekit-client"))) return BUDGETS.livekit;
  return file.source?.includes(TEXTS) ? BUDGETS.texts : BUDGETS.page;
}

/**
 * Stops the build over a size bound.
 * @returns {import("vite").Plugin}
 */
export function budgets() {
  return {
    name: "torg-budgets",
    generateBundle(_, bundle) {
      const found = broken(described(Object.values(bundle)));
      if (found.length > 0) this.error(found.join("\n"));
    },
  };
}

const NOTHING = { isEntry: false, source: null, imports: [], modules: [] };

/**
 * Styles are packed together: a page's own are small, and alike.
 * @param {readonly (import("vite").Rollup.OutputAsset | import("vite").Rollup.OutputChunk)[]} bundle
 * @returns {Built[]}
 */
function described(bundle) {
  /** @type {Built[]} */
  const files = [];
  let styles = "";
  for (const file of bundle) {
    const { fileName } = file;
    if (file.type === "chunk") {
      files.push({
        fileName,
        kib: packed(file.code),
        kind: "script",
        isEntry: file.isEntry,
        source: file.facadeModuleId,
        imports: file.imports,
        modules: Object.keys(file.modules),
      });
    } else if (fileName.endsWith(".css")) {
      styles += String(file.source);
    } else if (fileName.endsWith(".woff2")) {
      files.push({ fileName, kib: file.source.length / 1024, kind: "font", ...NOTHING });
    }
  }
  return [...files, { fileName: "all styles", kib: packed(styles), kind: "style", ...NOTHING }];
}

/** @param {string} text */
const packed = (text) => gzipSync(text).length / 1024;
