/** Every component speaks in runes, also to the editor and to svelte-check. */

/** @type {import("@sveltejs/vite-plugin-svelte").SvelteConfig} */
export default {
  compilerOptions: { runes: true },
};
