import { expect, test } from "vitest";

import { becauseOf } from "../../src/safety/because.ts";

test("what a report came to is told in words of one's own language", () => {
  expect(becauseOf({ act: "report_decided", reason: "no_action" })).toBe("decision-no_action");
  expect(becauseOf({ act: "report_decided", reason: "banned" })).toBe("decision-banned");
});

test("what somebody wrote as a reason stays as it is", () => {
  expect(becauseOf({ act: "suspended", reason: "warning" })).toBeNull();
  expect(becauseOf({ act: "report_decided", reason: "constructor" })).toBeNull();
  expect(becauseOf({ act: "report_decided", reason: null })).toBeNull();
});
