/** Stands in for the HTTP API: answers by a table, and remembers what it was asked. */

import createClient from "openapi-fetch";
import { vi } from "vitest";

import type { Paths } from "../../src/api/types.ts";

/** Status and body by "METHOD /path"; what is not there answers 204. */
export type Answers = Record<string, readonly [number, unknown]>;

export interface Asked {
  call: string;
  body: unknown;
}

let answers: Answers = {};
let asked: Asked[] = [];

export const { answer } =
  await vi.importActual<typeof import("../../src/api/client.ts")>("../../src/api/client.ts");

export const api = createClient<Paths>({
  baseUrl: "http://torg.test",
  fetch: async (request) => {
    const call = `${request.method} ${new URL(request.url).pathname}`;
    const text = await request.text();
    asked.push({ call, body: text === "" ? null : (JSON.parse(text) as unknown) });
    const [status, body] = answers[call] ?? [204, null];
    return new Response(body === null ? null : JSON.stringify(body), { status });
  },
});

/** Answer by this table from now on, which may change meanwhile; what is asked gathers in the list. */
export function gateway(table: Answers): readonly Asked[] {
  answers = table;
  asked = [];
  return asked;
}

/** What the server says when it refuses. */
export function refusal(status: number, code: string): readonly [number, unknown] {
  return [status, { type: "about:blank", title: code, status, code, request_id: "1" }];
}
