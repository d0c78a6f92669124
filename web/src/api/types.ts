/** Every shape that crosses the wire, by HTTP and by the feed, named from the generated schema. */

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
export type AuditEntry = Schemas["Entry"];
export type AuditEntries = Schemas["Entries"];
/** What a suspended member may know of it, and the ticket to appeal with unless they have. */
export type Suspension = Schemas["SuspensionTold"];
export type SuspensionAppeal = Schemas["SuspensionAppeal"];
export type MyAppeal = Schemas["MyAppeal"];
export type MyReports = Schemas["MyReports"];
export type BranchSuspended = Schemas["BranchSuspended"];
export type Decision = Schemas["Decision"];
export type MemberRow = Schemas["MemberRow"];
export type Report = Schemas["Report"];
export type ReportRow = Schemas["ReportRow"];
export type ReportState = Schemas["ReportState"];
export type SomebodysInvitation = Schemas["SomebodysInvitation"];
export type TreeNode = Schemas["Node"];
export type OwnersChoices = Schemas["OwnersChoices"];
export type MyEmail = Schemas["MyEmail"];
export type MyNominations = Schemas["MyNominations"];
export type Quota = Schemas["Quota"];
export type Reserved = Schemas["Reserved"];
export type ReservedPasskey = Schemas["ReservedPasskey"];
export type WaitingStanding = Schemas["Standing"];
export type Reservation = Schemas["Reservation"];
export type Welcome = Schemas["Welcome"];
export type MemberProfile = Schemas["MemberProfile"];
export type Notice = Schemas["Notice"];
export type NoticeKind = Schemas["Kind"];
/** How often one wants to hear of a kind. */
export type Wish = Schemas["WishFor"]["wish"];
export type WishedKind = Schemas["KindWish"]["kind"];
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

export type EndReason = Schemas["EndReason"];
export type Offer = Schemas["MyOffer"];
export type RoomFacts = Schemas["Head"];
export type Audience = Schemas["Audience"];
export type Hands = Schemas["Hands"];

export type MeState = Schemas["MyState"];
export type HallwayState = Schemas["Hallway"];
export type RoomState = Schemas["RoomState"];

export type MeFrame = Schemas["MeFrames"];
export type HallwayFrame = Schemas["HallwayFrames"];
export type RoomFrame = Schemas["RoomFrames"];

/** What may be watched, and what each topic's snapshot and frames look like. */
export interface Topics {
  me: { state: MeState; frame: MeFrame };
  hallway: { state: HallwayState; frame: HallwayFrame };
  room: { state: RoomState; frame: RoomFrame };
}
