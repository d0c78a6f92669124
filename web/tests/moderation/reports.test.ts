import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";

import Reports from "../../src/moderation/Reports.svelte";
import { gateway } from "../support/gateway.ts";
import { mounted } from "../support/mounted.ts";
import { aPerson } from "../support/wire.ts";

vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));

const REPORT = {
  id: "r1",
  reason: "harassment",
  state: "in_review",
  about: aPerson("clara"),
  room: { id: "late-talk", title: "Late talk" },
  created_at: "2026-11-22T20:00:00Z",
  decision: null,
  appeals_open: 0,
};

test("another list comes though the one before it was still on its way", async () => {
  gateway({
    "GET /api/admin/appeals": [200, { appeals: [] }],
    "GET /api/admin/reports": [200, { reports: [REPORT], next: null }],
  });
  const page = await mounted(Reports, {});
  page.querySelectorAll<HTMLInputElement>("input[type=radio]")[1]?.click();
  flushSync();

  await vi.waitFor(() => {
    expect(page.querySelector("ul")?.textContent).toContain("Clara");
  });
});
