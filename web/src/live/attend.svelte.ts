/** Attends the session beside every page: announcements, media controls, single keys, language. */

import { follow } from "../words.svelte.ts";
import { announcements, say, SpeakerAnnouncer, type Told } from "./announcer.ts";
import { clock } from "./machine.ts";
import { hearButtons, show, type Shown } from "./media_session.ts";
import type { LiveSession } from "./session.svelte.ts";
import { hearKeys } from "./shortcuts.ts";

/** Attend until the answer is called. `go` opens a page of the client. */
export function attend(session: LiveSession, go: (path: string) => void): () => void {
  const stopKeys = hearKeys(document, go, clock.now);
  const stopEffects = $effect.root(() => {
    announce(session);
    if ("mediaSession" in navigator) showInControls(session, navigator.mediaSession);
    fetchAhead(session);
    $effect(() => {
      if (session.me) void follow(session.me.languages);
    });
  });
  return () => {
    stopKeys();
    stopEffects();
  };
}

function announce(session: LiveSession): void {
  const speakers = new SpeakerAnnouncer(clock, (announcement) => say(document, announcement));
  let before = toldOf(session);
  $effect(() => {
    const after = toldOf(session);
    for (const announcement of announcements(before, after)) say(document, announcement);
    before = after;
  });
  $effect(() => {
    const others = session.room?.stage.filter(
      ({ account }) => session.talking.has(account.id) && account.id !== session.me?.id,
    );
    speakers.hear(others?.map(({ account }) => account.name) ?? []);
  });
}

/** What joining needs is large: a member has it before the first tap, unless data are dear. */
function fetchAhead(session: LiveSession): void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  $effect(() => {
    if (session.standing === "in" && !connection?.saveData) session.prepare();
  });
}

const toldOf = ({ path, mic, hand, cameDown }: LiveSession): Told => ({
  path,
  mic,
  cameDown,
  number: hand?.number ?? null,
});

/** A headset's pause leaves quietly, but never takes a speaker off the stage; play comes back. */
function showInControls(session: LiveSession, media: MediaSession): void {
  let last: string | null = null;
  hearButtons(media, {
    play: () => {
      if (last !== null && session.roomId === null) session.enter(last);
    },
    pause: () => {
      if (session.role === "listener") session.leave();
    },
    toggleMicrophone: () => {
      if (session.mic.at === "live") session.mute();
      else session.unmute();
    },
  });
  $effect(() => {
    last = session.roomId ?? last;
    show(media, shownOf(session));
  });
}

function shownOf({ mic, path, room }: LiveSession): Shown | null {
  if (path.at !== "listening" || !room) return null;
  const host = room.stage.find(({ account }) => account.id === room.room.host);
  const hasMicrophone = mic.at === "live" || mic.at === "muted" || mic.at === "held";
  return {
    title: room.room.title,
    host: host?.account.name ?? null,
    live: hasMicrophone ? mic.at === "live" : null,
  };
}
