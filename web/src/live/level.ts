/** Measures a microphone while it is being checked, and only then: its AudioContext closes with it. */

const INTERVAL_MS = 50;
/** Root mean square above which somebody speaks rather than breathes. */
const SPEECH = 0.02;
/** How long somebody has to be heard until we say so. */
const ENOUGH_MS = 500;

export interface LevelNews {
  /** From 0 to 1, twenty times a second. */
  level: (level: number) => void;
  heard: () => void;
}

/** Root mean square of samples between -1 and 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}

/** Measure until the answer is called. A context that the browser keeps suspended measures nothing. */
export function measure(track: MediaStreamTrack, news: LevelNews): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const samples = new Float32Array(analyser.fftSize);
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  let heardMs = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const level = loudness(samples);
    news.level(Math.min(1, level * 4));
    if (level < SPEECH) return;
    heardMs += INTERVAL_MS;
    if (heardMs === ENOUGH_MS) news.heard();
  }, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
