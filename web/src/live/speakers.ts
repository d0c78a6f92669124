/** Holds one <audio> for each voice, outside the app's root, so that no page can end a sound. */

import type { AccountId, LeaseId } from "../api/types.ts";
import { type Volumes, volumeOf } from "./volume.ts";

const CONTAINER = "torg-audio";

/** The page's place for sound; made when first needed. */
function container(): HTMLElement {
  const found = document.getElementById(CONTAINER);
  if (found) return found;
  const made = document.createElement("div");
  made.id = CONTAINER;
  made.hidden = true;
  document.body.append(made);
  return made;
}

/** A new element for the voice behind a lease. */
export function addSpeaker(lease: LeaseId): HTMLAudioElement {
  const element = document.createElement("audio");
  element.autoplay = true;
  element.dataset["lease"] = lease;
  container().append(element);
  return element;
}

/** Write beside each voice whose it is: a lease says nothing to a reader of the page. */
export function nameSpeakers(accounts: ReadonlyMap<LeaseId, AccountId>): void {
  for (const element of container().querySelectorAll("audio")) {
    const account = accounts.get(element.dataset["lease"] ?? "");
    if (account !== undefined) element.dataset["account"] = account;
  }
}

/** Play each voice as loud as it was set; where that has no effect, the browser ignores it. */
export function adjustSpeakers(volumes: Volumes): void {
  for (const element of container().querySelectorAll("audio")) {
    element.volume = volumeOf(volumes, element.dataset["account"]);
  }
}
