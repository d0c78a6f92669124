import { expect, test } from "vitest";

import { fitted, PHOTO_BYTES, readied } from "../../src/settings/photo.ts";

test.each([
  [800, 600, [800, 600]],
  [4000, 3000, [1024, 768]],
  [3000, 4000, [768, 1024]],
])("a photo of %i × %i is sent as %j", (width, height, size) => {
  expect(fitted(width, height)).toEqual(size);
});

test("a photo that is small enough is sent as it is", async () => {
  const file = new Blob([new Uint8Array(PHOTO_BYTES)], { type: "image/png" });

  expect(await readied(file)).toBe(file);
});

test("a file that is no photo we read is not sent", async () => {
  expect(await readied(new Blob(["<svg/>"], { type: "image/svg+xml" }))).toBeNull();
});
