/** A media connection without media: it does what it is told and remembers the order. */

import {
  CaptureDenied,
  type Connect,
  type Connection,
  type ConnectionNews,
} from "../../src/live/line.ts";
import type { LevelNews } from "../../src/live/level.ts";
import type { Denial } from "../../src/live/microphone.ts";
import type { Volumes } from "../../src/live/volume.ts";

export class FakeConnection implements Connection {
  readonly did: string[] = [];
  /** Reasons to refuse, by what is refused. */
  blocked = false;
  denial: Denial | null = null;
  unreachable: Error | null = null;
  isSending = true;
  packets = 0;
  volumes: Volumes | null = null;
  /** What the microphone gives in a second; null for a browser that does not tell. */
  energyInSecond: number | null = 0.01;
  level: LevelNews | null = null;
  news: ConnectionNews | null = null;
  #bytes = 0;
  #energy = 0;

  connectTo: Connect = (news) => {
    this.news = news;
    return Promise.resolve(this);
  };

  unlock = (): Promise<void> => {
    this.did.push("unlock");
    return this.blocked ? Promise.reject(new Error("not allowed")) : Promise.resolve();
  };

  connect = (url: string, token: string): Promise<void> => {
    this.did.push(`connect ${url} ${token}`);
    return this.unreachable ? Promise.reject(this.unreachable) : Promise.resolve();
  };

  hangUp = (): void => void this.did.push("hangUp");

  capture = (): Promise<void> => {
    this.did.push("capture");
    return this.denial ? Promise.reject(new CaptureDenied(this.denial)) : Promise.resolve();
  };

  measure = (news: LevelNews): (() => void) => {
    this.did.push("measure");
    this.level = news;
    return () => void this.did.push("measured");
  };

  publish = (): Promise<void> => {
    this.did.push("publish");
    return Promise.resolve();
  };

  mute = (): Promise<void> => {
    this.did.push("mute");
    return Promise.resolve();
  };

  unmute = (): Promise<void> => {
    this.did.push("unmute");
    return Promise.resolve();
  };

  stop = (): void => void this.did.push("stop");

  bytesSent = (): Promise<number> => {
    if (this.isSending) this.#bytes += 100;
    return Promise.resolve(this.#bytes);
  };

  energy = (): Promise<number | null> => {
    if (this.energyInSecond === null) return Promise.resolve(null);
    this.#energy += this.energyInSecond;
    return Promise.resolve(this.#energy);
  };

  packetsReceived = (): Promise<number> => Promise.resolve(this.packets);

  adjust = (volumes: Volumes): void => void (this.volumes = volumes);

  name = (accounts: ReadonlyMap<string, string>): void =>
    void this.did.push(`name ${[...accounts.values()].join(" ")}`);
}
