import { beforeEach, describe, expect, test, vi } from "vitest";

import { Problem } from "../../src/api/problem.ts";
import type { Row } from "../../src/api/types.ts";
import { type FetchPage, Pages, type People } from "../../src/room/pages.svelte.ts";
import { FakeClock, settled } from "../support/clock.ts";
import { aRow, ROOM } from "../support/wire.ts";

/** Everybody in the audience; a page holds two. */
let audience: string[];
let clock: FakeClock;
const fetch = vi.fn<FetchPage>();

const pageOf = (after: string | null): People => {
  const from = after === null ? 0 : audience.findIndex((id) => id > after);
  const ids = from < 0 ? [] : audience.slice(from, from + 2);
  const next = from + 2 < audience.length ? (ids.at(-1) ?? null) : null;
  return { people: ids.map((id) => aRow(id, "listener")), next };
};

const namesOf = (rows: readonly Row[]): string => rows.map(({ account }) => account.id).join("");

beforeEach(() => {
  audience = ["a", "b", "c", "d", "e"];
  clock = new FakeClock();
  fetch.mockReset();
  fetch.mockImplementation((_, after) => Promise.resolve(pageOf(after)));
});

const open = async (before: readonly Row[] = []): Promise<Pages> => {
  const pages = new Pages(ROOM, before, fetch, clock);
  await pages.load();
  return pages;
};

describe("a large audience", () => {
  test("is shown a page at a time, to the last person", async () => {
    const pages = await open();
    const first = [namesOf(pages.rows), pages.more];
    await pages.showMore();
    await pages.showMore();

    expect(first).toEqual(["ab", true]);
    expect([namesOf(pages.rows), pages.more]).toEqual(["abcde", false]);
  });

  test("that has just grown large stays in sight until its first page is there", async () => {
    const pages = new Pages(ROOM, [aRow("z", "listener")], fetch, clock);
    const before = namesOf(pages.rows);
    await pages.load();

    expect([before, namesOf(pages.rows)]).toEqual(["z", "ab"]);
  });

  test("is fetched anew when somebody comes or goes, as far as it is shown", async () => {
    const pages = await open();
    await pages.showMore();
    audience = ["b", "c", "d", "e"];
    pages.refresh();
    await clock.pass(1_000);

    expect(namesOf(pages.rows)).toBe("bcde");
    expect(pages.more).toBe(false);
  });

  test("asks once a second, however fast it changes", async () => {
    const pages = await open();
    fetch.mockClear();
    for (let change = 0; change < 30; change += 1) {
      pages.refresh();
      await clock.pass(100);
    }

    expect(fetch.mock.calls.length).toBeLessThanOrEqual(3);
  });

  test("asks once more after an answer that was under way", async () => {
    const pages = await open();
    const asked = pages.load();
    void pages.load();
    await asked;
    audience = ["x"];
    await clock.pass(1_000);

    expect(namesOf(pages.rows)).toBe("x");
  });

  test("keeps the row of whoever has not changed, so that it is not drawn again", async () => {
    const pages = await open();
    const [before] = pages.rows;
    await pages.load();

    expect(pages.rows[0]).toBe(before);
  });

  test("keeps what it shows when the server refuses, and says so", async () => {
    const pages = await open();
    fetch.mockRejectedValueOnce(new Problem(0, "server_away"));
    await pages.load();
    const refused = [namesOf(pages.rows), pages.problem?.code];
    await pages.load();

    expect(refused).toEqual(["ab", "server_away"]);
    expect(pages.problem).toBeNull();
  });

  test("is not asked for once nobody looks", async () => {
    const pages = await open();
    fetch.mockClear();
    pages.refresh();
    pages.stop();
    await clock.pass(5_000);
    await settled();

    expect(fetch).not.toHaveBeenCalled();
  });
});
