/** The live session: one for each tab, owned by no component; pages read it and call its verbs. */

import { Problem } from "../api/problem.ts";
import type {
  AccountId,
  Card,
  LeaseId,
  Me,
  MeState,
  Offer,
  Role,
  RoomId,
  RoomState,
  Row,
} from "../api/types.ts";
import { Asking, type CommandKind } from "./asking.svelte.ts";
import type { Commands } from "./commands.ts";
import type { Feed } from "./feed.ts";
import type { Connect } from "./line.ts";
import { backOff, type Clock } from "./machine.ts";
import { mark } from "./marks.ts";
import type { Microphone } from "./microphone.ts";
import type { Path } from "./path.ts";
import { Sound } from "./sound.ts";
import { FULL, type Volumes } from "./volume.ts";

export type { CommandKind } from "./asking.svelte.ts";
export type RoomView = Omit<RoomState, "talking">;

const OFFER_MS = 60_000;
const NOBODY: ReadonlySet<AccountId> = new Set();

export class LiveSession {
  /** Whether this tab is signed in; `asking` until the server has said so. */
  standing = $state.raw<"asking" | "in" | "out">("asking");
  /** False while news do not come: the server is away, or we are offline. */
  connected = $state.raw(true);
  me = $state.raw<Me | null>(null);
  offer = $state.raw<Offer | null>(null);
  hand = $state.raw<MeState["hand"]>(null);
  hallway = $state.raw<readonly Card[] | null>(null);
  /** How many rooms of the hallway are kept out of sight, by a block or by oneself. */
  outOfSight = $state.raw({ folded: 0, hidden: 0 });
  /** Folded from the feed; replaced as a whole; null until it has come. */
  room = $state.raw<RoomView | null>(null);
  /** Apart from the roster, so that a ring redraws no list. */
  talking = $state.raw<ReadonlySet<AccountId>>(NOBODY);
  path = $state.raw<Path>({ at: "out", gone: null });
  mic = $state.raw<Microphone>({ at: "none" });
  /** How loud the microphone is while it is checked, from 0 to 1. */
  level = $state.raw(0);
  /** No track came in time, so this tab has stepped down; until it is read, or one goes on. */
  cameDown = $state.raw(false);
  /** How loud this tab plays whom, until it is closed. */
  volumes = $state.raw<Volumes>(FULL);
  readonly #commands: Commands;
  readonly #feed: Feed;
  readonly #clock: Clock;
  readonly #sound: Sound;
  readonly #asking: Asking;
  /** Leases this tab was given; news of them may come before the answer that hands them over. */
  #mine = $state.raw<ReadonlySet<LeaseId>>(new Set());
  #seen: LeaseId | null = null;
  #state: MeState | null = null;
  #onStage = false;
  #hallwayReaders = 0;
  #unwatchMe: (() => void) | null = null;
  #unwatchHallway: (() => void) | null = null;
  #unwatchRoom: (() => void) | null = null;

  constructor(commands: Commands, feed: Feed, connect: Connect, clock: Clock) {
    this.#commands = commands;
    this.#feed = feed;
    this.#clock = clock;
    this.#asking = new Asking(clock);
    this.#sound = new Sound(connect, clock, {
      join: (room) => this.#join(room),
      leased: this.#leased,
      changed: this.#mirror,
      stepDown: this.#comeDown,
      othersTalk: this.#othersTalk,
    });
    feed.hurried = () => this.pending.size > 0;
  }

  /** What was asked and is not yet true, and since when. */
  get pending(): ReadonlyMap<CommandKind, number> {
    return this.#asking.pending;
  }

  /** The last act that was refused. */
  get problem(): Problem | null {
    return this.#asking.problem;
  }

  /** The room one is in or on the way to. */
  get roomId(): RoomId | null {
    return this.path.at === "out" ? null : this.path.room;
  }

  /** One's own row. */
  get self(): Row | null {
    const rows = [...(this.room?.stage ?? []), ...(this.room?.audience.rows ?? [])];
    return rows.find((row) => row.account.id === this.me?.id) ?? null;
  }

  get role(): Role | null {
    const lease = this.me?.lease;
    return lease && this.#mine.has(lease.lease_id) ? lease.role : null;
  }

  /** After a reload: the room whose lease still lives. Sound waits for a tap. */
  get offeredBack(): RoomId | null {
    const lease = this.me?.lease;
    if (this.path.at !== "out" || !lease || this.#mine.has(lease.lease_id)) return null;
    return lease.room_id;
  }

  /** Find out who we are; asks until there is an answer. */
  open = async (tries = 0): Promise<void> => {
    try {
      this.begin(await this.#commands.me());
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        this.standing = "out";
        this.connected = true;
        return;
      }
      this.connected = false;
      this.#clock.after(backOff(tries, this.#clock.chance()), () => void this.open(tries + 1));
    }
  };

  /** Signed in: follow one's own news from now on. */
  begin = (me: Me): void => {
    this.me = me;
    this.standing = "in";
    this.connected = true;
    this.#unwatchMe?.();
    this.#feed.start({ connected: (is) => (this.connected = is), signedOut: this.#signedOut });
    this.#unwatchMe = this.#feed.watch("me", (state) => {
      if (state) this.#hearMe(state);
    });
  };

  /** The account is gone, and all of it ends here too. */
  forget = (): void => this.#signedOut();

  signOut = (): Promise<void> => this.#signOutBy(this.#commands.signOut);

  signOutEverywhere = (): Promise<void> => this.#signOutBy(this.#commands.signOutEverywhere);

  /** Follow the hallway; until the answer is called by every reader. */
  watchHallway = (): (() => void) => {
    this.#hallwayReaders += 1;
    this.#unwatchHallway ??= this.#feed.watch("hallway", (state) => {
      this.hallway = state?.rooms ?? null;
      this.outOfSight = { folded: state?.folded ?? 0, hidden: state?.hidden ?? 0 };
    });
    return () => {
      this.#hallwayReaders -= 1;
      if (this.#hallwayReaders > 0) return;
      this.#unwatchHallway?.();
      this.#unwatchHallway = null;
    };
  };

  /** Fetch what joining needs; called when a pointer or key goes down on a card. */
  prepare = (): void => {
    void this.#sound.load().catch(() => undefined);
  };

  /** Enter a room as whoever one is there; called inside the tap. */
  enter = (room: RoomId): void => {
    mark("torg:tap-listen");
    this.#asking.dismiss();
    if (this.roomId !== room) {
      this.#forgetNews();
      this.room = null;
    }
    this.#sound.send({ is: "tap", room });
  };

  /** Sound off first, then tell. */
  leave = (): void => {
    const { roomId } = this;
    if (roomId === null) return;
    this.#sound.send({ is: "leave" });
    void this.#asking.ask("leave", () => this.#commands.leave(roomId));
  };

  retry = (): void => this.#sound.send({ is: "retry" });

  tapToListen = (): void => {
    if (this.roomId !== null) this.#sound.send({ is: "tap", room: this.roomId });
  };

  listenHere = (): void => {
    mark("torg:tap-listen");
    this.#sound.send({ is: "listenHere" });
  };

  raiseHand = (): void => {
    this.cameDown = false;
    this.#askInRoom("raise", this.#commands.raise);
  };

  lowerHand = (): void => this.#askInRoom("lower", this.#commands.lower);

  /** Called inside the tap: it asks for the microphone as well. */
  acceptOffer = (): void => {
    const { offer } = this;
    if (!offer) return;
    this.cameDown = false;
    this.#sound.sendMicrophone({ is: "accept" });
    void this.#asking
      .ask("accept", () => this.#commands.accept(offer.room_id))
      .then((isDone) => {
        if (!isDone) this.#sound.sendMicrophone({ is: "down" });
      });
  };

  declineOffer = (): void => {
    const { offer } = this;
    if (offer) void this.#asking.ask("decline", () => this.#commands.decline(offer.room_id));
  };

  /** The microphone is good enough. */
  goOn = (): void => this.#sound.sendMicrophone({ is: "heard" });

  retryMicrophone = (): void => this.#sound.sendMicrophone({ is: "retry" });

  mute = (): void => this.#sound.sendMicrophone({ is: "mute" });

  unmute = (): void => {
    mark("torg:unmute");
    this.#sound.sendMicrophone({ is: "unmute" });
  };

  /** Play the room as loud as this, from 0 to 1. */
  setRoomVolume = (room: number): void => this.#adjust({ ...this.volumes, room });

  /** Play one person as loud as this, from 0 to 1, on top of the room's volume. */
  setVolume = (account: AccountId, volume: number): void => {
    const voices = new Map([...this.volumes.voices, [account, volume] as const]);
    this.#adjust({ ...this.volumes, voices });
  };

  stepDown = (): void => {
    const { me } = this;
    if (me) this.#askInRoom("stepDown", (room) => this.#commands.move(room, me.id));
  };

  invite = (account: AccountId): void =>
    this.#askInRoom(`invite:${account}`, (room) => this.#commands.invite(room, account));

  notNow = (account: AccountId): void =>
    this.#askInRoom(`notNow:${account}`, (room) => this.#commands.notNow(room, account));

  hold = (account: AccountId): void =>
    this.#askInRoom(`hold:${account}`, (room) => this.#commands.hold(room, account));

  release = (account: AccountId): void =>
    this.#askInRoom(`release:${account}`, (room) => this.#commands.release(room, account));

  moveToAudience = (account: AccountId): void =>
    this.#askInRoom(`move:${account}`, (room) => this.#commands.move(room, account));

  endRoom = (): void => this.#askInRoom("end", this.#commands.end);

  /** What went wrong has been read. */
  dismiss = (): void => {
    this.cameDown = false;
    this.#asking.dismiss();
  };

  #comeDown = (): void => {
    this.cameDown = true;
    this.stepDown();
  };

  /** Sound off first, then tell. */
  async #signOutBy(tell: Commands["signOut"]): Promise<void> {
    this.#sound.send({ is: "leave" });
    try {
      await tell();
      this.#signedOut();
    } catch (error) {
      this.#asking.refuse(error);
    }
  }

  #adjust(volumes: Volumes): void {
    this.volumes = volumes;
    this.#sound.adjust(volumes);
  }

  #askInRoom(kind: CommandKind, call: (room: RoomId) => Promise<unknown>): void {
    const { roomId } = this;
    if (roomId !== null) void this.#asking.ask(kind, () => call(roomId));
  }

  #join = async (room: RoomId): ReturnType<Commands["join"]> => {
    const joined = await this.#commands.join(room);
    this.#mine = new Set([...this.#mine, joined.lease_id]);
    return joined;
  };

  /** With a lease the room may be read; the old view is drawn until the new one comes. */
  #leased = (): void => {
    const { roomId } = this;
    if (roomId === null) return;
    this.#unwatchRoom?.();
    this.#unwatchRoom = this.#feed.watch(
      "room",
      (state) => {
        if (state) this.#hearRoom(state);
      },
      roomId,
    );
    if (this.me?.lease?.lease_id === this.#sound.lease) this.#seen = this.#sound.lease;
  };

  #hearMe(state: MeState): void {
    this.#state = state;
    this.me = state.me;
    this.offer = state.offer;
    this.hand = state.hand;
    this.#asking.settle("raise", "lower", "accept", "decline", "stepDown");
    this.#followLease(state);
    this.#followStage();
  }

  /** Where the server says I am. News of an older lease may come late; ours must have been seen first. */
  #followLease({ me, ended }: MeState): void {
    const { lease } = this.#sound;
    if (lease === null) return;
    if (me.lease?.lease_id === lease) {
      this.#seen = lease;
      return;
    }
    if (this.#seen !== lease) return;
    if (me.lease || ended?.reason === "displaced") this.#sound.send({ is: "displaced" });
    else if (!ended || ended.reason === "lost") this.#sound.send({ is: "dropped" });
    else this.#sound.send({ is: "ended", why: ended.reason, by: ended.by, words: ended.words });
  }

  /** What the stage says about this microphone; it is asked for only when sound is there. */
  #followStage(): void {
    const sound = this.#sound;
    const lease = this.#state?.me.lease;
    if (!this.#state || sound.lease === null || lease?.lease_id !== sound.lease) return;
    const { held, offer } = this.#state;
    const wasOnStage = this.#onStage;
    this.#onStage = lease.role !== "listener";
    if (!this.#onStage) {
      if (wasOnStage) sound.sendMicrophone({ is: "down" });
      else if (offer) sound.sendMicrophone({ is: "offered", until: this.#endOf(offer) });
      else sound.sendMicrophone({ is: "offerGone" });
      return;
    }
    if (sound.path.at === "listening") sound.sendMicrophone({ is: "arrived" });
    if (held) sound.sendMicrophone({ is: "hold" });
    else sound.sendMicrophone({ is: "release" });
  }

  /** Whether sound must come: somebody else's microphone is live, and the media server hears it. */
  #othersTalk = (): boolean =>
    this.room?.stage.some(
      ({ account, mic }) =>
        mic === "live" && account.id !== this.me?.id && this.talking.has(account.id),
    ) ?? false;

  /** When an offer ends by this device's clock, which may be wrong: never later than a whole offer. */
  #endOf(offer: Offer): number {
    const now = this.#clock.now();
    const left = Date.parse(offer.expires_at) - now;
    return now + (left > 0 && left < OFFER_MS ? left : OFFER_MS);
  }

  #hearRoom({ talking, ...view }: RoomState): void {
    const { room } = this;
    const isSame =
      room?.room === view.room &&
      room.stage === view.stage &&
      room.audience === view.audience &&
      room.hands === view.hands;
    if (!isSame) this.room = view;
    this.talking = new Set(talking);
    const voices = view.stage.flatMap(({ lease_id: lease, account }) =>
      lease === null ? [] : [[lease, account.id] as const],
    );
    this.#sound.name(new Map(voices));
  }

  /** The machines have moved: show it, and let go of what a lost room leaves behind. */
  #mirror = (): void => {
    const { level, microphone, path } = this.#sound;
    const before = this.path.at;
    this.path = path;
    this.mic = microphone;
    this.level = level;
    if (path.at === before) return;
    if (path.at === "listening") this.#followStage();
    if (path.at === "out" || path.at === "elsewhere" || path.at === "failed") this.#forgetNews();
    if (path.at === "out") this.room = null;
  };

  #forgetNews(): void {
    this.#unwatchRoom?.();
    this.#unwatchRoom = null;
    this.#onStage = false;
    this.cameDown = false;
    this.talking = NOBODY;
  }

  #signedOut = (): void => {
    this.#sound.send({ is: "leave" });
    this.#feed.stop();
    this.#state = null;
    this.standing = "out";
    this.connected = true;
    this.me = this.offer = this.hand = this.hallway = null;
  };
}
