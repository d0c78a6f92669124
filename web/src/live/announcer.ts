/** Tells screen readers what the eye would see: who speaks, gathered, and what became of oneself. */

import { formatList } from "../dates.ts";
import { language, plain } from "../words.svelte.ts";
import type { Clock } from "./machine.ts";
import type { Microphone } from "./microphone.ts";
import type { Path } from "./path.ts";

/** `assertive` interrupts what is being read. */
export type Urgency = "polite" | "assertive";

export interface Announcement {
  text: string;
  urgency: Urgency;
}

/** What of the session is told. */
export interface Told {
  path: Path;
  mic: Microphone;
  /** Whether the time for a track ran out. */
  cameDown: boolean;
  /** One's place among the hands. */
  number: number | null;
}

const polite = (text: string): Announcement => ({ text, urgency: "polite" });
const assertive = (text: string): Announcement => ({ text, urgency: "assertive" });

/** What has to be said when one state of things follows another. */
export function announcements(before: Told, after: Told): Announcement[] {
  const said: Announcement[] = [];
  if (after.path.at !== before.path.at) said.push(...pathAnnouncements(before.path, after.path));
  if (after.cameDown && !before.cameDown) said.push(assertive(plain("mic-came-down")));
  else if (after.mic.at !== before.mic.at)
    said.push(...microphoneAnnouncements(before.mic, after.mic));
  if (isSilent(after.mic) && !isSilent(before.mic)) said.push(polite(plain("mic-silent")));
  const { number } = after;
  if (number !== null && number !== before.number) {
    said.push(polite(plain("live-hand-number", { number })));
  }
  return said;
}

function pathAnnouncements(before: Path, after: Path): Announcement[] {
  switch (after.at) {
    case "listening":
      return [polite(plain("live-listening"))];
    case "reconnecting":
      return [polite(plain("live-reconnecting"))];
    case "elsewhere":
      return [assertive(plain("live-elsewhere"))];
    case "out":
      return before.at === "out" ? [] : endAnnouncements(after);
    default:
      return [];
  }
}

function endAnnouncements({ gone }: Extract<Path, { at: "out" }>): Announcement[] {
  if (gone?.why !== "room_ended") return [];
  const { by, words } = gone;
  if (words !== null) return [assertive(plain("ended-by-admin"))];
  return [
    assertive(by ? plain("live-room-ended-by", { name: by.name }) : plain("live-room-ended")),
  ];
}

const isSilent = (mic: Microphone): boolean => mic.at === "live" && mic.silent;

function microphoneAnnouncements(before: Microphone, after: Microphone): Announcement[] {
  if (after.at === "held") return [assertive(plain("live-held"))];
  if (before.at === "held" && after.at !== "none") return [polite(plain("live-released"))];
  if (before.at === "publishing" && after.at === "muted") {
    return [assertive(plain("live-on-stage-muted"))];
  }
  const wasOnStage = before.at !== "none" && before.at !== "offered";
  return wasOnStage && after.at === "none" ? [polite(plain("live-in-audience"))] : [];
}

const SPEAKERS_EVERY_MS = 4_000;

/** Gathers who speaks, so that a lively talk is not a stream of names. */
export class SpeakerAnnouncer {
  readonly #clock: Clock;
  readonly #say: (announcement: Announcement) => void;
  #names: readonly string[] = [];
  #last = "";
  #isWaiting = false;

  constructor(clock: Clock, say: (announcement: Announcement) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  /** Everybody who speaks at this moment, without oneself. */
  hear = (names: readonly string[]): void => {
    this.#names = names;
    if (!this.#isWaiting) this.#tell();
  };

  #tell = (): void => {
    this.#isWaiting = false;
    const count = this.#names.length;
    const names = formatList(this.#names, language());
    if (count === 0 || names === this.#last) return;
    this.#last = names;
    this.#say(polite(plain("live-speaking", { count, names })));
    this.#isWaiting = true;
    this.#clock.after(SPEAKERS_EVERY_MS, this.#tell);
  };
}

type Notifying = Document & {
  ariaNotify?: (text: string, options: { priority: "normal" | "high" }) => void;
};

/** Say it to a screen reader: by the browser's own call, or else by two live regions of the page. */
export function say(document: Notifying, { text, urgency }: Announcement): void {
  if (document.ariaNotify) {
    document.ariaNotify(text, { priority: urgency === "assertive" ? "high" : "normal" });
    return;
  }
  region(document, urgency).textContent = text;
}

function region(document: Document, urgency: Urgency): HTMLElement {
  const id = `torg-${urgency}`;
  const found = document.getElementById(id);
  if (found) return found;
  const made = document.createElement("div");
  made.id = id;
  made.className = "unseen";
  made.setAttribute("role", urgency === "assertive" ? "alert" : "status");
  document.body.append(made);
  return made;
}
