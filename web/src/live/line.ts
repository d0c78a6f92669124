/** What the session needs of a media connection; the real one is in connection.ts, tests pass a fake. */

import type { AccountId, LeaseId } from "../api/types.ts";
import type { LevelNews } from "./level.ts";
import type { Denial } from "./microphone.ts";
import type { Volumes } from "./volume.ts";

/** Why a connection ended by itself: another page has its lease, it was ended, or it broke. */
export type Dropped = "duplicate" | "ended" | "broken";

export interface ConnectionNews {
  reconnecting: () => void;
  back: () => void;
  dropped: (why: Dropped) => void;
  /** The browser does not let sound play before a tap. */
  blocked: () => void;
  /** The system took the microphone, or it was unplugged. */
  taken: () => void;
  /** The system gave it back. */
  given: () => void;
}

/** The microphone could not be had. */
export class CaptureDenied extends Error {
  readonly why: Denial;

  constructor(why: Denial) {
    super(why);
    this.name = "CaptureDenied";
    this.why = why;
  }
}

/** The server does not know the room or the lease; asking again brings the same. */
export class LeaseUnknown extends Error {
  override readonly name = "LeaseUnknown";
}

export interface Connection {
  /** Let sound play; called inside a tap. Rejects when the browser does not allow it. */
  unlock: () => Promise<void>;
  /** Rejects with LeaseUnknown, or anything else when there was no way through. */
  connect: (url: string, token: string) => Promise<void>;
  /** Close the connection; the microphone stays open for the next one. */
  hangUp: () => void;
  /** Ask for the microphone. Rejects with CaptureDenied. */
  capture: () => Promise<void>;
  /** Measure the captured microphone until the answer is called. */
  measure: (news: LevelNews) => () => void;
  /** Publish a muted track; resolves when the server lists it. */
  publish: () => Promise<void>;
  mute: () => Promise<void>;
  unmute: () => Promise<void>;
  /** Take the track back and close the microphone. */
  stop: () => void;
  /** Bytes sent by this microphone, and packets received of all voices, so far. */
  bytesSent: () => Promise<number>;
  packetsReceived: () => Promise<number>;
  /** Energy this microphone has given to be sent so far; null where the browser does not tell. */
  energy: () => Promise<number | null>;
  name: (accounts: ReadonlyMap<LeaseId, AccountId>) => void;
  /** Play the voices as loud as this, those of now and of later. */
  adjust: (volumes: Volumes) => void;
}

/** Make the connection of this tab, ahead of a tap if we can: its code comes over the network. */
export type Connect = (news: ConnectionNews) => Promise<Connection>;
