/** The three things of which a tab has one each: its address, its instance and its live session. */

import { Instance } from "./instance.svelte.ts";
import { commands } from "./live/commands.ts";
import { Feed, openFeed } from "./live/feed.ts";
import { clock } from "./live/machine.ts";
import { LiveSession } from "./live/session.svelte.ts";
import { Router } from "./router.svelte.ts";

export const router = new Router(window);
export const instance = new Instance();
export const session = new LiveSession(
  commands,
  new Feed(openFeed, clock, () => document.hidden),
  async (news) => new (await import("./live/connection.ts")).LiveKitConnection(news),
  clock,
);
