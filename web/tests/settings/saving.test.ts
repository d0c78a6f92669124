import { expect, test } from "vitest";

import { nameIn } from "../../src/settings/saving.ts";

test("a file has the name its server gave it", () => {
  const headers = { "Content-Disposition": 'attachment; filename="torg-anna-2026-11-22.zip"' };

  expect(nameIn(new Response(null, { headers }), "torg.zip")).toBe("torg-anna-2026-11-22.zip");
});

test("without one it has a name all the same", () => {
  expect(nameIn(new Response(null), "torg.zip")).toBe("torg.zip");
});
