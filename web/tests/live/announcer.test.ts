import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import {
  type Announcement,
  announcements,
  say,
  SpeakerAnnouncer,
  type Told,
} from "../../src/live/announcer.ts";
import type { Microphone } from "../../src/live/microphone.ts";
import type { Path } from "../../src/live/path.ts";
import { speak } from "../../src/words.svelte.ts";
import { FakeClock } from "../support/clock.ts";
import { aPerson } from "../support/wire.ts";

beforeAll(() => speak("en"));

const OUT: Path = { at: "out", gone: null };
const IN: Path = { at: "listening", room: "1" };
const PUBLISHING: Microphone = { at: "publishing", by: null, tries: 1, until: 0 };

const told = (changes: Partial<Told>): Told => ({
  path: IN,
  mic: { at: "none" },
  cameDown: false,
  number: null,
  ...changes,
});

describe("what becomes of oneself", () => {
  test.each<[string, Told, Told, Announcement["urgency"]]>([
    ["You are listening.", told({ path: OUT }), told({}), "polite"],
    [
      "You are on stage and muted.",
      told({ mic: PUBLISHING }),
      told({ mic: { at: "muted" } }),
      "assertive",
    ],
    [
      "A moderator has muted you.",
      told({ mic: { at: "muted" } }),
      told({ mic: { at: "held", since: 0 } }),
      "assertive",
    ],
    [
      "You may unmute now.",
      told({ mic: { at: "held", since: 0 } }),
      told({ mic: PUBLISHING }),
      "polite",
    ],
    [
      "No microphone came within 90 seconds, so you are in the audience again. Raise your hand to ask once more.",
      told({ mic: { at: "denied", why: "refused", by: 0 } }),
      told({ cameDown: true }),
      "assertive",
    ],
    [
      "We hear nothing from your microphone.",
      told({ mic: { at: "live", until: null, silent: false } }),
      told({ mic: { at: "live", until: null, silent: true } }),
      "polite",
    ],
    ["You are in the audience.", told({ mic: { at: "muted" } }), told({}), "polite"],
    ["Your hand is raised. You are number 3.", told({ number: 4 }), told({ number: 3 }), "polite"],
    [
      "Anna has ended the room. Thank you for coming.",
      told({}),
      told({
        path: {
          at: "out",
          gone: { room: "1", why: "room_ended", by: aPerson("anna"), words: null },
        },
      }),
      "assertive",
    ],
  ])("is told: %s", (text, before, after, urgency) => {
    expect(announcements(before, after)).toEqual([{ text, urgency }]);
  });

  test("is not told twice, nor when nothing has happened", () => {
    const muted = told({ mic: { at: "muted" }, number: 2 });

    expect(announcements(muted, muted)).toEqual([]);
    expect(announcements(told({ path: OUT }), told({ path: OUT }))).toEqual([]);
  });
});

describe("who speaks", () => {
  let clock: FakeClock;
  let said: string[];
  let speakers: SpeakerAnnouncer;

  beforeEach(() => {
    clock = new FakeClock();
    said = [];
    speakers = new SpeakerAnnouncer(clock, ({ text }) =>
      said.push(text.replace(/[\u2068\u2069]/g, "")),
    );
  });

  test("is told at once, and then gathered for four seconds", async () => {
    speakers.hear(["Anna"]);
    speakers.hear(["Ivan"]);
    speakers.hear(["Anna", "Ivan"]);
    const atFirst = [...said];
    await clock.pass(4_000);

    expect(atFirst).toEqual(["Anna is speaking."]);
    expect(said).toEqual(["Anna is speaking.", "Anna and Ivan are speaking."]);
  });

  test("is not told again after a pause for breath", async () => {
    speakers.hear(["Anna"]);
    speakers.hear([]);
    await clock.pass(4_000);
    speakers.hear(["Anna"]);

    expect(said).toEqual(["Anna is speaking."]);
  });
});

describe("a screen reader", () => {
  test("is told by the browser's own call where there is one", () => {
    const ariaNotify = vi.fn();
    say(Object.assign(document.implementation.createHTMLDocument(), { ariaNotify }), {
      text: "Anna is speaking.",
      urgency: "polite",
    });

    expect(ariaNotify).toHaveBeenCalledExactlyOnceWith("Anna is speaking.", { priority: "normal" });
  });

  test("is told by a live region where there is none", () => {
    const page = document.implementation.createHTMLDocument();
    say(page, { text: "You are listening.", urgency: "polite" });
    say(page, { text: "A moderator has muted you.", urgency: "assertive" });

    expect(page.querySelector("[role=status]")?.textContent).toBe("You are listening.");
    expect(page.querySelector("[role=alert]")?.textContent).toBe("A moderator has muted you.");
  });
});
