/** The calls between two people: look, follow, block, and taking either back. All reject with Problem. */

import { answer, api } from "../api/client.ts";
import type { AccountId, MemberProfile } from "../api/types.ts";

type About = (account: AccountId) => Promise<unknown>;

const whom = (account: AccountId): { params: { path: { member_id: AccountId } } } => ({
  params: { path: { member_id: account } },
});

/** What a member shows of themself; who may not see it is told that nobody has that handle. */
export const profileOf = (handle: string): Promise<MemberProfile> =>
  answer(api.GET("/api/members/{handle}", { params: { path: { handle } } }));

export const follow: About = (account) =>
  answer(api.PUT("/api/members/{member_id}/follow", whom(account)));

export const unfollow: About = (account) =>
  answer(api.DELETE("/api/members/{member_id}/follow", whom(account)));

export const block: About = (account) =>
  answer(api.PUT("/api/members/{member_id}/block", whom(account)));

export const unblock: About = (account) =>
  answer(api.DELETE("/api/members/{member_id}/block", whom(account)));
