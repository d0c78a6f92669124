/** The words and the verb of each act on a person, and the words while it is under way. */

import type { AccountId } from "../api/types.ts";
import type { CommandKind, LiveSession } from "../live/session.svelte.ts";
import type { Key } from "../texts.ts";
import type { Act } from "./people.ts";

interface Doing {
  text: Key;
  underWay: Key;
  pending: (id: AccountId) => CommandKind;
  run: (session: LiveSession, id: AccountId) => void;
}

export const ACTS: Readonly<Record<Act, Doing>> = {
  invite: {
    text: "act-invite",
    underWay: "act-inviting",
    pending: (id) => `invite:${id}`,
    run: (session, id) => {
      session.invite(id);
    },
  },
  hold: {
    text: "act-hold",
    underWay: "act-holding",
    pending: (id) => `hold:${id}`,
    run: (session, id) => {
      session.hold(id);
    },
  },
  release: {
    text: "act-release",
    underWay: "act-releasing",
    pending: (id) => `release:${id}`,
    run: (session, id) => {
      session.release(id);
    },
  },
  move: {
    text: "act-move",
    underWay: "act-moving",
    pending: (id) => `move:${id}`,
    run: (session, id) => {
      session.moveToAudience(id);
    },
  },
  stepDown: {
    text: "act-step-down",
    underWay: "act-stepping-down",
    pending: () => "stepDown",
    run: (session) => {
      session.stepDown();
    },
  },
};
