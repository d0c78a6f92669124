import { flushSync } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";

import type { Suspension } from "../../src/api/types.ts";
import Page from "../../src/signin/Page.svelte";
import Suspended from "../../src/signin/Suspended.svelte";
import { gateway, refusal, type Answers } from "../support/gateway.ts";
import { button, mounted, withoutMarks } from "../support/mounted.ts";
import { scene } from "../support/torg.ts";
import { write } from "../support/writing.ts";

vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));
vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));

const onback = vi.fn<() => void>();
let answers: Answers;
let asked: ReturnType<typeof gateway>;

beforeEach(async () => {
  await scene.start();
  onback.mockReset();
  answers = {};
  asked = gateway(answers);
});

function aSuspension(changed: Partial<Suspension> = {}): Suspension {
  return {
    since: "2026-11-22T12:00:00Z",
    until: "2026-11-25T12:00:00Z",
    words: "Shouting",
    ticket: "t1cket",
    ...changed,
  };
}

function says(page: HTMLElement): string {
  return withoutMarks(page.textContent).replace(/\s+/g, " ");
}

function pleads(page: HTMLElement, words: string): void {
  const area = page.querySelector("textarea");
  if (!area) throw new Error("nothing to write into");
  area.value = words;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  button(page, "Appeal").click();
}

test("whoever signs in and is suspended reads why, and may appeal", async () => {
  const [status, body] = refusal(403, "suspended");
  const told = { ...(body as object), suspension: aSuspension() };
  answers["POST /api/sign-in/recovery"] = [status, told];
  const page = await mounted(Page, {});
  write(page, 0, "bob");
  write(page, 1, "a code");
  button(page, "Sign in").click();
  await vi.waitFor(() => {
    expect(page.querySelector("h1")?.textContent).toBe("Your account is suspended");
  });

  expect(document.activeElement).toBe(page.querySelector("h1"));
  expect(says(page)).toContain("You can sign in again on 25 November 2026 at ");
  expect(says(page)).toContain("Shouting");
  button(page, "Back to signing in").click();
  await vi.waitFor(() => {
    expect(page.querySelector("h1")?.textContent).toBe("Sign in");
  });
});

test("an appeal is sent once, with the ticket in its body", async () => {
  const page = await mounted(Suspended, { suspension: aSuspension(), onback });
  pleads(page, " It was not me ");
  await vi.waitFor(() => {
    expect(says(page)).toContain("Your appeal is with the admins");
  });

  expect(asked).toEqual([
    { call: "POST /api/appeals", body: { ticket: "t1cket", words: "It was not me" } },
  ]);
  expect(page.querySelector("form")).toBeNull();
  expect(document.activeElement?.textContent).toContain("Your appeal is with the admins");
});

test("an appeal needs words, and the field says so", async () => {
  const page = await mounted(Suspended, { suspension: aSuspension(), onback });
  pleads(page, "  ");
  await vi.waitFor(() => {
    expect(document.activeElement).toBe(page.querySelector("textarea[aria-invalid]"));
  });

  expect(asked).toEqual([]);
  expect(says(page)).toContain("Write why it should be looked at again.");
});

test("a ticket that is too old says what helps, and keeps the words", async () => {
  answers["POST /api/appeals"] = refusal(404, "appeal_ticket_dead");
  const page = await mounted(Suspended, { suspension: aSuspension(), onback });
  pleads(page, "It was not me");
  await vi.waitFor(() => {
    expect(page.querySelector('[role="alert"]')?.textContent).toContain("Sign in again");
  });

  expect(page.querySelector("textarea")?.value).toBe("It was not me");
});

test("what a report led to names its reason and room, and no end where there is none", async () => {
  const suspension = aSuspension({ until: null, about: "harassment", room: "Late talk" });
  const page = await mounted(Suspended, { suspension, onback });

  expect(says(page)).toContain("It stays so until an admin lifts it.");
  expect(says(page)).toContain("Harassment or threats, in “Late talk”");
});

test.each([
  [{ appealed_at: "2026-11-23T12:00:00Z" }, "has not been answered yet"],
  [
    { appealed_at: "2026-11-23T12:00:00Z", answered_at: "2026-11-24T12:00:00Z", upheld: true },
    "the decision stands",
  ],
])("whoever has appealed reads what came of it (%#)", async (appeal, text) => {
  const suspension = aSuspension({ ticket: null, ...appeal, answer: "We looked again." });
  const page = await mounted(Suspended, { suspension, onback });

  expect(says(page)).toContain(text);
  expect(says(page)).toContain("We looked again.");
  expect(page.querySelector("form")).toBeNull();
});
