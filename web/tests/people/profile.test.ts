import { expect, test } from "vitest";

import type { MemberProfile } from "../../src/api/types.ts";
import { afterBlock, afterFollow, afterUnblock } from "../../src/people/profile.ts";
import { aProfile } from "../support/wire.ts";

const counts = ({ followers, following }: MemberProfile): number[] => [followers, following];

test("following somebody counts one more follower, once", () => {
  const followed = afterFollow(afterFollow(aProfile("anna"), true), true);

  expect([followed.followed_by_me, followed.followers]).toEqual([true, 1]);
});

test("a block ends following in both directions", () => {
  const near = { followed_by_me: true, follows_me: true, followers: 3, following: 5 };
  const blocked = afterBlock({ ...aProfile("anna"), ...near });

  expect(blocked).toMatchObject({
    followed_by_me: false,
    follows_me: false,
    blocked_by_me: true,
  });
  expect(counts(blocked)).toEqual([2, 4]);
});

test("taking a block back brings nobody's following back", () => {
  expect(afterUnblock(afterBlock(afterFollow(aProfile("anna"), true)))).toEqual(aProfile("anna"));
});
