/** What is said of an invitation in each of its states, and which can still be withdrawn. */

import type { Invitation, InvitationState } from "../api/types.ts";
import type { Key } from "../texts.ts";

export const STATE_NAMES: Readonly<Record<InvitationState, Key>> = {
  pending: "invitation-pending",
  opened: "invitation-opened",
  joined: "invitation-joined",
  expired: "invitation-expired",
  revoked: "invitation-revoked",
};

const OPEN: ReadonlySet<InvitationState> = new Set(["pending", "opened"]);

/** Nobody has come in by it, and somebody still could. */
export function isOpen(invitation: Invitation): boolean {
  return OPEN.has(invitation.state);
}
