/** The typed calls of the HTTP API: one origin, an Idempotency-Key on every command. */

import createClient from "openapi-fetch";

import { Problem, problemOf } from "./problem.ts";
import type { Paths } from "./types.ts";

export const api = createClient<Paths>({ baseUrl: "/" });

api.use({
  onRequest({ request }) {
    if (request.method !== "GET") request.headers.set("Idempotency-Key", crypto.randomUUID());
    return request;
  },
  onError() {
    return new Problem(0, navigator.onLine ? "server_away" : "offline");
  },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Await a call and hand back its body. Raises Problem, never anything else. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemOf(response.status, error);
  return data as T;
}
