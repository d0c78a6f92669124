/** A clock that stands still until a test moves it, and always draws the same chance. */

import type { Clock } from "../../src/live/machine.ts";

interface Alarm {
  at: number;
  act: () => void;
}

export class FakeClock implements Clock {
  #now = Date.parse("2026-03-01T20:00:00Z");
  #alarms: Alarm[] = [];

  now = (): number => this.#now;
  chance = (): number => 0.5;

  after = (ms: number, act: () => void): (() => void) => {
    const alarm = { at: this.#now + ms, act };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  };

  /** Let time pass; alarms ring in their order, and what they promise is kept before the next one. */
  pass = async (ms: number): Promise<void> => {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const [next] = this.#alarms.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#now = Math.max(this.#now, next.at);
      this.#alarms = this.#alarms.filter((other) => other !== next);
      next.act();
    }
    this.#now = end;
    await settled();
  };
}

/** Until every promise that can be kept without time has been kept. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
