/** Which component draws which page; each is loaded when it is first needed. */

import type { Component } from "svelte";

import type { Route } from "./router.svelte.ts";
import { speakLate } from "./words.svelte.ts";

type Load = () => Promise<{ default: Component }>;

/** A page whose words are not among the first. */
const late =
  (load: Load): Load =>
  async () => {
    const [page] = await Promise.all([load(), speakLate()]);
    return page;
  };

export const PAGES: Readonly<Record<Route["at"], Load>> = {
  hallway: () => import("./hallway/Page.svelte"),
  start: () => import("./start/Page.svelte"),
  people: () => import("./people/Page.svelte"),
  profile: () => import("./people/Profile.svelte"),
  follows: () => import("./people/Follows.svelte"),
  inbox: () => import("./inbox/Page.svelte"),
  me: late(() => import("./settings/Page.svelte")),
  edit: late(() => import("./settings/Edit.svelte")),
  notices: late(() => import("./settings/Notices.svelte")),
  blocked: late(() => import("./settings/Blocked.svelte")),
  invitations: late(() => import("./invitation/Page.svelte")),
  join: late(() => import("./invitation/Join.svelte")),
  setup: late(() => import("./setup/Page.svelte")),
  waiting: late(() => import("./waiting/Page.svelte")),
  moderation: late(() => import("./moderation/Page.svelte")),
  acts: late(() => import("./settings/Acts.svelte")),
  leaving: late(() => import("./settings/Leaving.svelte")),
  room: () => import("./room/Page.svelte"),
  "sign-in": late(() => import("./signin/Page.svelte")),
  recover: late(() => import("./signin/Recover.svelte")),
  "come-back": late(() => import("./signin/ComeBack.svelte")),
  missing: () => import("./ui/Missing.svelte"),
};

/** Drawn instead of a members' page to whoever is not signed in, or while nobody owns the place. */
export const DOOR: Load = late(() => import("./setup/Door.svelte"));

/** Pages without the navigation: people without a session may open them. */
export const FOR_ALL: ReadonlySet<Route["at"]> = new Set([
  "join",
  "setup",
  "sign-in",
  "recover",
  "waiting",
  "come-back",
  "missing",
]);
