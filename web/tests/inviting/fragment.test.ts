import { expect, test } from "vitest";

import { addressed, letterOf, MESSAGE_LIMIT } from "../../src/inviting/fragment.ts";

const LINK = "https://torg.example/join/1#token";

function fragmentOf(link: string): string {
  return link.slice(link.indexOf("#") + 1);
}

test("name and message come back in every language", () => {
  const link = addressed(LINK, "Þóra", "Приходи в четверг, будет весело");

  expect(letterOf(fragmentOf(link))).toEqual({
    token: "token",
    name: "Þóra",
    message: "Приходи в четверг, будет весело",
  });
});

test("an empty name and message leave the link as it was", () => {
  expect(addressed(LINK, " ", "")).toBe(LINK);
});

test("what cannot be read is left out and the token stays", () => {
  expect(letterOf("token&n=%%%&m=_w&x=1")).toEqual({ token: "token", name: "", message: "" });
  expect(letterOf("")).toEqual({ token: "", name: "", message: "" });
});

test("a foreign hand can write neither long nor hidden words", () => {
  const link = addressed(LINK, "a\u202eb", "x".repeat(500));
  const letter = letterOf(fragmentOf(link));

  expect(letter.name).toBe("a b");
  expect(letter.message).toHaveLength(MESSAGE_LIMIT);
});

test("a full letter still fits a QR code", () => {
  const link = addressed(LINK, "Ж".repeat(50), "Ж".repeat(MESSAGE_LIMIT));

  expect(link.length).toBeLessThan(700);
});
