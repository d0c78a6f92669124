/** Folds frames into the state of a topic; pure, and never the place where a frame gets a meaning. */

import type {
  Audience,
  HallwayFrame,
  HallwayState,
  MeFrame,
  MeState,
  RoomFrame,
  RoomState,
  Row,
} from "../api/types.ts";

/** What has been followed so far of one topic. */
export interface Followed<State> {
  seq: number;
  state: State;
}

/** A message of the feed, read but not trusted: its kind may be one we do not know. */
export interface Message {
  topic: string;
  seq: number;
  kind: string;
}

/** Fold one frame into a state; null for a kind we do not know. */
export type Fold<State> = (state: State, frame: Message) => State | null;

/** The answer to one message: what is drawn from now on, and whether a fresh snapshot is needed. */
export interface Followup<State> {
  followed: Followed<State> | null;
  lost: boolean;
}

/** Follow a topic by one message; frames we have had are dropped, a gap or an unknown kind is lost. */
export function follow<State>(
  followed: Followed<State> | null,
  message: Message,
  fold: Fold<State>,
): Followup<State> {
  const { seq, kind } = message;
  if (kind === "snapshot") {
    const { state } = message as Message & { state: State };
    return { followed: { seq, state }, lost: false };
  }
  if (followed === null || seq <= followed.seq) return { followed, lost: false };
  const state = seq === followed.seq + 1 ? fold(followed.state, message) : null;
  return state === null ? { followed, lost: true } : { followed: { seq, state }, lost: false };
}

export function foldMe(_: MeState, message: Message): MeState | null {
  const frame = message as unknown as MeFrame;
  return message.kind === ("me" satisfies MeFrame["kind"]) ? frame.state : null;
}

export function foldHallway({ rooms }: HallwayState, message: Message): HallwayState | null {
  const frame = message as unknown as HallwayFrame;
  switch (frame.kind) {
    case "card":
      return { rooms: placed(rooms, frame.card, (card) => card.id, "first") };
    case "closed":
      return { rooms: rooms.filter((card) => card.id !== frame.room_id) };
    default:
      frame satisfies never;
      return null;
  }
}

export function foldRoom(state: RoomState, message: Message): RoomState | null {
  const frame = message as unknown as RoomFrame;
  switch (frame.kind) {
    case "room":
      return { ...state, room: frame.room };
    case "row":
      return withRow(state, frame.row);
    case "went":
      return without(state, frame.account_id);
    case "audience":
      return { ...state, audience: { count: frame.count, rows: frame.rows } };
    case "count":
      return { ...state, audience: { ...state.audience, count: frame.count } };
    case "talking":
      return { ...state, talking: frame.talking };
    case "hands":
      return { ...state, hands: frame.hands };
    case "ended":
      return state;
    default:
      frame satisfies never;
      return null;
  }
}

function withRow(state: RoomState, row: Row): RoomState {
  const { id } = row.account;
  if (row.role === "listener") {
    const { rows } = state.audience;
    const stage = lacking(state.stage, id);
    if (rows === null) return { ...state, stage };
    return { ...state, stage, audience: listed(placed(rows, row, idOf, "last")) };
  }
  const stage = [...lacking(state.stage, id), row].sort(byTimeOnStage);
  return { ...state, stage, audience: audienceWithout(state.audience, id) };
}

function without(state: RoomState, id: string): RoomState {
  return {
    ...state,
    stage: lacking(state.stage, id),
    audience: audienceWithout(state.audience, id),
  };
}

function audienceWithout(audience: Audience, id: string): Audience {
  if (audience.rows === null) return audience;
  const rows = lacking(audience.rows, id);
  return rows === audience.rows ? audience : listed(rows);
}

const idOf = (row: Row): string => row.account.id;

const listed = (rows: Row[]): Audience => ({ count: rows.length, rows });

/** The same array if nobody has to go, so that a list that did not change is not drawn again. */
function lacking(rows: Row[], id: string): Row[] {
  return rows.some((row) => idOf(row) === id) ? rows.filter((row) => idOf(row) !== id) : rows;
}

function placed<Item>(
  items: Item[],
  item: Item,
  id: (item: Item) => string,
  where: "first" | "last",
): Item[] {
  if (items.some((other) => id(other) === id(item))) {
    return items.map((other) => (id(other) === id(item) ? item : other));
  }
  return where === "first" ? [item, ...items] : [...items, item];
}

function byTimeOnStage(one: Row, other: Row): number {
  const [mine, theirs] = [sortable(one.since) + idOf(one), sortable(other.since) + idOf(other)];
  return mine < theirs ? -1 : mine > theirs ? 1 : 0;
}

/** RFC 3339 in UTC with six digits after the point, which may lack or be fewer: then texts sort as times. */
function sortable(time: string): string {
  const [whole = "", fraction = ""] = time.replace(/(Z|\+00:00)$/, "").split(".");
  return `${whole}.${fraction.padEnd(6, "0")}`;
}
