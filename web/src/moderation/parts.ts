/** The parts of moderation, in the order of its navigation. */

import type { Component } from "svelte";

import type { Key } from "../texts.ts";

export const PARTS = ["reports", "members", "rooms", "invitations", "tree", "audit"] as const;
export type Part = (typeof PARTS)[number];

export const PART_NAMES: Readonly<Record<Part, Key>> = {
  reports: "moderation-reports",
  members: "moderation-members",
  rooms: "moderation-rooms",
  invitations: "moderation-invitations",
  tree: "moderation-tree",
  audit: "moderation-audit",
};

export const PART_VIEWS: Readonly<Record<Part, () => Promise<{ default: Component }>>> = {
  reports: () => import("./Reports.svelte"),
  members: () => import("./Members.svelte"),
  rooms: () => import("./Rooms.svelte"),
  invitations: () => import("./Invitations.svelte"),
  tree: () => import("./Tree.svelte"),
  audit: () => import("./Audit.svelte"),
};

/** The part an address names; the first one for what it does not know. */
export function partOf(name: string): Part {
  return PARTS.find((part) => part === name) ?? PARTS[0];
}
