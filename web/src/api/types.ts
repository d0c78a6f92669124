/** Every shape that crosses the wire: those of HTTP from the schema, those of the feed by hand. */

import type { components, paths } from "./schema.d.ts";

type Schemas = Narrowed<components["schemas"]>;

/** The calls of the HTTP API, with languages narrowed to those we have words for. */
export type Paths = Narrowed<paths>;

/** Answers call a language a text; only languages that Torg speaks are ever stored. */
type Narrowed<Shape> = {
  [Field in keyof Shape]: Field extends "languages" ? Language[] : Narrowed<Shape[Field]>;
};

export type AccountId = string;
export type RoomId = string;
export type LeaseId = string;
/** RFC 3339, in UTC. */
export type Time = string;

export type Language = components["schemas"]["NewInvitation"]["language"];
export type Role = Schemas["Role"];
export type RoomType = Schemas["RoomType"];
export type RecordStatus = Schemas["RecordStatus"];
export type Person = Schemas["Person"];
export type Me = Schemas["Me"];
export type Card = Schemas["Card"];
export type Instance = Schemas["Instance"];
export type Profile = Omit<Schemas["Newcomer"], "token">;
export type Invitation = Schemas["Invitation"];
export type InvitationState = Schemas["State"];
export type NewInvitation = Schemas["InvitationMade"];
export type Welcome = Schemas["Welcome"];
export type Passkey = Schemas["Passkey"];
export type RecoveryNotice = Schemas["RecoveryNotice"];
export type LoginSession = Schemas["LoginSession"];
export type NewRoom = Schemas["RoomWish"];
/** A lease and what opens the sound with it; `url` is a base to which the library appends /rtc. */
export type Joined = Schemas["Ticket"];
export type Row = Schemas["Row"];
export type RosterPage = Schemas["People"];
/** The body of an `application/problem+json` answer. */
export type ProblemBody = Schemas["Problem"];

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
