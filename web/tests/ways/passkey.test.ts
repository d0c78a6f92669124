import { afterEach, expect, test, vi } from "vitest";

import { deviceIn } from "../../src/ways/device.ts";
import { createPasskey, NoPasskey, passkeysWork, showPasskey } from "../../src/ways/passkey.ts";
import {
  browserError,
  startAuthentication,
  startRegistration,
  withPasskeys,
} from "../support/device.ts";

vi.mock("@simplewebauthn/browser", () => import("../support/device.ts"));

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a browser that knows passkeys can use them", () => {
  withPasskeys();

  expect(passkeysWork()).toBe(true);
});

test("a browser without passkeys begins no ceremony", async () => {
  await expect(createPasskey({})).rejects.toMatchObject({ why: "unsupported" });

  expect(passkeysWork()).toBe(false);
  expect(startRegistration).not.toHaveBeenCalled();
});

test.each(["192.0.2.7", "[2001:db8::7]"])("at %s there are no passkeys", (hostname) => {
  withPasskeys();
  vi.stubGlobal("location", { hostname });

  expect(passkeysWork()).toBe(false);
});

test.each([
  ["NotAllowedError", "declined"],
  ["AbortError", "declined"],
  ["InvalidStateError", "known"],
  ["SecurityError", "unsupported"],
  ["NotSupportedError", "unsupported"],
  ["UnknownError", "declined"],
])("%s of the browser is: %s", async (name, why) => {
  withPasskeys();
  startAuthentication.mockRejectedValueOnce(browserError(name));
  const refused = await showPasskey({}).catch((error: unknown) => error);

  expect(refused).toBeInstanceOf(NoPasskey);
  expect(refused).toMatchObject({ why });
});

test.each([
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", "iPhone"],
  ["Mozilla/5.0 (Linux; Android 15; Pixel 9)", "Android"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0)", "Linux"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "Mac"],
  ["curl/8", "Torg"],
])("%s is known as %s", (userAgent, device) => {
  expect(deviceIn(userAgent)).toBe(device);
});
