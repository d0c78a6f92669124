import { beforeEach, expect, test, vi } from "vitest";

import { Problem } from "../../src/api/problem.ts";
import { type Find, isEnough, queryOf, Search } from "../../src/people/search.svelte.ts";
import { FakeClock } from "../support/clock.ts";
import { aPerson } from "../support/wire.ts";

const find = vi.fn<Find>();
let clock: FakeClock;
let search: Search;

beforeEach(() => {
  clock = new FakeClock();
  search = new Search(find, clock);
  find.mockReset().mockResolvedValue({ items: [aPerson("anna")], next: null });
});

const names = (): string[] | undefined => search.people?.items?.map(({ id }) => id);

test.each([
  ["  Anna ", "Anna"],
  ["@anna", "anna"],
  ["Anna   Jóns", "Anna Jóns"],
])("%j is looked for as %j", (typed, query) => {
  expect(queryOf(typed)).toBe(query);
});

test("two signs are enough, whatever they are made of", () => {
  expect([isEnough("a"), isEnough("𝔞"), isEnough("þó")]).toEqual([false, false, true]);
});

test("the server is asked once, when the hand rests", async () => {
  search.look("an");
  search.look("ann");
  await clock.pass(1000);

  expect(find.mock.calls).toEqual([["ann", null]]);
  expect([names(), search.asking]).toEqual([["anna"], false]);
});

test("what is too short asks nobody, and takes away who was found before", async () => {
  search.look("ann");
  await clock.pass(1000);
  search.look("a");
  await clock.pass(1000);

  expect([find.mock.calls.length, search.people, search.asking]).toEqual([1, null, false]);
});

test("who was found stays while one asks for others", async () => {
  search.look("ann");
  await clock.pass(1000);
  search.look("iv");

  expect([names(), search.asking]).toEqual([["anna"], true]);
});

test("a slow answer to an older question is not shown", async () => {
  let answer = (): void => undefined;
  find.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = () => {
          resolve({ items: [aPerson("old")], next: null });
        };
      }),
  );
  search.look("ol");
  await clock.pass(1000);
  search.look("ann");
  await clock.pass(1000);
  answer();
  await clock.pass(0);

  expect(names()).toEqual(["anna"]);
});

test("a limit that is reached is told, not hidden", async () => {
  find.mockRejectedValueOnce(new Problem(429, "too_many"));
  search.look("ann");
  await clock.pass(1000);

  expect(search.people?.problem?.code).toBe("too_many");
});
