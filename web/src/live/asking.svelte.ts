/** Keeps what was asked and is not yet true, and the last refusal: controls show it instead of guessing. */

import { Problem } from "../api/problem.ts";
import type { AccountId } from "../api/types.ts";
import type { Clock } from "./machine.ts";

export type CommandKind =
  | "leave"
  | "raise"
  | "lower"
  | "accept"
  | "decline"
  | "stepDown"
  | "end"
  | `${"invite" | "notNow" | "hold" | "release" | "move"}:${AccountId}`;

/** News may come a moment after the answer; until then a control does not fall back to what was. */
const SETTLE_MS = 500;

export class Asking {
  pending = $state.raw<ReadonlyMap<CommandKind, number>>(new Map());
  problem = $state.raw<Problem | null>(null);
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ask once, and say so until the news are there; true when it was not refused. */
  ask = async (kind: CommandKind, call: () => Promise<unknown>): Promise<boolean> => {
    if (this.pending.has(kind)) return true;
    this.pending = new Map([...this.pending, [kind, this.#clock.now()]]);
    this.problem = null;
    try {
      await call();
      this.#clock.after(SETTLE_MS, () => this.settle(kind));
      return true;
    } catch (error) {
      this.refuse(error);
      this.settle(kind);
      return false;
    }
  };

  /** The news have come: these are under way no more. */
  settle = (...kinds: CommandKind[]): void => {
    if (!kinds.some((kind) => this.pending.has(kind))) return;
    this.pending = new Map([...this.pending].filter(([kind]) => !kinds.includes(kind)));
  };

  refuse = (error: unknown): void => {
    this.problem = error instanceof Problem ? error : new Problem(0, "unknown");
  };

  dismiss = (): void => {
    this.problem = null;
  };
}
