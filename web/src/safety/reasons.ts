/** Why somebody is reported, in the order in which one is asked. */

import type { Key } from "../texts.ts";

export const REASONS = [
  "harassment",
  "hate",
  "impersonation",
  "unwanted",
  "danger",
  "other",
] as const;

export type Reason = (typeof REASONS)[number];

export const REASON_NAMES: Readonly<Record<Reason, Key>> = {
  harassment: "report-harassment",
  hate: "report-hate",
  impersonation: "report-impersonation",
  unwanted: "report-unwanted",
  danger: "report-danger",
  other: "report-other",
};

/** The name of a reason as the wire tells it; null where there is none. */
export function reasonName(reason: string | null | undefined): Key | null {
  const known = REASONS.find((one) => one === reason);
  return known ? REASON_NAMES[known] : null;
}
