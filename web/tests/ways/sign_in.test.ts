import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Me } from "../../src/api/types.ts";
import SignIn from "../../src/ways/SignIn.svelte";
import { browserError, startAuthentication, withPasskeys } from "../support/device.ts";
import { gateway, refusal, type Answers } from "../support/gateway.ts";
import { button, mounted } from "../support/mounted.ts";
import { aMe } from "../support/wire.ts";
import { write } from "../support/writing.ts";

vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));
vi.mock("@simplewebauthn/browser", () => import("../support/device.ts"));

const onin = vi.fn<(me: Me) => void>();
let answers: Answers;
let asked: ReturnType<typeof gateway>;

beforeEach(() => {
  onin.mockReset();
  answers = {
    "POST /api/sign-in/options": [200, { id: "challenge", options: {} }],
    "POST /api/sign-in/passkey": [200, aMe()],
    "POST /api/sign-in/recovery": [200, aMe()],
  };
  asked = gateway(answers);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function signInByCode(page: HTMLElement, handle: string, code: string): Promise<void> {
  write(page, 0, handle);
  write(page, 1, code);
  button(page, "Sign in").click();
  await vi.waitFor(() => {
    expect(page.querySelector('[role="alert"]') ?? onin.mock.calls[0]).toBeTruthy();
  });
}

test("a passkey signs in without a name", async () => {
  withPasskeys();
  const page = await mounted(SignIn, { onin });
  button(page, "Sign in with a passkey").click();
  await vi.waitFor(() => {
    expect(onin).toHaveBeenCalledWith(aMe());
  });

  expect(asked.at(-1)?.body).toMatchObject({ id: "challenge", credential: { id: "shown" } });
});

test("who turns the passkey away may try again or take a code", async () => {
  withPasskeys();
  startAuthentication.mockRejectedValueOnce(browserError("NotAllowedError"));
  const page = await mounted(SignIn, { onin });
  button(page, "Sign in with a passkey").click();
  await vi.waitFor(() => {
    expect(page.querySelector('[role="alert"]')?.textContent).toContain("No passkey was used.");
  });

  expect(button(page, "Sign in with a passkey").ariaDisabled).not.toBe("true");
  expect(button(page, "Use a recovery code")).toBeTruthy();
});

test("a passkey that was removed is told kindly", async () => {
  withPasskeys();
  answers["POST /api/sign-in/passkey"] = refusal(401, "sign_in_failed");
  const page = await mounted(SignIn, { onin });
  button(page, "Sign in with a passkey").click();
  await vi.waitFor(() => {
    expect(page.querySelector('[role="alert"]')?.textContent).toContain("does not open anything");
  });

  expect(onin).not.toHaveBeenCalled();
});

test("a browser without passkeys asks for a code at once, and says why", async () => {
  const page = await mounted(SignIn, { onin });
  await signInByCode(page, " @Ivan ", " 0f1e-2d3c ");

  expect(page.textContent).toContain("This browser cannot use passkeys here.");
  expect(page.querySelectorAll("button")).toHaveLength(1);
  expect(asked.at(-1)?.body).toEqual({ handle: "ivan", code: "0f1e-2d3c" });
  expect(onin).toHaveBeenCalledWith(aMe());
});

test("a wrong code says what to look at, and keeps what was written", async () => {
  answers["POST /api/sign-in/recovery"] = refusal(401, "sign_in_failed");
  const page = await mounted(SignIn, { onin });
  await signInByCode(page, "ivan", "wrong");

  expect(page.querySelector('[role="alert"]')?.textContent).toContain("Check the handle");
  expect(page.querySelectorAll("input")[1]?.value).toBe("wrong");
});

test("what is missing is told at its field, and nothing is sent", async () => {
  const page = await mounted(SignIn, { onin });
  button(page, "Sign in").click();
  flushSync();

  expect(page.querySelectorAll("[aria-invalid]")).toHaveLength(2);
  expect(asked).toEqual([]);
});

test("turning to codes puts the hand into the first field", async () => {
  withPasskeys();
  const page = await mounted(SignIn, { onin });
  button(page, "Use a recovery code").click();
  flushSync();

  expect(document.activeElement).toBe(page.querySelector("input"));
});
