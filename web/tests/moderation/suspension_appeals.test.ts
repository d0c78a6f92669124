import { beforeEach, expect, test, vi } from "vitest";

import type { SuspensionAppeal } from "../../src/api/types.ts";
import SuspensionAppeals from "../../src/moderation/SuspensionAppeals.svelte";
import { gateway, type Answers } from "../support/gateway.ts";
import { button, mounted, withoutMarks } from "../support/mounted.ts";

vi.mock("../../src/api/client.ts", () => import("../support/gateway.ts"));

let answers: Answers;
let asked: ReturnType<typeof gateway>;

function anAppeal(changed: Partial<SuspensionAppeal> = {}): SuspensionAppeal {
  return {
    id: "a1",
    person: { id: "b", handle: "bob", name: "Bob", photo: null },
    words: "It was not me",
    at: "2026-11-23T12:00:00Z",
    suspended: { since: "2026-11-22T12:00:00Z", until: null },
    suspended_by: { id: "o", handle: "owner", name: "Olga", photo: null },
    reason: "Shouting",
    mine_to_answer: true,
    ...changed,
  };
}

async function listed(...appeals: readonly SuspensionAppeal[]): Promise<HTMLElement> {
  answers["GET /api/admin/appeals"] = [200, { appeals }];
  const page = await mounted(SuspensionAppeals, {});
  await vi.waitFor(() => {
    expect(asked).toHaveLength(1);
    expect(page.querySelectorAll("article")).toHaveLength(appeals.length);
  });
  return page;
}

beforeEach(() => {
  answers = {};
  asked = gateway(answers);
});

test("where nobody appeals nothing is drawn", async () => {
  expect((await listed()).textContent.trim()).toBe("");
});

test("an appeal says who suspended and why, and is answered in words", async () => {
  const page = await listed(anAppeal());
  const told = withoutMarks(page.textContent);
  const area = page.querySelector("textarea");
  if (!area) throw new Error("nothing to write into");
  area.value = "We looked again.";
  area.dispatchEvent(new Event("input", { bubbles: true }));
  answers["GET /api/admin/appeals"] = [200, { appeals: [] }];
  button(page, "Lift suspension: Bob").click();
  await vi.waitFor(() => {
    expect(page.querySelector("h2")).toBeNull();
  });

  expect(told).toMatch(/Suspended until lifted.*Olga.*Shouting.*It was not me/s);
  expect(asked[1]).toEqual({
    call: "POST /api/admin/appeals/a1",
    body: { upheld: false, note: "We looked again." },
  });
});

test("what another admin has to answer has no buttons", async () => {
  const page = await listed(anAppeal({ mine_to_answer: false, suspended: null }));

  expect(withoutMarks(page.textContent)).toContain("Another admin answers this appeal.");
  expect(withoutMarks(page.textContent)).toContain("This suspension is over.");
  expect(page.querySelector("button")).toBeNull();
});
