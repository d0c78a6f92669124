/** Shows the room in the system's own media controls and hears their buttons. */

import { plain } from "../words.svelte.ts";

/** What the controls show; null when nothing plays. */
export interface Shown {
  title: string;
  host: string | null;
  /** Null for a listener, who has no microphone to show. */
  live: boolean | null;
}

export interface Buttons {
  play: () => void;
  pause: () => void;
  toggleMicrophone: () => void;
}

/** Safari before 18.4 cannot show a microphone. */
type Controls = Omit<MediaSession, "setMicrophoneActive"> &
  Partial<Pick<MediaSession, "setMicrophoneActive">>;

/** Say what the buttons do; a browser that does not know one of them refuses it. */
export function hearButtons(media: MediaSession, buttons: Buttons): void {
  const actions = {
    play: buttons.play,
    pause: buttons.pause,
    stop: buttons.pause,
    togglemicrophone: buttons.toggleMicrophone,
  };
  for (const [action, act] of Object.entries(actions)) {
    try {
      media.setActionHandler(action as MediaSessionAction, act);
    } catch {
      // An action this browser does not know.
    }
  }
}

export function show(media: Controls, shown: Shown | null): void {
  media.playbackState = shown ? "playing" : "none";
  media.metadata =
    shown &&
    new MediaMetadata({
      title: shown.title,
      artist: shown.host === null ? "" : plain("live-hosted-by", { name: shown.host }),
    });
  // Chromium answers nothing, Safari with a promise that fails while no microphone is open.
  void Promise.resolve(media.setMicrophoneActive?.(shown?.live ?? false)).catch(() => undefined);
}
