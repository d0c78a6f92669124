import { afterEach, beforeEach, expect, test, vi } from "vitest";

import Sessions from "../../src/settings/Sessions.svelte";
import SignOut from "../../src/settings/SignOut.svelte";
import Ways from "../../src/settings/Ways.svelte";
import { withPasskeys } from "../support/device.ts";
import { gateway, refusal, type Answers } from "../support/gateway.ts";
import { button, mounted, withoutMarks } from "../support/mounted.ts";
import { scene } from "../support/torg.ts";
import { aMe } from "../support/wire.ts";

vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));
vi.mock("@simplewebauthn/browser", () => import("../support/device.ts"));
vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));

const PHONE = {
  id: "phone",
  name: "My phone",
  created_at: "2026-03-01T20:00:00Z",
  last_used_at: null,
};
const HERE = { id: "a", current: true, browser: "Firefox on Linux" };
const THERE = { id: "b", current: false, browser: null };
const WHEN = { created_at: "2026-03-01T20:00:00Z", last_seen_at: "2026-03-01T20:00:00Z" };
let answers: Answers;
let asked: ReturnType<typeof gateway>;

beforeEach(async () => {
  await scene.start();
  withPasskeys();
  answers = {
    "GET /api/passkeys": [200, { passkeys: [PHONE] }],
    "GET /api/recovery-codes": [200, { left: 3 }],
    "GET /api/sessions": [
      200,
      {
        sessions: [
          { ...HERE, ...WHEN },
          { ...THERE, ...WHEN },
        ],
      },
    ],
    "POST /api/passkeys/options": [200, {}],
    "POST /api/passkeys": [201, PHONE],
    "POST /api/recovery-codes": [201, { codes: ["one", "two"] }],
    "POST /api/sign-in/options": [200, { id: "challenge", options: {} }],
    "POST /api/sign-in/passkey": [200, aMe()],
  };
  asked = gateway(answers);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const calls = (): string[] => asked.map(({ call }) => call);

async function reading(page: HTMLElement, text: string): Promise<void> {
  await vi.waitFor(() => {
    expect(withoutMarks(page.textContent)).toContain(text);
  });
}

test("who has no way back is told so", async () => {
  answers["GET /api/passkeys"] = [200, { passkeys: [] }];
  answers["GET /api/recovery-codes"] = [200, { left: 0 }];
  const page = await mounted(Ways, {});
  await reading(page, "You have no way back yet.");

  expect(button(page, "New recovery codes")).toBeTruthy();
});

test("a passkey is removed after a question", async () => {
  const page = await mounted(Ways, {});
  await reading(page, "My phone");
  button(page, "Remove the passkey “My phone”").click();
  await reading(page, "It lets nobody in");
  button(page, "Remove").click();
  await vi.waitFor(() => {
    expect(page.querySelector("dialog")).toBeNull();
  });

  expect(calls()).toContain("DELETE /api/passkeys/phone");
});

test("the last way in stays, and the page says why", async () => {
  answers["DELETE /api/passkeys/phone"] = refusal(409, "last_way_in");
  const page = await mounted(Ways, {});
  await reading(page, "My phone");
  button(page, "Remove the passkey “My phone”").click();
  await reading(page, "It lets nobody in");
  button(page, "Remove").click();
  await reading(page, "This is your last way in.");

  expect(page.querySelector("dialog")).not.toBeNull();
});

test("new codes ask first where older ones would die", async () => {
  const page = await mounted(Ways, {});
  await reading(page, "3 codes are left.");
  button(page, "New recovery codes").click();
  await reading(page, "The older ones stop working at once.");
  const dialog = page.querySelector("dialog") ?? page;
  button(dialog, "Take new codes").click();
  await reading(page, "I have written them down");

  expect([...page.querySelectorAll("code")].map((code) => code.textContent)).toEqual([
    "one",
    "two",
  ]);
});

test("an act that wants a fresh sign-in gets one, and goes on", async () => {
  answers["POST /api/passkeys/options"] = refusal(403, "proof_too_old");
  const page = await mounted(Ways, {});
  await reading(page, "My phone");
  button(page, "Add a passkey").click();
  await reading(page, "Name of the passkey");
  button(page, "Create a passkey").click();
  await reading(page, "Sign in once more.");
  answers["POST /api/passkeys/options"] = [200, {}];
  button(page, "Sign in with a passkey").click();
  await reading(page, "Name of the passkey");
  button(page, "Create a passkey").click();
  await vi.waitFor(() => {
    expect(page.querySelector("dialog")).toBeNull();
  });

  expect(calls()).toContain("POST /api/passkeys");
});

test("another browser is logged out with one tap, this one is only marked", async () => {
  const page = await mounted(Sessions, {});
  await reading(page, "Firefox on Linux, here");
  button(page, "Log out: A browser, since 1 March 2026").click();
  await vi.waitFor(() => {
    expect(calls()).toContain("DELETE /api/sessions/b");
  });

  expect(page.querySelectorAll("li button")).toHaveLength(1);
});

test("logging out everywhere asks first, and silences this tab too", async () => {
  const page = await mounted(SignOut, { everywhere: true, onclose: vi.fn() });
  button(page, "Log out everywhere").click();
  await vi.waitFor(() => {
    expect(scene.session.standing).toBe("out");
  });

  expect(scene.commands.signOutEverywhere).toHaveBeenCalledOnce();
  expect(scene.commands.signOut).not.toHaveBeenCalled();
});
