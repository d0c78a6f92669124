/** What is said of a person in a room, and what one may do to them: tables, no drawing. */

import type { AccountId, Role, RoomType, Row } from "../api/types.ts";
import type { Key } from "../texts.ts";

export type Act = "invite" | "hold" | "release" | "move" | "stepDown";

const NOBODY: ReadonlySet<Role> = new Set();
const LISTENERS: ReadonlySet<Role> = new Set(["listener"]);
const SPEAKERS: ReadonlySet<Role> = new Set(["speaker"]);
const NOT_THE_HOST: ReadonlySet<Role> = new Set(["speaker", "moderator"]);

type Targets = Readonly<Record<Role, ReadonlySet<Role>>>;

/** By act: whom each role may do it to. The server decides; this only keeps dead buttons away. */
const MAY: Readonly<Record<Exclude<Act, "stepDown">, Targets>> = {
  invite: { host: LISTENERS, moderator: LISTENERS, speaker: NOBODY, listener: NOBODY },
  hold: { host: NOT_THE_HOST, moderator: NOT_THE_HOST, speaker: NOBODY, listener: NOBODY },
  release: { host: NOT_THE_HOST, moderator: NOT_THE_HOST, speaker: NOBODY, listener: NOBODY },
  move: { host: NOT_THE_HOST, moderator: SPEAKERS, speaker: NOBODY, listener: NOBODY },
};

/** The acts to offer on this person, in the order in which they are shown. */
export function actsOn(row: Row, self: Row | null): Act[] {
  if (!self) return [];
  if (row.account.id === self.account.id) return NOT_THE_HOST.has(row.role) ? ["stepDown"] : [];
  const may = (act: Exclude<Act, "stepDown">): boolean => MAY[act][self.role].has(row.role);
  const acts: Act[] = [];
  if (may("invite") && !row.offered) acts.push("invite");
  if (may("hold") && !row.held) acts.push("hold");
  if (may("release") && row.held) acts.push("release");
  if (may("move")) acts.push("move");
  return acts;
}

/** Whether this role sees the hands and may answer them. */
export function moderates(role: Role | null): boolean {
  return role === "host" || role === "moderator";
}

export function isOnStage(role: Role | null): boolean {
  return role !== null && role !== "listener";
}

const ROLE_NAMES: Readonly<Record<Role, Key | null>> = {
  host: "role-host",
  moderator: "role-moderator",
  speaker: null,
  listener: null,
};

/** The role as a word, where it is more than being here. */
export function roleName(role: Role): Key | null {
  return ROLE_NAMES[role];
}

/** What this person's tile says of them, the most telling first; [] when there is nothing to say. */
export function statesOf(row: Row, heard: boolean): Key[] {
  if (row.presence === "seat") return ["state-seat"];
  if (row.presence === "reconnecting") return ["state-reconnecting"];
  if (row.presence === "joining") return ["state-joining"];
  if (row.role === "listener") return row.offered ? ["state-invited"] : [];
  if (row.held) return ["state-held"];
  if (heard && row.mic === "live") return ["state-speaking"];
  if (row.mic === "none") return ["state-no-microphone"];
  return row.mic === "muted" ? ["state-muted"] : [];
}

/** States that are told in words; the others have a mark of their own at the face. */
const TOLD: ReadonlySet<Key> = new Set<Key>([
  "state-held",
  "state-invited",
  "state-joining",
  "state-reconnecting",
  "state-seat",
]);

/** Whether this state stands as a word on the tile, and not only as a mark. */
export function isTold(state: Key): boolean {
  return TOLD.has(state);
}

const EVERYBODY: ReadonlySet<Role> = new Set(["host", "moderator", "speaker", "listener"]);
const ON_STAGE: ReadonlySet<Role> = new Set(["host", "moderator", "speaker"]);
const MODERATORS: ReadonlySet<Role> = new Set(["host", "moderator"]);

/** By type of room: who may ping somebody into it. */
const MAY_PING: Readonly<Record<RoomType, ReadonlySet<Role>>> = {
  open: EVERYBODY,
  social: ON_STAGE,
  closed: MODERATORS,
};

/** Whether this role is offered to ping somebody into such a room. */
export function mayPing(type: RoomType, role: Role | null): boolean {
  return role !== null && MAY_PING[type].has(role);
}

/** The audience in its two sections, each in the order it has; oneself first. */
export interface Sections {
  followed: readonly Row[];
  others: readonly Row[];
}

export function sectionsOf(rows: readonly Row[], self: AccountId | undefined): Sections {
  return {
    followed: selfFirst(
      rows.filter((row) => row.followed),
      self,
    ),
    others: selfFirst(
      rows.filter((row) => !row.followed),
      self,
    ),
  };
}

/** Oneself first, the others as the server has them. */
export function selfFirst(rows: readonly Row[], self: AccountId | undefined): Row[] {
  const own = rows.filter((row) => row.account.id === self);
  return [...own, ...rows.filter((row) => row.account.id !== self)];
}

/** Who takes the chair when the host leaves: the moderator who is here longest, if any. */
export function successorOf(stage: readonly Row[]): Row | null {
  const present = stage.filter((row) => row.role === "moderator" && row.presence === "present");
  return present.toSorted((one, other) => (one.since < other.since ? -1 : 1))[0] ?? null;
}
