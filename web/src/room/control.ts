/** Decides which one large control stands in the bar: a hand, a microphone, or neither yet. */

import type { Role } from "../api/types.ts";
import type { CommandKind } from "../live/session.svelte.ts";
import type { Microphone } from "../live/microphone.ts";
import type { Key } from "../texts.ts";
import type { IconName } from "../ui/icons.ts";

export type Deed = "raise" | "lower" | "mute" | "unmute" | "connect";

export interface Control {
  text: Key;
  icon: IconName;
  /** What a press asks for; null while there is nothing to ask. */
  deed: Deed | null;
  /** Sound is leaving, or the hand is up: drawn filled. */
  on: boolean;
}

const HAND: Control = { text: "hand-raise", icon: "hand", deed: "raise", on: false };
const HAND_UP: Control = { text: "hand-lower", icon: "hand", deed: "lower", on: true };
const RAISING: Control = { text: "hand-raising", icon: "hand", deed: null, on: false };
const LOWERING: Control = { text: "hand-lowering", icon: "hand", deed: null, on: true };

const MUTED: Control = { text: "mic-unmute", icon: "microphone-off", deed: "unmute", on: false };
const LIVE: Control = { text: "mic-mute", icon: "microphone", deed: "mute", on: true };
const HELD: Control = { text: "mic-held-short", icon: "microphone-off", deed: null, on: false };
const SETTING_UP: Control = { text: "mic-setting-up", icon: "microphone", deed: null, on: false };
const TO_CONNECT: Control = {
  text: "mic-connect",
  icon: "microphone-off",
  deed: "connect",
  on: false,
};

const MICROPHONE: Readonly<Record<Microphone["at"], Control>> = {
  none: TO_CONNECT,
  offered: SETTING_UP,
  asking: SETTING_UP,
  checking: SETTING_UP,
  publishing: SETTING_UP,
  muted: MUTED,
  live: LIVE,
  held: HELD,
  denied: TO_CONNECT,
  interrupted: TO_CONNECT,
};

/** The control for this role; null while one is not in the room yet. */
export function controlOf(
  role: Role | null,
  mic: Microphone,
  handIsUp: boolean,
  pending: ReadonlyMap<CommandKind, number>,
): Control | null {
  if (role === null) return null;
  if (role !== "listener") return MICROPHONE[mic.at];
  if (pending.has("raise")) return RAISING;
  if (pending.has("lower")) return LOWERING;
  return handIsUp ? HAND_UP : HAND;
}
