/** Folds frames into the state of a topic; pure, and never the place where a frame gets a meaning. */

import type {
  Audience,
  Card,
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

export function foldHallway(state: HallwayState, message: Message): HallwayState | null {
  const frame = message as unknown as HallwayFrame;
  const other = (id: string): Card[] => state.rooms.filter((card) => card.id !== id);
  switch (frame.kind) {
    case "card":
      return { ...state, rooms: [...other(frame.card.id), frame.card].sort(byRank) };
    case "closed":
      return { ...state, rooms: other(frame.room_id) };
    case "aside":
      return { ...state, folded: frame.folded, hidden: frame.hidden };
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
      return {
        ...state,
        audience: { count: frame.count, blocked: frame.blocked, rows: frame.rows },
      };
    case "count":
      return {
        ...state,
        audience: { ...state.audience, count: frame.count, blocked: frame.blocked },
      };
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
    const { rows, blocked } = state.audience;
    const stage = lacking(state.stage, id);
    if (rows === null) return { ...state, stage };
    return { ...state, stage, audience: listed(placed(rows, row), blocked) };
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
  return rows === audience.rows ? audience : listed(rows, audience.blocked);
}

const idOf = (row: Row): string => row.account.id;

/** Listeners whom I have blocked are counted, and have no rows. */
const listed = (rows: Row[], blocked: number): Audience => ({
  count: rows.length + blocked,
  blocked,
  rows,
});

/** The same array if nobody has to go, so that a list that did not change is not drawn again. */
function lacking(rows: Row[], id: string): Row[] {
  return rows.some((row) => idOf(row) === id) ? rows.filter((row) => idOf(row) !== id) : rows;
}

/** In the place of the row this person has, or behind all others. */
function placed(rows: Row[], row: Row): Row[] {
  const isNew = !rows.some((other) => idOf(other) === idOf(row));
  return isNew ? [...rows, row] : rows.map((other) => (idOf(other) === idOf(row) ? row : other));
}

/** Most people on stage whom I follow, then my languages, then the newest. */
function byRank(one: Card, other: Card): number {
  return (
    other.followed - one.followed ||
    Number(other.my_language) - Number(one.my_language) ||
    compared(sortable(other.opened_at) + other.id, sortable(one.opened_at) + one.id)
  );
}

function byTimeOnStage(one: Row, other: Row): number {
  return compared(sortable(one.since) + idOf(one), sortable(other.since) + idOf(other));
}

function compared(mine: string, theirs: string): number {
  return mine < theirs ? -1 : mine > theirs ? 1 : 0;
}

/** RFC 3339 in UTC with six digits after the point, which may lack or be fewer: then texts sort as times. */
function sortable(time: string): string {
  const [whole = "", fraction = ""] = time.replace(/(Z|\+00:00)$/, "").split(".");
  return `${whole}.${fraction.padEnd(6, "0")}`;
}
