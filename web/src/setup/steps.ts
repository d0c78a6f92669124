/** The steps of setting a place up, in their order; each can be skipped and come back to. */

import type { Component } from "svelte";

import type { Key } from "../texts.ts";

export interface StepProps {
  /** Done or put off: show the next one. */
  onnext: () => void;
}

type Load = () => Promise<{ default: Component<StepProps> }>;

export const STEPS: readonly { title: Key; text: Key; load: Load | null }[] = [
  {
    title: "steps-place-title",
    text: "steps-place-text",
    load: () => import("./Place.svelte"),
  },
  {
    title: "steps-reach-title",
    text: "steps-reach-text",
    load: () => import("./Reach.svelte"),
  },
  {
    title: "steps-mail-title",
    text: "steps-mail-text",
    load: () => import("./Mail.svelte"),
  },
  {
    title: "steps-people-title",
    text: "steps-people-text",
    load: () => import("./People.svelte"),
  },
  {
    title: "steps-room-title",
    text: "steps-room-text",
    // The last one has no next: it is drawn by the frame itself.
    load: null,
  },
];
