/** Why an act was done, as its entry in the audit log tells it. */

import type { AuditEntry } from "../api/types.ts";
import type { Key } from "../texts.ts";

/** What a report was decided to come to; elsewhere the reason is somebody's own words. */
const DECISIONS: Readonly<Record<string, Key>> = {
  no_action: "decision-no_action",
  warning: "decision-warning",
  suspended: "decision-suspended",
  banned: "decision-banned",
};

/** The text that stands for an entry's reason, or null where it is to be shown as it was written. */
export function becauseOf({ act, reason }: Pick<AuditEntry, "act" | "reason">): Key | null {
  if (act !== "report_decided" || reason === null) return null;
  return Object.hasOwn(DECISIONS, reason) ? (DECISIONS[reason] ?? null) : null;
}
