import { afterEach, beforeEach, expect, test, vi } from "vitest";

import ComeBack from "../../src/signin/ComeBack.svelte";
import Recover from "../../src/signin/Recover.svelte";
import { browserError, startRegistration, withPasskeys } from "../support/device.ts";
import { gateway, refusal, type Answers } from "../support/gateway.ts";
import { button, mounted } from "../support/mounted.ts";
import { router, scene } from "../support/torg.ts";
import { aMe } from "../support/wire.ts";

vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));
vi.mock("@simplewebauthn/browser", () => import("../support/device.ts"));
vi.mock("../../src/torg.ts", () => import("../support/torg.ts"));

const CODES = Array.from({ length: 10 }, (_, at) => `code-${at}`);
let answers: Answers;
let asked: ReturnType<typeof gateway>;

beforeEach(async () => {
  await scene.start();
  router.replace.mockReset();
  answers = {
    "POST /api/passkeys/options": [200, {}],
    "POST /api/passkeys": [201, { id: "1", name: "Linux", created_at: "", last_used_at: null }],
    "POST /api/recovery-codes": [201, { codes: CODES }],
    "POST /api/sign-in/link": [200, aMe()],
  };
  asked = gateway(answers);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function titled(page: HTMLElement, title: string): Promise<void> {
  await vi.waitFor(() => {
    expect(page.querySelector("h1")?.textContent).toBe(title);
  });
}

test("a newcomer makes a passkey and writes ten codes down", async () => {
  withPasskeys();
  const page = await mounted(ComeBack, {});
  button(page, "Create a passkey").click();
  await titled(page, "For the day a device is lost");
  button(page, "Show my recovery codes").click();
  await titled(page, "Your recovery codes");
  const shown = [...page.querySelectorAll("code")].map((code) => code.textContent);
  button(page, "I have written them down").click();

  expect(shown).toEqual(CODES);
  expect(asked.map(({ call }) => call)).toContain("POST /api/passkeys");
  expect(router.replace).toHaveBeenCalledWith("/");
});

test("without a passkey the only way on is by codes", async () => {
  const page = await mounted(ComeBack, {});

  expect([...page.querySelectorAll("button")].map((one) => one.textContent.trim())).toEqual([
    "Show my recovery codes",
  ]);
});

test("who declines may try again or take codes, but not go on with nothing", async () => {
  withPasskeys();
  startRegistration.mockRejectedValueOnce(browserError("NotAllowedError"));
  const page = await mounted(ComeBack, {});
  button(page, "Create a passkey").click();
  await vi.waitFor(() => {
    expect(page.querySelector('[role="alert"]')?.textContent).toContain("No passkey was made.");
  });

  expect(page.querySelectorAll("button")).toHaveLength(2);
  expect(router.replace).not.toHaveBeenCalled();
});

test("who comes too late for a way back is told who can help", async () => {
  answers["POST /api/recovery-codes"] = refusal(403, "proof_too_old");
  const page = await mounted(ComeBack, {});
  button(page, "Show my recovery codes").click();
  await vi.waitFor(() => {
    expect(page.textContent).toContain("only shortly after");
  });

  expect(button(page, "Back to the hallway")).toBeTruthy();
});

test("a recovery link is used by a tap, not by being opened", async () => {
  router.secret = "t0ken";
  const page = await mounted(Recover, {});
  const before = [...asked];
  button(page, "Come back in").click();
  await vi.waitFor(() => {
    expect(router.replace).toHaveBeenCalledWith("/come-back");
  });

  expect(before).toEqual([]);
  expect(asked[0]).toEqual({ call: "POST /api/sign-in/link", body: { token: "t0ken" } });
});

test("a dead recovery link says so", async () => {
  router.secret = "t0ken";
  answers["POST /api/sign-in/link"] = refusal(401, "sign_in_failed");
  const page = await mounted(Recover, {});
  button(page, "Come back in").click();
  await titled(page, "This link no longer opens anything.");

  expect(button(page, "Sign in")).toBeTruthy();
});
