/** Vite's plugin for the server: the letters it draws cards with, beside the client. */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const LITERATA = fileURLToPath(
  new URL("../node_modules/@fontsource-variable/literata", import.meta.url),
);
const UPRIGHT = "-wght-normal.woff2";

/**
 * Copies Literata in every script, and the list of which file draws which sign.
 * @returns {import("vite").Plugin}
 */
export function letters() {
  return {
    name: "torg-letters",
    apply: "build",
    buildStart() {
      /** @type {(name: string, path: string) => void} */
      const copy = (name, path) => {
        const source = readFileSync(join(LITERATA, path));
        this.emitFile({ type: "asset", fileName: `cards/${name}`, source });
      };
      copy("unicode.json", "unicode.json");
      for (const file of readdirSync(join(LITERATA, "files"))) {
        if (file.endsWith(UPRIGHT)) copy(file.replace(UPRIGHT, ".woff2"), join("files", file));
      }
    },
  };
}
