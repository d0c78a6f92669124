/** What one's own acts change in a profile that is drawn; the server says the same at the next look. */

import type { MemberProfile } from "../api/types.ts";

/** Followed, or not any more: the count goes with it. */
export function afterFollow(profile: MemberProfile, followed: boolean): MemberProfile {
  if (profile.followed_by_me === followed) return profile;
  return {
    ...profile,
    followed_by_me: followed,
    followers: profile.followers + (followed ? 1 : -1),
  };
}

/** A block ends following in both directions. */
export function afterBlock(profile: MemberProfile): MemberProfile {
  const apart = afterFollow(profile, false);
  const following = apart.following - (apart.follows_me ? 1 : 0);
  return { ...apart, following, follows_me: false, blocked_by_me: true };
}

export function afterUnblock(profile: MemberProfile): MemberProfile {
  return { ...profile, blocked_by_me: false };
}
