/** A feed whose server is the test. */

import { Feed, type Socket } from "../../src/live/feed.ts";
import type { FakeClock } from "./clock.ts";

export class FakeSocket implements Socket {
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  readonly sent: unknown[] = [];
  isClosed = false;

  send = (text: string): void => {
    this.sent.push(JSON.parse(text));
  };

  close = (): void => {
    this.isClosed = true;
  };

  open = (): void => this.onopen?.();
  tell = (message: object): void => this.onmessage?.({ data: JSON.stringify(message) });
  fall = (code = 1006): void => this.onclose?.({ code });
}

export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  isHidden = false;
  readonly feed: Feed;
  readonly #seqs = new Map<string, number>();

  constructor(clock: FakeClock) {
    this.feed = new Feed(
      () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket;
      },
      clock,
      () => this.isHidden,
    );
  }

  /** The connection that stands, or was tried last. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("nobody has connected");
    return socket;
  }

  snapshot = (topic: string, state: object): void => {
    this.#seqs.set(topic, 0);
    this.socket.tell({ topic, seq: 0, kind: "snapshot", state });
  };

  frame = (topic: string, frame: object): void => {
    const seq = (this.#seqs.get(topic) ?? 0) + 1;
    this.#seqs.set(topic, seq);
    this.socket.tell({ topic, seq, ...frame });
  };
}
