import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";

import { Problem } from "../../src/api/problem.ts";
import type { Profile } from "../../src/api/types.ts";
import ProfileForm from "../../src/ui/ProfileForm.svelte";
import { button, mounted } from "../support/mounted.ts";
import { write } from "../support/writing.ts";

type Send = (profile: Profile) => Promise<void>;

test("a handle is suggested and goes with the name", async () => {
  const send = vi.fn<Send>(() => Promise.resolve());
  const page = await mounted(ProfileForm, { submit: "Go", send });
  write(page, 0, "Þóra Björk");
  button(page, "Go").click();

  expect(send).toHaveBeenCalledWith({ name: "Þóra Björk", handle: "thora", languages: ["en"] });
});

test("what is missing is told at its field, and nothing is sent", async () => {
  const send = vi.fn<Send>();
  const page = await mounted(ProfileForm, { submit: "Go", send });
  button(page, "Go").click();
  flushSync();

  expect(send).not.toHaveBeenCalled();
  expect(page.querySelectorAll("[aria-invalid]")).toHaveLength(2);
});

test("a taken handle is told at the handle until it is changed", async () => {
  const send = vi.fn<Send>(() => Promise.reject(new Problem(409, "handle_taken")));
  const page = await mounted(ProfileForm, { submit: "Go", send });
  write(page, 0, "Anna");
  button(page, "Go").click();
  await vi.waitFor(() => {
    expect(page.querySelectorAll("[aria-invalid]")).toHaveLength(1);
  });
  write(page, 1, "anna_2");

  expect(page.querySelectorAll("[aria-invalid]")).toHaveLength(0);
});
