/** What the two machines of the live session have in common: a step is pure, a runner keeps its time. */

/** Milliseconds since 1970, and a draw from 0 up to 1; both are given, so that a test can give them. */
export interface Moment {
  now: number;
  chance: number;
}

export interface Step<State, Effect> {
  state: State;
  effects: readonly Effect[];
}

export interface Clock {
  now: () => number;
  chance: () => number;
  /** Call `act` after some milliseconds; the answer calls it off. */
  after: (ms: number, act: () => void) => () => void;
}

/** The clock of the browser. */
export const clock: Clock = {
  now: () => Date.now(),
  chance: () => Math.random(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** How long to wait before a new try: full jitter between 0.2 s and 5 s, growing with each try. */
export function backOff(tries: number, chance: number): number {
  const most = Math.min(5_000, 400 * 2 ** tries);
  return 200 + chance * (most - 200);
}

/** What a machine consists of: where it begins, how it steps, and when `late` is due, or null. */
export interface Machine<State, Event, Effect> {
  start: State;
  step: (state: State, event: Event, moment: Moment) => Step<State, Effect>;
  due: (state: State) => number | null;
  late: Event;
}

/** Runs one machine: keeps its state, wakes it when it is late, hands out its effects, then tells. */
export class Runner<State, Event, Effect> {
  state: State;
  readonly #machine: Machine<State, Event, Effect>;
  readonly #clock: Clock;
  readonly #perform: (effect: Effect, state: State) => void;
  readonly #moved: () => void;
  #callOff: (() => void) | null = null;

  constructor(
    machine: Machine<State, Event, Effect>,
    clock: Clock,
    perform: (effect: Effect, state: State) => void,
    moved: () => void,
  ) {
    this.#machine = machine;
    this.#clock = clock;
    this.#perform = perform;
    this.#moved = moved;
    this.state = machine.start;
  }

  send = (event: Event): void => {
    const now = this.#clock.now();
    const { state, effects } = this.#machine.step(this.state, event, {
      now,
      chance: this.#clock.chance(),
    });
    this.state = state;
    this.#callOff?.();
    const due = this.#machine.due(state);
    this.#callOff = due === null ? null : this.#clock.after(Math.max(0, due - now), this.#wake);
    for (const effect of effects) this.#perform(effect, state);
    this.#moved();
  };

  #wake = (): void => this.send(this.#machine.late);
}
