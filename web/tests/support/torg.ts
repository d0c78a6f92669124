/** Stands in for the tab's singletons: the session of a scene, and a router that only remembers. */

import { vi } from "vitest";

import { Scene } from "./session.ts";

export const scene = new Scene();
export const session = scene.session;
export const router = {
  route: { at: "hallway" },
  secret: null as string | null,
  left: "/",
  go: vi.fn(),
  replace: vi.fn(),
};
export const instance = {
  facts: { name: "Torg", host: "torg.test", state: "ready", demo: false, version: "0" },
  load: vi.fn(() => Promise.resolve()),
};
