/** What each kind of notice says, and what one may do about it: a table, no drawing. */

import type { Notice, NoticeKind } from "../api/types.ts";
import type { Key } from "../texts.ts";
import { plain, t } from "../words.svelte.ts";

/** `hello` opens a room for two, `room` enters the one it is about; a path is a page of ours. */
export type Deed = "hello" | "room" | { path: string; text: Key };

interface Telling {
  say: (name: string, room: string) => string;
  /** Where it is about a room that is over. */
  over?: (name: string) => string;
  deed: Deed | null;
}

/** Where one reads what was decided, and appeals. */
const ACTS: Deed = { path: "/me/acts", text: "inbox-acts-look" };

const TELLINGS: Readonly<Record<NoticeKind, Telling>> = {
  joined: { say: (name) => t("inbox-joined", { name }), deed: "hello" },
  ping: {
    say: (name, room) => t("inbox-ping", { name, room }),
    over: (name) => t("inbox-ping-over", { name }),
    deed: "room",
  },
  room_opened: {
    say: (name, room) => t("inbox-room-opened", { name, room }),
    over: (name) => t("inbox-room-opened-over", { name }),
    deed: "room",
  },
  waiting: {
    say: () => t("inbox-waiting"),
    deed: { path: "/invitations", text: "inbox-waiting-look" },
  },
  report_decided: { say: () => t("inbox-report-decided"), deed: ACTS },
  appeal_answered: { say: () => t("inbox-appeal-answered"), deed: ACTS },
  case_waits: {
    say: () => t("inbox-case-waits"),
    deed: { path: "/moderation/reports", text: "inbox-case-look" },
  },
  suspension_lifted: { say: () => t("inbox-suspension-lifted"), deed: ACTS },
};

/** A notice in words. */
export function wordsOf({ kind, about, room }: Notice): string {
  const { say, over } = TELLINGS[kind];
  const name = about?.name ?? plain("inbox-somebody");
  return over && !room ? over(name) : say(name, room?.title ?? "");
}

/** What one may do about it; null where there is nothing, or no room and nobody any more. */
export function deedOf({ kind, about, room }: Notice): Deed | null {
  const { deed } = TELLINGS[kind];
  if (deed === "hello") return about ? deed : null;
  if (deed === "room") return room ? deed : null;
  return deed;
}
