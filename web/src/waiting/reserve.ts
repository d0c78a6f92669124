/** What a person without an invitation sends to the waiting list. */

import { answer, api } from "../api/client.ts";
import type { Profile, Reserved, ReservedPasskey, WaitingStanding } from "../api/types.ts";
import { isHandle, tidiedHandle } from "../ui/profile.ts";
import { deviceIn } from "../ways/device.ts";
import { createPasskey } from "../ways/passkey.ts";

export const KNOWN_AT_MOST = 3;

/** Read up to three handles; null for one that cannot be a handle. */
export function handlesIn(typed: readonly string[]): readonly string[] | null {
  const handles = typed.map(tidiedHandle).filter((handle) => handle !== "");
  return handles.every(isHandle) ? [...new Set(handles)] : null;
}

/** Reserve a name, with a passkey of this device if wanted. Raises Problem and NoPasskey. */
export async function reserve(
  profile: Profile,
  known: readonly string[],
  withPasskey: boolean,
): Promise<Reserved> {
  const passkey = withPasskey ? await newPasskey(profile) : null;
  const body = { ...profile, known: [...known], passkey };
  return answer(api.POST("/api/waiting", { body }));
}

export function look(handle: string, code: string): Promise<WaitingStanding> {
  return answer(api.POST("/api/waiting/look", { body: { handle, code } }));
}

/** The answer has no body: all went well. Raises Problem. */
export async function withdraw(handle: string, code: string): Promise<void> {
  await answer(api.POST("/api/waiting/withdraw", { body: { handle, code } }));
}

async function newPasskey({ handle, name }: Profile): Promise<ReservedPasskey> {
  const asked = await answer(api.POST("/api/waiting/options", { body: { handle, name } }));
  const credential = await createPasskey(asked.options);
  return { id: asked.id, credential, name: deviceIn(navigator.userAgent) };
}
