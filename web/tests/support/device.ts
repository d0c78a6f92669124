/** A device with or without passkeys: stands in for the browser and for the library that asks it. */

import { vi } from "vitest";

export const startRegistration = vi.fn<() => Promise<unknown>>();
export const startAuthentication = vi.fn<() => Promise<unknown>>();

/** From now on this browser knows passkeys, and every ceremony succeeds. */
export function withPasskeys(): void {
  vi.stubGlobal("PublicKeyCredential", vi.fn());
  startRegistration.mockResolvedValue({ id: "new", type: "public-key" });
  startAuthentication.mockResolvedValue({ id: "shown", type: "public-key" });
}

/** An error as the library hands it on: it keeps the name the browser gave it. */
export function browserError(name: string): Error {
  return Object.assign(new Error("as the browser says it"), { name });
}
