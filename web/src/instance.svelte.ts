/** The instance this tab talks to: its name, and whether it has an owner yet. */

import { answer, api } from "./api/client.ts";
import type { Instance as Facts } from "./api/types.ts";

export class Instance {
  facts = $state.raw<Facts | null>(null);

  /** Ask who we talk to. Raises Problem. */
  load = async (): Promise<void> => {
    this.facts = await answer(api.GET("/api/instance"));
  };
}
