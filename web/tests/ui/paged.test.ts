import { expect, test, vi } from "vitest";

import { Problem } from "../../src/api/problem.ts";
import { type FetchPage, Paged } from "../../src/ui/paged.svelte.ts";

const fetch = vi.fn<FetchPage<string>>((after) =>
  Promise.resolve(after === null ? { items: ["a"], next: "1" } : { items: ["b"], next: null }),
);

test("each page is added to those before, until there is none", async () => {
  const list = new Paged(fetch);
  await list.load();
  const first = [list.items, list.more];
  await list.load();

  expect(first).toEqual([["a"], true]);
  expect([list.items, list.more]).toEqual([["a", "b"], false]);
});

test("a list that is whole asks for nothing more, and no page stands there twice", async () => {
  const list = new Paged(fetch);
  await Promise.all([list.load(), list.load()]);
  await list.load();
  await list.load();

  expect(list.items).toEqual(["a", "b"]);
});

test("a page that did not come is asked for again", async () => {
  const list = new Paged(fetch);
  fetch.mockRejectedValueOnce(new Problem(0, "offline"));
  await list.load();
  const refused = [list.items, list.problem?.code];
  await list.load();

  expect(refused).toEqual([null, "offline"]);
  expect([list.items, list.problem]).toEqual([["a"], null]);
});
