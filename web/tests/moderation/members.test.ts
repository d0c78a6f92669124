import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";

import Members from "../../src/moderation/Members.svelte";
import { gateway } from "../support/gateway.ts";
import { mounted } from "../support/mounted.ts";

vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));

test("somebody is looked for though the whole list is still on its way", async () => {
  const asked = gateway({ "GET /api/admin/members": [200, { members: [], next: null }] });
  const page = await mounted(Members, {});
  page.querySelector("form")?.requestSubmit();
  flushSync();

  await vi.waitFor(() => {
    expect(page.querySelector("p.soft")).not.toBeNull();
  });
  expect(asked).toHaveLength(2);
});
