import { expect, test } from "vitest";

import { partOf } from "../../src/moderation/parts.ts";

test("an address names a part, and reports come first", () => {
  expect(partOf("tree")).toBe("tree");
  expect(partOf("")).toBe("reports");
  expect(partOf("constructor")).toBe("reports");
});
