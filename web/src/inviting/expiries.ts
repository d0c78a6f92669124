/** How long an invitation may stay open. */

/** In days. */
export const EXPIRIES_DAYS = ["7", "14", "30"] as const;
export type ExpiryDays = (typeof EXPIRIES_DAYS)[number];
