import { beforeAll, expect, test } from "vitest";

import type { Notice, NoticeKind } from "../../src/api/types.ts";
import { deedOf, wordsOf } from "../../src/inbox/notices.ts";
import { speak } from "../../src/words.svelte.ts";
import { withoutMarks } from "../support/mounted.ts";
import { aPerson, ROOM } from "../support/wire.ts";

const KINDS: readonly NoticeKind[] = [
  "joined",
  "ping",
  "room_opened",
  "waiting",
  "report_decided",
  "appeal_answered",
  "suspension_lifted",
];

const aNotice = (kind: NoticeKind, changes: Partial<Notice> = {}): Notice => ({
  id: "1",
  kind,
  at: "2026-03-01T20:00:00Z",
  read: false,
  about: aPerson("anna"),
  room: { id: ROOM, title: "Late talk" },
  subject: null,
  ...changes,
});

beforeAll(() => speak("en"));

test.each(KINDS)("a notice of the kind %s is a sentence", (kind) => {
  expect(wordsOf(aNotice(kind))).toMatch(/[.?]$/);
});

test("a ping names who asks, and into which room", () => {
  expect(withoutMarks(wordsOf(aNotice("ping")))).toBe("Anna asks you into “Late talk”.");
  expect(deedOf(aNotice("ping"))).toBe("room");
});

test("a room that is over can be entered no more, and has no name", () => {
  const over = aNotice("ping", { room: null });

  expect(withoutMarks(wordsOf(over))).toBe("Anna asked you into a room that is over.");
  expect(deedOf(over)).toBeNull();
});

test("whoever has left is nobody one could greet", () => {
  const gone = aNotice("joined", { about: null, room: null });

  expect(withoutMarks(wordsOf(gone))).toContain("Somebody who is no longer here");
  expect(deedOf(gone)).toBeNull();
});

test("a newcomer can be greeted", () => {
  expect(deedOf(aNotice("joined", { room: null }))).toBe("hello");
});
