/** Makes people, rows and rooms as the server sends them. */

import type {
  Card,
  Me,
  MemberProfile,
  MeState,
  Person,
  Role,
  RoomFacts,
  RoomState,
  Row,
} from "../../src/api/types.ts";

export const ROOM = "late-talk";

export function aPerson(id: string): Person {
  return { id, handle: id, name: id.charAt(0).toUpperCase() + id.slice(1), photo: null };
}

export function aProfile(id: string): MemberProfile {
  return {
    person: aPerson(id),
    bio: "",
    languages: ["is"],
    joined_at: "2026-03-01T20:00:00Z",
    nominated_by: null,
    new_here: false,
    followers: 0,
    following: 0,
    followed_by_me: false,
    follows_me: false,
    blocked_by_me: false,
  };
}

export function aRow(id: string, role: Role, changes: Partial<Row> = {}): Row {
  return {
    account: aPerson(id),
    lease_id: `lease-of-${id}`,
    role,
    since: "2026-03-01T20:00:00Z",
    presence: "present",
    mic: role === "listener" ? "none" : "muted",
    held: false,
    new_here: false,
    offered: false,
    followed: false,
    blocked: false,
    ...changes,
  };
}

const FACTS: RoomFacts = {
  id: ROOM,
  title: "Late talk",
  languages: ["is", "ru"],
  type: "open",
  record_status: "off_the_record",
  host: "anna",
  opened_at: "2026-03-01T19:00:00Z",
  closing_at: null,
  demo: false,
};

export function aRoom(changes: Partial<RoomState> = {}): RoomState {
  return {
    room: FACTS,
    stage: [aRow("anna", "host")],
    audience: { count: 1, blocked: 0, rows: [aRow("ivan", "listener")] },
    talking: [],
    hands: { count: 0, rows: null },
    ...changes,
  };
}

export function aCard(id: string, title = "Late talk"): Card {
  return {
    id,
    title,
    languages: ["is"],
    type: "open",
    record_status: "off_the_record",
    host: aPerson("anna"),
    stage: [aPerson("anna")],
    on_stage: 1,
    listening: 0,
    opened_at: "2026-03-01T19:00:00Z",
    demo: false,
    followed: 0,
    my_language: true,
  };
}

export function aMe(role: Role | null = null, lease = "lease-1"): Me {
  return {
    ...aPerson("ivan"),
    languages: ["en"],
    role: "member",
    lease: role === null ? null : { room_id: ROOM, lease_id: lease, role },
    ways: { passkeys: 1, recovery_codes: 10 },
    recovery: null,
    unread: 0,
  };
}

export function myNews(role: Role | null, changes: Partial<MeState> = {}): MeState {
  return { me: aMe(role), offer: null, hand: null, held: false, ended: null, ...changes };
}
