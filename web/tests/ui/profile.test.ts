import { describe, expect, test } from "vitest";

import { faultsOf, suggestedHandle, tidiedHandle } from "../../src/ui/profile.ts";

describe("a handle", () => {
  test.each([
    ["Anna Jónsdóttir", "anna"],
    ["Þórður", "thordur"],
    ["Ольга Смирнова", "olga"],
    ["Sævar  Ö.", "saevar"],
    ["Алексей-Мария Константинович", "alekseimariya"],
    ["王", ""],
  ])("is suggested from the first of %s", (name, handle) => {
    expect(suggestedHandle(name)).toBe(handle);
  });

  test("loses what a hurried hand adds", () => {
    expect(tidiedHandle(" @Anna ")).toBe("anna");
  });
});

describe("a profile", () => {
  const right = { name: "Anna", handle: "anna", languages: ["is" as const] };

  test("without faults may be sent", () => {
    expect(faultsOf(right)).toEqual({});
  });

  test("names every field that is not right yet", () => {
    const faults = faultsOf({ name: " ", handle: "Ánna", languages: [] });

    expect(Object.keys(faults).sort()).toEqual(["handle", "languages", "name"]);
  });

  test.each(["an", "a".repeat(17), "ANNA", "a-b-c"])("refuses the handle %s", (handle) => {
    expect(faultsOf({ ...right, handle })).toEqual({ handle: "person-handle-missing" });
  });
});
