/** Follows the news of an instance over one WebSocket that comes back by itself. */

import type { RoomId, Topics } from "../api/types.ts";
import {
  type Fold,
  follow,
  foldHallway,
  foldMe,
  foldRoom,
  type Followed,
  type Message,
} from "./fold.ts";
import { backOff, type Clock } from "./machine.ts";

/** What the feed needs of a WebSocket. */
export interface Socket {
  send: (text: string) => void;
  close: () => void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

/** A topic and the state it has. A null state: it may not be read, or no longer. */
interface Watched {
  fold: Fold<unknown>;
  followed: Followed<unknown> | null;
  hear: (state: unknown) => void;
  asked: boolean;
  changed: boolean;
}

const FOLDS: { [Kind in keyof Topics]: Fold<Topics[Kind]["state"]> } = {
  me: foldMe,
  hallway: foldHallway,
  room: foldRoom,
};

export const SIGNED_OUT = 4001;
const COMMIT_MS = 100;
const HIDDEN_COMMIT_MS = 1_000;

export interface FeedNews {
  /** The connection came up or fell. */
  connected: (is: boolean) => void;
  /** The login session has ended; the feed does not come back by itself. */
  signedOut: () => void;
}

export class Feed {
  /** While one's own act is under way, news are not gathered but told at once. */
  hurried: () => boolean = () => false;
  readonly #open: () => Socket;
  readonly #clock: Clock;
  readonly #hidden: () => boolean;
  readonly #watched = new Map<string, Watched>();
  #news: FeedNews | null = null;
  #socket: Socket | null = null;
  #isUp = false;
  #tries = 0;
  #again: (() => void) | null = null;
  #commit: (() => void) | null = null;

  constructor(open: () => Socket, clock: Clock, hidden: () => boolean) {
    this.#open = open;
    this.#clock = clock;
    this.#hidden = hidden;
  }

  start = (news: FeedNews): void => {
    this.stop();
    this.#news = news;
    this.#connect();
  };

  stop = (): void => {
    this.#news = null;
    this.#again?.();
    this.#again = null;
    this.#commit?.();
    this.#commit = null;
    this.#hangUp();
    for (const watched of this.#watched.values()) watched.followed = null;
  };

  /** Hear each state of a topic, the first as soon as it comes, null when it is gone; ends by the answer. */
  watch<Kind extends keyof Topics>(
    kind: Kind,
    hear: (state: Topics[Kind]["state"] | null) => void,
    room?: RoomId,
  ): () => void {
    const topic = room === undefined ? kind : `${kind}:${room}`;
    const watched: Watched = {
      fold: FOLDS[kind] as Fold<unknown>,
      followed: null,
      hear: hear as (state: unknown) => void,
      asked: false,
      changed: false,
    };
    this.#watched.set(topic, watched);
    this.#ask(topic, watched);
    return () => {
      if (this.#watched.get(topic) !== watched) return;
      this.#watched.delete(topic);
      if (this.#isUp) this.#socket?.send(JSON.stringify({ unwatch: topic }));
    };
  }

  #connect(): void {
    const socket = this.#open();
    this.#socket = socket;
    socket.onopen = () => {
      this.#isUp = true;
      this.#tries = 0;
      this.#news?.connected(true);
      for (const [topic, watched] of this.#watched) this.#ask(topic, watched);
    };
    socket.onmessage = ({ data }) => this.#read(JSON.parse(String(data)) as Message);
    socket.onclose = ({ code }) => {
      this.#hangUp();
      if (code === SIGNED_OUT) {
        this.#news?.signedOut();
      } else {
        this.#news?.connected(false);
        const wait = backOff(this.#tries, this.#clock.chance());
        this.#tries += 1;
        this.#again = this.#clock.after(wait, () => this.#connect());
      }
    };
  }

  #hangUp(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#isUp = false;
    for (const watched of this.#watched.values()) watched.asked = false;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** Ask for a snapshot; until it comes the old state is drawn. */
  #ask(topic: string, watched: Watched): void {
    if (!this.#isUp || watched.asked) return;
    watched.asked = true;
    this.#socket?.send(JSON.stringify({ watch: topic }));
  }

  #read(message: Message): void {
    const watched = this.#watched.get(message.topic);
    if (!watched) return;
    if (message.kind === "gone") {
      watched.followed = null;
      watched.asked = false;
      watched.hear(null);
      return;
    }
    if (message.kind === "snapshot") watched.asked = false;
    else if (watched.asked) return;
    const { followed, lost } = follow(watched.followed, message, watched.fold);
    if (lost) this.#ask(message.topic, watched);
    if (followed === watched.followed) return;
    watched.followed = followed;
    watched.changed = true;
    const atOnce = message.kind === "snapshot" || message.topic === "me" || this.hurried();
    if (atOnce) this.#tell();
    else this.#commit ??= this.#clock.after(this.#pace(), this.#tell);
  }

  #pace(): number {
    return this.#hidden() ? HIDDEN_COMMIT_MS : COMMIT_MS;
  }

  /** Tell all that has gathered; own news bring it along, so that what I see fits together. */
  #tell = (): void => {
    this.#commit?.();
    this.#commit = null;
    for (const watched of [...this.#watched.values()]) {
      if (!watched.changed) continue;
      watched.changed = false;
      watched.hear(watched.followed?.state ?? null);
    }
  };
}

/** Open the feed of the page's own origin. */
export function openFeed(): Socket {
  const { protocol, host } = window.location;
  return new WebSocket(`${protocol === "https:" ? "wss" : "ws"}://${host}/api/feed`) as Socket;
}
