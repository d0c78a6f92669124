/** A session whose server, sound and clock are the test's. */

import { vi } from "vitest";

import type { EndReason, MeState, Person, Role, RoomState } from "../../src/api/types.ts";
import type { Commands } from "../../src/live/commands.ts";
import { LiveSession } from "../../src/live/session.svelte.ts";
import { FakeClock, settled } from "./clock.ts";
import { FakeConnection } from "./connection.ts";
import { FakeServer } from "./feed.ts";
import { aMe, aRoom, myNews, ROOM } from "./wire.ts";

const done = (): Promise<void> => Promise.resolve();

export class Scene {
  readonly clock = new FakeClock();
  readonly server = new FakeServer(this.clock);
  readonly connection = new FakeConnection();
  role: Role = "listener";
  leases = 0;
  readonly commands = {
    me: vi.fn<Commands["me"]>(() => Promise.resolve(aMe())),
    signOut: vi.fn(done),
    signOutEverywhere: vi.fn(done),
    join: vi.fn<Commands["join"]>(() => {
      this.leases += 1;
      const lease_id = this.lease;
      return Promise.resolve({ lease_id, token: "token", url: "wss://torg", role: this.role });
    }),
    leave: vi.fn<Commands["leave"]>(done),
    raise: vi.fn<Commands["raise"]>(done),
    lower: vi.fn<Commands["lower"]>(done),
    accept: vi.fn<Commands["accept"]>(done),
    decline: vi.fn<Commands["decline"]>(done),
    end: vi.fn<Commands["end"]>(done),
    invite: vi.fn<Commands["invite"]>(done),
    notNow: vi.fn<Commands["notNow"]>(done),
    hold: vi.fn<Commands["hold"]>(done),
    release: vi.fn<Commands["release"]>(done),
    move: vi.fn<Commands["move"]>(done),
  } satisfies Commands;
  readonly session = new LiveSession(
    this.commands,
    this.server.feed,
    this.connection.connectTo,
    this.clock,
  );

  get lease(): string {
    return `lease-${this.leases}`;
  }

  /** Signed in, with the feed open. */
  start = async (): Promise<void> => {
    await this.session.open();
    this.server.socket.open();
    this.server.snapshot("me", myNews(null));
  };

  /** My own news, as whoever holds the present lease in a role. */
  tellMe = async (role: Role | null, changes: Partial<MeState> = {}): Promise<void> => {
    this.server.frame("me", {
      kind: "me",
      state: { ...myNews(null), me: aMe(role, this.lease), ...changes },
    });
    await settled();
  };

  tellEnded = (
    reason: EndReason,
    by: Person | null = null,
    words: string | null = null,
  ): Promise<void> => this.tellMe(null, { ended: { room_id: ROOM, reason, by, words } });

  tellRoom = (state: RoomState): void => this.server.snapshot(`room:${ROOM}`, state);

  /** In the room and hearing it. */
  enter = async (role: Role = "listener"): Promise<void> => {
    this.role = role;
    this.session.enter(ROOM);
    await settled();
    await this.tellMe(role);
    this.tellRoom(aRoom());
    await settled();
  };
}
