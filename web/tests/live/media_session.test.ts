import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";

import { hearButtons, show } from "../../src/live/media_session.ts";
import { speak } from "../../src/words.svelte.ts";

const setActionHandler = vi.fn<MediaSession["setActionHandler"]>();
const setMicrophoneActive = vi.fn<MediaSession["setMicrophoneActive"]>();
let media: MediaSession;

beforeAll(() => speak("en"));

beforeEach(() => {
  vi.stubGlobal(
    "MediaMetadata",
    class {
      constructor(readonly shown: MediaMetadataInit) {}
    },
  );
  media = {
    metadata: null,
    playbackState: "none",
    setActionHandler,
    setMicrophoneActive,
    setCameraActive: vi.fn(),
    setPositionState: vi.fn(),
  };
  setActionHandler.mockReset();
  setMicrophoneActive.mockReset();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the room and its host are shown while one listens, and nothing after", () => {
  show(media, { title: "Late talk", host: "Anna", live: null });
  const during = [media.playbackState, media.metadata];
  show(media, null);

  expect(during).toEqual(["playing", { shown: { title: "Late talk", artist: "Host: Anna" } }]);
  expect([media.playbackState, media.metadata]).toEqual(["none", null]);
});

test("the microphone is shown as it is, and a browser that refuses is left in peace", async () => {
  setMicrophoneActive.mockRejectedValueOnce(new Error("no microphone is open"));
  show(media, { title: "Late talk", host: null, live: true });
  await Promise.resolve();

  expect(setMicrophoneActive).toHaveBeenCalledExactlyOnceWith(true);
});

test("a button this browser does not know hinders no other", () => {
  setActionHandler.mockImplementation((action) => {
    if (action === "stop") throw new TypeError("unknown action");
  });
  const toggleMicrophone = vi.fn();
  hearButtons(media, { play: vi.fn(), pause: vi.fn(), toggleMicrophone });

  expect(setActionHandler).toHaveBeenLastCalledWith("togglemicrophone", toggleMicrophone);
});
