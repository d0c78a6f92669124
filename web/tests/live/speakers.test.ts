import { expect, test } from "vitest";

import { loudness } from "../../src/live/level.ts";
import { addSpeaker, nameSpeakers } from "../../src/live/speakers.ts";

test("each voice has an element of its own outside the app, and says whose it is", () => {
  document.body.innerHTML = `<div id="app"></div>`;
  const [anna, ivan] = [addSpeaker("lease-1"), addSpeaker("lease-2")];
  nameSpeakers(new Map([["lease-1", "anna"]]));

  expect(document.querySelectorAll("#torg-audio > audio")).toHaveLength(2);
  expect(document.querySelector("#app")?.contains(anna)).toBe(false);
  expect([anna.dataset["account"], ivan.dataset["account"]]).toEqual(["anna", undefined]);
});

test("loudness is that of the whole sound, not of its peak", () => {
  expect(loudness(new Float32Array(8))).toBe(0);
  expect(loudness(new Float32Array([1, -1, 1, -1]))).toBe(1);
  expect(loudness(new Float32Array([1, 0, 0, 0]))).toBe(0.5);
});
