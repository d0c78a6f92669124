/** Tells Safari what the page does with sound, so that a listener keeps volume and headset quality. */

interface AudioSession {
  type: "auto" | "playback" | "play-and-record";
}

/** `play-and-record` only just before capture; after it, back to `playback`. Elsewhere nothing happens. */
export function declareUse(type: AudioSession["type"]): void {
  const { audioSession } = navigator as Navigator & { audioSession?: AudioSession };
  if (audioSession) audioSession.type = type;
}
