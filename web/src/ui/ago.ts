/** How long ago something was, in words. */

import type { Time } from "../api/types.ts";
import { ageOf } from "../dates.ts";
import { t } from "../words.svelte.ts";

export function ago(time: Time): string {
  const age = ageOf(time, Date.now());
  return age.key === "ago-now" ? t(age.key) : t(age.key, { count: age.count });
}
