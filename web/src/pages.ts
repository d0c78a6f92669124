/** Which component draws which page; each is loaded when it is first needed. */

import type { Component } from "svelte";

import type { Route } from "./router.svelte.ts";

type Load = () => Promise<{ default: Component }>;

export const PAGES: Readonly<Record<Route["at"], Load>> = {
  hallway: () => import("./hallway/Page.svelte"),
  start: () => import("./start/Page.svelte"),
  me: () => import("./settings/Page.svelte"),
  invitations: () => import("./invitation/Page.svelte"),
  join: () => import("./invitation/Join.svelte"),
  setup: () => import("./setup/Page.svelte"),
  room: () => import("./room/Page.svelte"),
  "sign-in": () => import("./signin/Page.svelte"),
  recover: () => import("./signin/Recover.svelte"),
  "come-back": () => import("./signin/ComeBack.svelte"),
  missing: () => import("./ui/Missing.svelte"),
};

/** Drawn instead of a members' page to whoever is not signed in, or while nobody owns the place. */
export const DOOR: Load = () => import("./setup/Door.svelte");

/** Pages without the navigation: people without a session may open them. */
export const FOR_ALL: ReadonlySet<Route["at"]> = new Set([
  "join",
  "setup",
  "sign-in",
  "recover",
  "come-back",
  "missing",
]);
