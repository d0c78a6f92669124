import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";

import Profile from "../../src/people/Profile.svelte";
import { settled } from "../support/clock.ts";
import { type Answers, gateway, refusal } from "../support/gateway.ts";
import { button, mounted, withoutMarks } from "../support/mounted.ts";
import { router } from "../support/torg.ts";
import { aProfile } from "../support/wire.ts";

vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));
vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));

const LOOK = "GET /api/members/anna";

async function drawn(): Promise<void> {
  await settled();
  await settled();
  flushSync();
}

async function open(answers: Answers): Promise<HTMLElement> {
  gateway(answers);
  Object.assign(router, { route: { at: "profile", handle: "anna" } });
  const page = await mounted(Profile, {});
  await drawn();
  return page;
}

const text = (page: HTMLElement): string =>
  withoutMarks(page.textContent).replace(/\s+/g, " ").trim();

test("whoever may not see a profile is told that there is none", async () => {
  const page = await open({ [LOOK]: refusal(404, "member_not_found") });

  expect(page.querySelector("h1")?.textContent).toBe("Nobody here has that handle.");
  expect(text(page)).not.toContain("Anna");
});

test("following counts at once, and the next press takes it back", async () => {
  const page = await open({ [LOOK]: [200, aProfile("anna")] });
  button(page, "Follow Anna").click();
  await drawn();

  expect(text(page)).toContain("1 follower");
  expect(button(page, "Following Anna. Stop following")).not.toBeNull();
});

test("a refused follow changes nothing and says why", async () => {
  const page = await open({
    [LOOK]: [200, aProfile("anna")],
    "PUT /api/members/anna/follow": refusal(429, "too_many"),
  });
  button(page, "Follow Anna").click();
  await drawn();

  expect(text(page)).toContain("0 followers");
  expect(page.querySelector('[role="alert"]')).not.toBeNull();
});

test("a block asks first, and says what it does not do", async () => {
  const page = await open({ [LOOK]: [200, aProfile("anna")] });
  button(page, "More about Anna").click();
  flushSync();
  button(page, "Block").click();
  flushSync();

  expect(text(page)).toContain("In rooms of other hosts nothing changes");

  const dialog = page.querySelector("dialog") ?? page;
  button(dialog, "Block").click();
  await drawn();

  expect(button(page, "Unblock Anna")).not.toBeNull();
});
