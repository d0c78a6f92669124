/** The calls about signing in and the ways to do so. All of them raise Problem. */

import { answer, api } from "../api/client.ts";
import type { Me, Passkey } from "../api/types.ts";
import { createPasskey, showPasskey } from "./passkey.ts";

/** Make a passkey on this device and tell the server. Raises NoPasskey as well. */
export async function addPasskey(name: string): Promise<Passkey> {
  const options = await answer(api.POST("/api/passkeys/options"));
  const credential = await createPasskey(options);
  return answer(api.POST("/api/passkeys", { body: { credential, name } }));
}

/** Take ten new codes; older ones are dead from now on. */
export async function newCodes(): Promise<readonly string[]> {
  return (await answer(api.POST("/api/recovery-codes"))).codes;
}

/** Raises NoPasskey as well. */
export async function signInByPasskey(): Promise<Me> {
  const { id, options } = await answer(api.POST("/api/sign-in/options"));
  const credential = await showPasskey(options);
  return answer(api.POST("/api/sign-in/passkey", { body: { id, credential } }));
}

export function signInByCode(handle: string, code: string): Promise<Me> {
  return answer(api.POST("/api/sign-in/recovery", { body: { handle, code } }));
}

export function signInByLink(token: string): Promise<Me> {
  return answer(api.POST("/api/sign-in/link", { body: { token } }));
}

/** Ask, once, that one's suspension be lifted. */
export async function appealSuspension(ticket: string, words: string): Promise<void> {
  await answer(api.POST("/api/appeals", { body: { ticket, words } }));
}

/** Nobody learns whether there is such a member, or an address. Raises Problem. */
export async function mailCode(handle: string): Promise<void> {
  await answer(api.POST("/api/sign-in/mail", { body: { handle } }));
}

export function signInByMailedCode(handle: string, code: string): Promise<Me> {
  return answer(api.POST("/api/sign-in/mail/code", { body: { handle, code } }));
}
