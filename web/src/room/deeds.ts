/** The verb of the live session behind each deed of the large control. */

import type { LiveSession } from "../live/session.svelte.ts";
import type { Deed } from "./control.ts";

export const DEEDS: Readonly<Record<Deed, (session: LiveSession) => void>> = {
  raise: (session) => {
    session.raiseHand();
  },
  lower: (session) => {
    session.lowerHand();
  },
  mute: (session) => {
    session.mute();
  },
  unmute: (session) => {
    session.unmute();
  },
  connect: (session) => {
    session.retryMicrophone();
  },
};
