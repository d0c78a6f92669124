/** How loud this tab plays: the room as a whole, and each person in it; forgotten with the tab. */

import type { AccountId } from "../api/types.ts";

/** From 0 to 1; a person who is not among the voices is played in full. */
export interface Volumes {
  room: number;
  voices: ReadonlyMap<AccountId, number>;
}

export const FULL: Volumes = { room: 1, voices: new Map() };

export function volumeOf({ room, voices }: Volumes, account: AccountId | undefined): number {
  return room * (account === undefined ? 1 : (voices.get(account) ?? 1));
}

/** Whether setting a volume has an effect here: on iOS only the buttons of the device have one. */
export function canSetVolume(): boolean {
  const probe = document.createElement("audio");
  probe.volume = 0.5;
  return probe.volume === 0.5;
}
