/** The calls of the pages about people, each page as lists take it. All reject with Problem. */

import { answer, api } from "../api/client.ts";
import type { Person } from "../api/types.ts";
import type { FetchPage, Page } from "../ui/paged.svelte.ts";

const after = (cursor: string | null): { after?: string } => (cursor ? { after: cursor } : {});

const page = ({ people, next }: { people: Person[]; next: string | null }): Page<Person> => ({
  items: people,
  next,
});

/** Members whose name or handle begins like this, at most twenty a page. */
export async function found(query: string, cursor: string | null): Promise<Page<Person>> {
  return page(
    await answer(api.GET("/api/members", { params: { query: { query, ...after(cursor) } } })),
  );
}

/** Who follows this member, or whom this member follows. */
export function followsOf(handle: string, list: "followers" | "following"): FetchPage<Person> {
  return async (cursor) => {
    const params = { path: { handle }, query: after(cursor) };
    return page(
      await (list === "followers"
        ? answer(api.GET("/api/members/{handle}/followers", { params }))
        : answer(api.GET("/api/members/{handle}/following", { params }))),
    );
  };
}
