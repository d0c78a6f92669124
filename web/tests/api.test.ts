import { readFileSync } from "node:fs";

import { afterEach, describe, expect, test, vi } from "vitest";

import { answer, api } from "../src/api/client.ts";
import { Problem, problemOf, textFor } from "../src/api/problem.ts";

const asked = vi.fn<(request: Request) => Promise<Response>>();

const answering = (status: number, body?: object): void => {
  asked.mockResolvedValueOnce(
    new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json" },
    }),
  );
};

const join = (): Promise<unknown> =>
  answer(
    api.POST("/api/rooms/{room_id}/join", {
      params: { path: { room_id: "1" } },
      baseUrl: "http://torg.test",
      fetch: asked,
    }),
  );

afterEach(() => asked.mockReset());

describe("a call", () => {
  test("that commands carries a key under which it may be repeated", async () => {
    answering(200, { lease_id: "1" });
    answering(200, { lease_id: "1" });
    await join();
    await join();
    const keys = asked.mock.calls.map(([request]) => request.headers.get("Idempotency-Key"));

    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  test("that is refused rejects with the server's code", async () => {
    answering(409, { code: "room_full", request_id: "r-1", retry_after: 3, status: 409 });

    await expect(join()).rejects.toMatchObject({
      code: "room_full",
      status: 409,
      requestId: "r-1",
      retryAfter: 3,
    });
  });

  test("without an answer says that the server is away", async () => {
    asked.mockRejectedValueOnce(new TypeError("network"));

    await expect(join()).rejects.toMatchObject({ code: "server_away", status: 0 });
  });

  test("with nothing to answer is done", async () => {
    answering(204);

    await expect(join()).resolves.toBeUndefined();
  });
});

describe("a problem", () => {
  test("that is no problem document is the server being away", () => {
    expect(problemOf(502, "<html>").code).toBe("server_away");
    expect(problemOf(404, undefined).code).toBe("unknown");
  });

  test("has a text of its own for every code of the server", () => {
    const errors = readFileSync("../src/torg/errors.py", "utf8");
    const codes = [...errors.matchAll(/\bcode, status = "([a-z_]+)"/g)].map(
      ([, code = ""]) => code,
    );

    expect(codes.length).toBeGreaterThan(20);
    expect(codes.map(textFor)).toEqual(codes.map((code) => `error-${code.replaceAll("_", "-")}`));
  });

  test("has a text by its code, and one for every other code", () => {
    expect(textFor("stage_full")).toBe("error-stage-full");
    expect(textFor("news_from_the_future")).toBe("error-unknown");
    expect(new Problem(404, "room_not_found").fields).toEqual([]);
  });
});
