/** One act at a time: whether it is under way, and why the last one came to nothing. */

import { Problem } from "../api/problem.ts";
import type { Suspension } from "../api/types.ts";
import { NoPasskey } from "./passkey.ts";

export type Trouble = Problem | NoPasskey;

export class Attempt {
  /** What is being done, as its own name for it. */
  doing = $state.raw<string | null>(null);
  trouble = $state.raw<Trouble | null>(null);

  /** The server wants to see a fresh sign-in first. */
  get wantsProof(): boolean {
    return this.trouble instanceof Problem && this.trouble.code === "proof_too_old";
  }

  /** The proof was right, but the account is suspended; this is what its member may know. */
  get suspension(): Suspension | null {
    return this.trouble instanceof Problem ? this.trouble.suspension : null;
  }

  /** Do it unless something is being done already; true when it has succeeded. */
  make = async (name: string, act: () => Promise<unknown>): Promise<boolean> => {
    if (this.doing !== null) return false;
    this.doing = name;
    this.trouble = null;
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Problem || error instanceof NoPasskey)) throw error;
      this.trouble = error;
      return false;
    } finally {
      this.doing = null;
    }
  };

  forget = (): void => {
    this.trouble = null;
  };
}
