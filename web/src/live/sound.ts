/** Carries out what the two machines decide: joins, plays, captures, publishes and lets go. */

import { Problem } from "../api/problem.ts";
import type { AccountId, Joined, LeaseId, RoomId } from "../api/types.ts";
import {
  CaptureDenied,
  type Connect,
  type Connection,
  type Dropped,
  LeaseUnknown,
} from "./line.ts";
import { type Clock, Runner } from "./machine.ts";
import {
  MICROPHONE,
  type Microphone,
  type MicrophoneEffect,
  type MicrophoneEvent,
} from "./microphone.ts";
import { type Path, PATH, type PathEffect, type PathEvent } from "./path.ts";
import { listenForSilence } from "./silence.ts";
import { FULL, type Volumes } from "./volume.ts";

export interface SoundNews {
  join: (room: RoomId) => Promise<Joined>;
  /** A lease was granted; until now nobody could know its id. */
  leased: () => void;
  changed: () => void;
  stepDown: () => void;
  /** Whether somebody else is heard at this moment, so that packets must come. */
  othersTalk: () => boolean;
}

const WATCH_MS = 1_000;
const SILENT_ROUNDS = 3;
const PROOF_POLL_MS = 250;
/** Removed by the server: the news say why, and come first; without news we ask again. */
const ENDED_PAUSE_MS = 2_000;

export class Sound {
  lease: LeaseId | null = null;
  level = 0;
  readonly #connect: () => Promise<Connection>;
  readonly #news: SoundNews;
  readonly #clock: Clock;
  readonly #path: Runner<Path, PathEvent, PathEffect>;
  readonly #microphone: Runner<Microphone, MicrophoneEvent, MicrophoneEffect>;
  #connection: Connection | null = null;
  #loading: Promise<Connection> | null = null;
  #accounts: ReadonlyMap<LeaseId, AccountId> = new Map();
  #volumes = FULL;
  #attempt = 0;
  #publication = 0;
  #stopMeasuring: (() => void) | null = null;
  #stopListening: (() => void) | null = null;
  #stopWatching: (() => void) | null = null;
  #packets = 0;
  #silentRounds = 0;

  constructor(connect: Connect, clock: Clock, news: SoundNews) {
    this.#news = news;
    this.#clock = clock;
    this.#path = new Runner(PATH, clock, this.#carryOut, this.#settle);
    this.#microphone = new Runner(MICROPHONE, clock, this.#carryOutMicrophone, this.#settle);
    this.#connect = () =>
      connect({
        reconnecting: () => this.send({ is: "reconnecting" }),
        back: () => this.send({ is: "back" }),
        dropped: this.#dropped,
        blocked: () => this.send({ is: "blocked" }),
        taken: () => this.sendMicrophone({ is: "taken" }),
        given: () => this.sendMicrophone({ is: "given" }),
      });
  }

  get path(): Path {
    return this.#path.state;
  }

  get microphone(): Microphone {
    return this.#microphone.state;
  }

  /** Fetch what a connection needs; before the tap if we can, since it is large. */
  load = (): Promise<Connection> => {
    this.#loading ??= this.#connect().then(
      (connection) => {
        this.#connection = connection;
        connection.name(this.#accounts);
        connection.adjust(this.#volumes);
        return connection;
      },
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    );
    return this.#loading;
  };

  /** Whose voices the leases are, as far as the room is known. */
  name(accounts: ReadonlyMap<LeaseId, AccountId>): void {
    this.#accounts = accounts;
    this.#connection?.name(accounts);
  }

  adjust(volumes: Volumes): void {
    this.#volumes = volumes;
    this.#connection?.adjust(volumes);
  }

  send = (event: PathEvent): void => this.#path.send(event);

  sendMicrophone = (event: MicrophoneEvent): void => this.#microphone.send(event);

  /** What follows from the states as they now are. */
  #settle = (): void => {
    const { at } = this.path;
    const isGone = at === "out" || at === "elsewhere" || at === "failed";
    if (isGone) this.lease = null;
    if (isGone && this.microphone.at !== "none") this.#microphone.send({ is: "down" });
    if (this.microphone.at !== "checking") {
      this.#stopMeasuring?.();
      this.#stopMeasuring = null;
      this.level = 0;
    }
    if (this.microphone.at !== "live") {
      this.#stopListening?.();
      this.#stopListening = null;
    }
    if (at !== "listening") {
      this.#stopWatching?.();
      this.#stopWatching = null;
    } else if (!this.#stopWatching) {
      this.#silentRounds = 0;
      this.#watchAgain();
    }
    this.#news.changed();
  };

  #dropped = (why: Dropped): void => {
    if (why === "duplicate") this.send({ is: "displaced" });
    else if (why === "ended") this.send({ is: "dropped", afterMs: ENDED_PAUSE_MS });
    else this.send({ is: "dropped" });
  };

  #carryOut = (effect: PathEffect, path: Path): void => {
    switch (effect) {
      case "unlock":
        this.#unlock().then(
          () => this.send({ is: "unlocked" }),
          () => this.send({ is: "blocked" }),
        );
        break;
      case "join":
        if (path.at !== "out") void this.#join(path.room);
        break;
      case "hangUp":
        this.#attempt += 1;
        this.#connection?.hangUp();
        break;
    }
  };

  /** Not async: with the code at hand, playing is asked for before the tap has ended. */
  #unlock(): Promise<void> {
    if (this.#connection) return this.#connection.unlock();
    return this.load().then((connection) => connection.unlock());
  }

  async #join(room: RoomId): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    try {
      const { lease_id: lease, token, url } = await this.#news.join(room);
      if (attempt !== this.#attempt) return;
      this.lease = lease;
      this.#news.leased();
      const connection = await this.load();
      if (attempt !== this.#attempt) return;
      await connection.connect(url, token);
      if (attempt !== this.#attempt) return;
      this.send({ is: "connected" });
      this.sendMicrophone({ is: "anew" });
    } catch (error) {
      if (attempt === this.#attempt) this.send(refusal(error));
    }
  }

  #carryOutMicrophone = (effect: MicrophoneEffect): void => {
    switch (effect) {
      case "capture":
        void this.#capture();
        break;
      case "measure":
        this.#stopMeasuring =
          this.#connection?.measure({
            level: (level) => {
              this.level = level;
              this.#news.changed();
            },
            heard: () => this.sendMicrophone({ is: "heard" }),
          }) ?? null;
        break;
      case "publish":
        void this.#publish();
        break;
      case "mute":
        void this.#connection?.mute();
        break;
      case "unmute":
        void this.#unmute();
        break;
      case "stop":
        this.#publication += 1;
        this.#connection?.stop();
        break;
      case "stepDown":
        this.#news.stepDown();
        break;
    }
  };

  async #capture(): Promise<void> {
    try {
      await (await this.load()).capture();
      if (this.microphone.at === "none") this.#connection?.stop();
      this.sendMicrophone({ is: "allowed" });
    } catch (error) {
      this.sendMicrophone({
        is: "denied",
        why: error instanceof CaptureDenied ? error.why : "failed",
      });
    }
  }

  async #publish(): Promise<void> {
    this.#publication += 1;
    const publication = this.#publication;
    try {
      await (await this.load()).publish();
      if (publication === this.#publication) this.sendMicrophone({ is: "published" });
    } catch {
      // While the connection is being made anew, publishing waits for it rather than fails.
      const isOurs = publication === this.#publication && this.path.at === "listening";
      if (isOurs) this.sendMicrophone({ is: "unpublishable" });
    }
  }

  async #unmute(): Promise<void> {
    const connection = await this.load();
    const before = await connection.bytesSent();
    try {
      await connection.unmute();
    } catch {
      this.sendMicrophone({ is: "taken" });
    }
    if (this.microphone.at !== "live") return;
    this.#stopListening ??= listenForSilence(this.#clock, connection.energy, {
      silent: () => this.sendMicrophone({ is: "silent" }),
      heard: () => this.sendMicrophone({ is: "heard" }),
    });
    const look = async (): Promise<void> => {
      const { microphone } = this;
      if (microphone.at !== "live" || microphone.until === null) return;
      if ((await connection.bytesSent()) > before) this.sendMicrophone({ is: "sending" });
      else this.#clock.after(PROOF_POLL_MS, () => void look());
    };
    await look();
  }

  #watchAgain(): void {
    this.#stopWatching = this.#clock.after(WATCH_MS, () => void this.#watch());
  }

  /** Silence while the server hears somebody is a broken connection, whatever the library believes. */
  async #watch(): Promise<void> {
    const packets = this.#news.othersTalk()
      ? ((await this.#connection?.packetsReceived()) ?? null)
      : null;
    if (this.path.at !== "listening") return;
    const isSilent = packets !== null && packets === this.#packets;
    this.#silentRounds = isSilent ? this.#silentRounds + 1 : 0;
    this.#packets = packets ?? this.#packets;
    if (this.#silentRounds >= SILENT_ROUNDS) this.send({ is: "silent" });
    else this.#watchAgain();
  }
}

function refusal(error: unknown): PathEvent {
  if (error instanceof LeaseUnknown) return { is: "absent" };
  if (!(error instanceof Problem)) return { is: "refused", code: "media_away", afterMs: null };
  if (error.code === "room_not_found") return { is: "absent" };
  const afterMs = error.retryAfter === null ? null : error.retryAfter * 1_000;
  return { is: "refused", code: error.code, afterMs };
}
