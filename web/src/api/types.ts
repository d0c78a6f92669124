/** Every shape that crosses the wire, by HTTP and by the feed; times are RFC 3339 in UTC. */

export type AccountId = string;
export type RoomId = string;
export type LeaseId = string;
export type Time = string;
export type Language = "en" | "is" | "ru";
export type Role = "host" | "moderator" | "speaker" | "listener";
export type RoomType = "open" | "closed";
export type RecordStatus = "off_the_record";

export interface Person {
  id: AccountId;
  handle: string;
  name: string;
}

export interface Me extends Person {
  languages: Language[];
  role: "owner" | "member";
  lease: { room_id: RoomId; lease_id: LeaseId; role: Role } | null;
}

export interface Card {
  id: RoomId;
  title: string;
  languages: Language[];
  type: RoomType;
  record_status: RecordStatus;
  host: Person;
  stage: Person[];
  on_stage: number;
  listening: number;
  opened_at: Time;
  demo: boolean;
}

export interface Instance {
  name: string;
  host: string;
  state: "unclaimed" | "ready";
  demo: boolean;
  version: string;
}

export interface Profile {
  handle: string;
  name: string;
  languages: Language[];
}

export type InvitationState = "pending" | "opened" | "joined" | "expired" | "revoked";

export interface Invitation {
  id: string;
  language: Language;
  state: InvitationState;
  created_at: Time;
  expires_at: Time;
  member: Person | null;
}

export interface NewInvitation extends Omit<Invitation, "member"> {
  link: string;
}

export interface Welcome {
  instance: Instance;
  inviter: Person;
  language: Language;
}

export interface NewRoom {
  title: string;
  languages: Language[];
  type: RoomType;
  list: string[];
}

/** A lease and what opens the sound with it; `url` is a base to which the library appends /rtc. */
export interface Joined {
  lease_id: LeaseId;
  token: string;
  url: string;
  role: Role;
}

export interface Row {
  account: Person;
  lease_id: LeaseId | null;
  role: Role;
  since: Time;
  presence: "joining" | "present" | "reconnecting" | "seat";
  mic: "none" | "muted" | "live";
  held: boolean;
  new_here: boolean;
  offered: boolean;
}

export interface RosterPage {
  people: Row[];
  next: string | null;
  count: number;
}

/** The body of an `application/problem+json` answer. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  request_id: string;
  retry_after?: number;
  fields?: Record<string, string>;
}

// The feed: a snapshot for each topic, then its frames.

export type EndReason = "left" | "displaced" | "room_ended" | "lost" | "signed_out";

export interface Offer {
  room_id: RoomId;
  by: Person;
  expires_at: Time;
}

export interface MeState {
  me: Me;
  offer: Offer | null;
  hand: { room_id: RoomId; number: number } | null;
  held: boolean;
  ended: { room_id: RoomId; reason: EndReason; by: Person | null } | null;
}

export interface HallwayState {
  rooms: Card[];
}

export interface RoomFacts {
  id: RoomId;
  title: string;
  languages: Language[];
  type: RoomType;
  record_status: RecordStatus;
  host: AccountId;
  opened_at: Time;
  closing_at: Time | null;
  demo: boolean;
}

export interface Audience {
  count: number;
  rows: Row[] | null;
}

export interface Hands {
  count: number;
  rows: { person: Person; at: Time }[] | null;
}

export interface RoomState {
  room: RoomFacts;
  stage: Row[];
  audience: Audience;
  talking: AccountId[];
  hands: Hands;
}

export type MeFrame = { kind: "me"; state: MeState };

export type HallwayFrame = { kind: "card"; card: Card } | { kind: "closed"; room_id: RoomId };

export type RoomFrame =
  | { kind: "room"; room: RoomFacts }
  | { kind: "row"; row: Row }
  | { kind: "went"; account_id: AccountId }
  | ({ kind: "audience" } & Audience)
  | { kind: "count"; count: number }
  | { kind: "talking"; talking: AccountId[] }
  | { kind: "hands"; hands: Hands }
  | { kind: "ended"; reason: string; by: Person | null };

/** What may be watched, and what each topic's snapshot and frames look like. */
export interface Topics {
  me: { state: MeState; frame: MeFrame };
  hallway: { state: HallwayState; frame: HallwayFrame };
  room: { state: RoomState; frame: RoomFrame };
}
