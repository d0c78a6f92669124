/** The things of which a tab has one each: its address, its instance, its live session, its build. */

import { Instance } from "./instance.svelte.ts";
import { commands } from "./live/commands.ts";
import { Feed, openFeed } from "./live/feed.ts";
import { clock } from "./live/machine.ts";
import { LiveSession } from "./live/session.svelte.ts";
import { Renewal } from "./renewal.svelte.ts";
import { Router } from "./router.svelte.ts";

export const router = new Router(window);
export const instance = new Instance();
export const session = new LiveSession(
  commands,
  new Feed(openFeed, clock, () => document.hidden),
  async (news) => new (await import("./live/connection.ts")).LiveKitConnection(news),
  clock,
);
export const renewal = new Renewal(
  window,
  () => session.path.at !== "out" && session.path.at !== "failed",
  router.reload,
);
