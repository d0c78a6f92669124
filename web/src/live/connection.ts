/** Speaks with the media server through livekit-client: the only file that names it, loaded late. */

import {
  ConnectionError,
  createLocalAudioTrack,
  DisconnectReason,
  type LocalAudioTrack,
  type LocalTrack,
  LogLevel,
  ParticipantEvent,
  type RemoteTrack,
  Room,
  RoomEvent,
  type RoomOptions,
  setLogLevel,
  TrackEvent,
} from "livekit-client";

import type { AccountId, LeaseId } from "../api/types.ts";
import { declareUse } from "./audio_session.ts";
import { type LevelNews, measure } from "./level.ts";
import { CaptureDenied, type Connection, type ConnectionNews, LeaseUnknown } from "./line.ts";
import { backOff } from "./machine.ts";
import { mark } from "./marks.ts";
import { addSpeaker, adjustSpeakers, nameSpeakers } from "./speakers.ts";
import { FULL, type Volumes } from "./volume.ts";

const OPTIONS: RoomOptions = {
  adaptiveStream: false,
  dynacast: false,
  singlePeerConnection: false,
  webAudioMix: false,
  // The library also hangs up on `freeze` and on a cancelled unload; we close on `pagehide`.
  disconnectOnPageLeave: false,
  // A held mute unpublishes, and the microphone must not have to be asked for again.
  stopLocalTrackOnUnpublish: false,
  audioCaptureDefaults: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  publishDefaults: { stopMicTrackOnMute: false, red: true },
  reconnectPolicy: {
    nextRetryDelayInMs: ({ retryCount, elapsedMs }) =>
      elapsedMs < 15_000 ? backOff(retryCount, Math.random()) : null,
  },
};

const TAKEN_MS = 3_000;
const FIRST_PACKET_POLL_MS = 20;
const FIRST_PACKET_POLLS = 500;

export class LiveKitConnection implements Connection {
  readonly #news: ConnectionNews;
  #room: Room | null = null;
  #microphone: LocalAudioTrack | null = null;
  #accounts: ReadonlyMap<LeaseId, AccountId> = new Map();
  #volumes = FULL;
  readonly #voices = new Map<RemoteTrack, HTMLAudioElement>();
  #heard = false;

  constructor(news: ConnectionNews) {
    this.#news = news;
    setLogLevel(LogLevel.silent);
    window.addEventListener("pagehide", (event) => {
      if (!event.persisted) this.hangUp();
    });
  }

  unlock = (): Promise<void> => this.#prepared().startAudio();

  connect = async (url: string, token: string): Promise<void> => {
    const room = this.#prepared();
    this.#heard = false;
    try {
      await room.connect(url, token, { autoSubscribe: true, maxRetries: 0 });
    } catch (error) {
      throw error instanceof ConnectionError && error.status === 404 ? new LeaseUnknown() : error;
    }
    mark("torg:connected");
  };

  hangUp = (): void => {
    const room = this.#room;
    this.#room = null;
    if (!room) return;
    room.removeAllListeners();
    for (const track of [...this.#voices.keys()]) this.#silence(track);
    void room.disconnect(false);
  };

  capture = async (): Promise<void> => {
    declareUse("play-and-record");
    try {
      const track = await createLocalAudioTrack(OPTIONS.audioCaptureDefaults);
      this.#microphone = track;
      this.#watch(track);
    } catch (error) {
      declareUse("playback");
      throw new CaptureDenied(denial(error));
    }
  };

  measure = (news: LevelNews): (() => void) => {
    const track = this.#microphone?.mediaStreamTrack;
    return track ? measure(track, news) : () => undefined;
  };

  publish = async (): Promise<void> => {
    const room = this.#room;
    if (!room) throw new Error("nothing to publish to");
    if (!this.#microphone) await this.capture();
    const track = this.#microphone;
    if (!track) throw new CaptureDenied("failed");
    await track.mute();
    await this.#mayPublish(room);
    await room.localParticipant.publishTrack(asTrack(track));
    await pause(track);
  };

  mute = async (): Promise<void> => {
    await this.#microphone?.mute();
    await this.#microphone?.pauseUpstream();
  };

  unmute = async (): Promise<void> => {
    await this.#microphone?.resumeUpstream();
    await this.#microphone?.unmute();
  };

  stop = (): void => {
    const track = this.#microphone;
    this.#microphone = null;
    if (!track) return;
    const unpublished = this.#room?.localParticipant.unpublishTrack(asTrack(track), true);
    // A track that was still being published may fail at that; it is stopped all the same.
    unpublished?.catch(() => undefined);
    track.stop();
    declareUse("playback");
  };

  bytesSent = async (): Promise<number> => {
    const stats = await this.#microphone?.getSenderStats();
    return stats?.bytesSent ?? 0;
  };

  energy = async (): Promise<number | null> => {
    const report = await this.#microphone?.sender?.getStats();
    const entries: { type: string; totalAudioEnergy?: number }[] = [];
    report?.forEach((entry: { type: string }) => entries.push(entry));
    return entries.find(({ type }) => type === "media-source")?.totalAudioEnergy ?? null;
  };

  packetsReceived = async (): Promise<number> => {
    let packets = 0;
    for (const track of this.#voices.keys()) packets += await packetsOf(track);
    return packets;
  };

  name = (accounts: ReadonlyMap<LeaseId, AccountId>): void => {
    this.#accounts = accounts;
    this.#present();
  };

  adjust = (volumes: Volumes): void => {
    this.#volumes = volumes;
    adjustSpeakers(volumes);
  };

  #prepared(): Room {
    if (this.#room) return this.#room;
    const room = new Room(OPTIONS);
    room
      .on(RoomEvent.TrackSubscribed, (track, _, { identity }) => {
        track.on(TrackEvent.AudioPlaybackFailed, this.#news.blocked);
        this.#play(track, identity);
      })
      .on(RoomEvent.TrackUnsubscribed, this.#silence)
      .on(RoomEvent.SignalReconnecting, this.#news.reconnecting)
      .on(RoomEvent.Reconnecting, this.#news.reconnecting)
      .on(RoomEvent.Reconnected, () => void this.#returned())
      .on(RoomEvent.Disconnected, (reason) => {
        if (this.#room !== room) return;
        if (reason === DisconnectReason.DUPLICATE_IDENTITY) this.#news.dropped("duplicate");
        else if (reason === DisconnectReason.PARTICIPANT_REMOVED) this.#news.dropped("ended");
        else if (reason === DisconnectReason.ROOM_DELETED) this.#news.dropped("ended");
        else this.#news.dropped("broken");
      });
    this.#room = room;
    return room;
  }

  #play(track: RemoteTrack, lease: LeaseId): void {
    const element = addSpeaker(lease);
    this.#voices.set(track, element);
    element.addEventListener("playing", () => void this.#firstSound(track));
    track.attach(element);
    this.#present();
  }

  #present(): void {
    nameSpeakers(this.#accounts);
    adjustSpeakers(this.#volumes);
  }

  /** The library may have let go of the element already; it is ours, and goes with its track. */
  #silence = (track: RemoteTrack): void => {
    track.detach();
    this.#voices.get(track)?.remove();
    this.#voices.delete(track);
  };

  /** An element plays silence too: the first sound is there when packets are. */
  async #firstSound(track: RemoteTrack): Promise<void> {
    for (let poll = 0; poll < FIRST_PACKET_POLLS && !this.#heard; poll += 1) {
      if ((await packetsOf(track)) > 0) {
        this.#hear();
      } else {
        await new Promise((resolve) => setTimeout(resolve, FIRST_PACKET_POLL_MS));
      }
    }
  }

  #hear(): void {
    if (!this.#heard) mark("torg:first-sound");
    this.#heard = true;
  }

  /** The library has published anew with a sender of its own; what was muted must not send. */
  async #returned(): Promise<void> {
    if (this.#microphone?.isMuted) await pause(this.#microphone);
    this.#news.back();
  }

  /** The right to publish arrives by the media server, a moment after the stage has said so. */
  #mayPublish({ localParticipant }: Room): Promise<void> {
    const event = ParticipantEvent.ParticipantPermissionsChanged;
    const may = (): boolean => localParticipant.permissions?.canPublish === true;
    if (may()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = (): void => {
        if (!may()) return;
        localParticipant.off(event, look);
        resolve();
      };
      localParticipant.on(event, look);
    });
  }

  /** A call or an alarm takes the microphone away without a word; a short gap is none. */
  #watch(track: LocalAudioTrack): void {
    const source = track.mediaStreamTrack;
    const mine = (): boolean => this.#microphone === track;
    let timer: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener("mute", () => {
      timer = setTimeout(() => {
        if (mine()) this.#news.taken();
      }, TAKEN_MS);
    });
    source.addEventListener("unmute", () => {
      clearTimeout(timer);
      if (mine()) this.#news.given();
      // The library sends again whatever comes back, muted or not.
      if (mine() && track.isMuted) void pause(track);
    });
    source.addEventListener("ended", () => {
      if (mine()) this.#news.taken();
    });
  }
}

/** The library's own types disagree under exactOptionalPropertyTypes; at run time it is one class. */
const asTrack = (track: LocalAudioTrack): LocalTrack => track as unknown as LocalTrack;

/** Stop sending for good: a track that the library believes paused may have a new sender. */
async function pause(track: LocalAudioTrack): Promise<void> {
  await track.resumeUpstream();
  await track.pauseUpstream();
}

async function packetsOf(track: RemoteTrack): Promise<number> {
  const report = await track.getRTCStatsReport();
  let packets = 0;
  report?.forEach((entry: RTCInboundRtpStreamStats) => {
    if (entry.type === "inbound-rtp") packets += entry.packetsReceived ?? 0;
  });
  return packets;
}

function denial(error: unknown): "refused" | "no_device" | "failed" {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "no_device" : "failed";
}
