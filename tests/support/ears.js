// Listens beside a page: what its microphones give, what reaches its speakers, and when.
// It only watches: the page's own objects do their work unchanged.
(() => {
  if (window.ears) return;
  const RATE = 16000; // what the transcriber takes
  const BLOCK = 256;
  const KEPT_MS = 90000;
  const peers = [];
  const sources = new Map(); // track → { kind, id, blocks }
  let context;
  let lastTap = 0;

  const now = () => performance.timeOrigin + performance.now();

  const base64 = (bytes) => {
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) {
      text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    }
    return btoa(text);
  };

  // Every click is a gesture that lets sound start, also ours.
  addEventListener(
    "click",
    (event) => {
      if (event.isTrusted) lastTap = now();
      if (context?.state === "suspended") void context.resume();
    },
    true,
  );

  addEventListener("securitypolicyviolation", (event) => {
    console.error(`blocked by policy: ${event.violatedDirective} ${event.blockedURI}`);
  });

  const listenTo = (track, kind) => {
    if (sources.has(track)) return;
    const source = { id: `${kind}-${sources.size}`, kind, track, blocks: [] };
    sources.set(track, source);
    if (navigator.userAgent.includes("Firefox")) return; // headless its AudioContext never runs
    context ??= new AudioContext({ sampleRate: RATE });
    const node = context.createMediaStreamSource(new MediaStream([track]));
    const processor = context.createScriptProcessor(BLOCK, 1, 1);
    processor.onaudioprocess = (event) => {
      const at = now();
      const floats = event.inputBuffer.getChannelData(0);
      const samples = new Int16Array(floats.length);
      let loudest = 0;
      for (let i = 0; i < floats.length; i += 1) {
        samples[i] = Math.max(-1, Math.min(1, floats[i])) * 32767;
        loudest = Math.max(loudest, Math.abs(samples[i]));
      }
      source.blocks.push({ at, playback: event.playbackTime * 1000, loudest, samples });
      while (source.blocks[0].at < at - KEPT_MS) source.blocks.shift();
    };
    node.connect(processor).connect(context.destination);
    source.nodes = [node, processor]; // or they are collected
  };

  const Peer = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Peer {
    constructor(...settings) {
      super(...settings);
      peers.push(this);
      this.addEventListener("track", (event) => listenTo(event.track, "remote"));
    }
  };

  const devices = navigator.mediaDevices;
  const capture = devices?.getUserMedia.bind(devices);
  if (capture) {
    devices.getUserMedia = async (wanted) => {
      const stream = await capture(wanted);
      // A copy goes on while the page mutes its own.
      for (const track of stream.getAudioTracks()) listenTo(track.clone(), "microphone");
      return stream;
    };
  }

  const ofKind = (kind) => [...sources.values()].filter((source) => source.kind === kind);

  window.ears = {
    now,
    lastTap: () => lastTap,
    ids: (kind) => ofKind(kind).map((source) => source.id),

    // The sound of one source since a time: epoch milliseconds.
    heard(id, since) {
      const source = [...sources.values()].find((candidate) => candidate.id === id);
      const blocks = source.blocks.filter((block) => block.at >= since);
      const all = new Int16Array(blocks.length * BLOCK);
      blocks.forEach((block, index) => all.set(block.samples, index * BLOCK));
      return {
        rate: RATE,
        times: blocks.map((block) => [block.at, block.playback]),
        sound: base64(new Uint8Array(all.buffer)),
      };
    },

    // When a source was first louder than a level (of 32,767) since a time; null: not yet.
    firstSound(kind, since, level) {
      const times = ofKind(kind).flatMap((source) =>
        source.blocks.filter((block) => block.at >= since && block.loudest > level),
      );
      return times.length ? Math.min(...times.map((block) => block.at)) : null;
    },

    // Whether each remote track that sounds is played by an element of the page.
    playing: () =>
      [...document.querySelectorAll("audio")].filter(
        (element) => !element.paused && !element.muted && element.srcObject?.active,
      ).length,

    // Records every remote track for a while.
    async record(ms) {
      const live = ofKind("remote").filter((source) => source.track.readyState === "live");
      return Promise.all(
        live.map(async ({ id, track }) => {
          const recorder = new MediaRecorder(new MediaStream([track]));
          const parts = [];
          recorder.ondataavailable = (event) => parts.push(event.data);
          const stopped = new Promise((resolve) => {
            recorder.onstop = resolve;
          });
          recorder.start();
          setTimeout(() => recorder.stop(), ms);
          await stopped;
          const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
          return { id, sound: base64(bytes) };
        }),
      );
    },

    // What the browser itself counts for each track it receives.
    async received() {
      const rows = [];
      for (const peer of peers) {
        if (peer.connectionState === "closed") continue;
        for (const receiver of peer.getReceivers()) {
          for (const row of (await receiver.getStats()).values()) {
            if (row.type !== "inbound-rtp" || row.kind !== "audio") continue;
            rows.push({
              id: sources.get(receiver.track)?.id ?? null,
              packets: row.packetsReceived,
              lost: row.packetsLost,
              energy: row.totalAudioEnergy ?? 0,
              seconds: row.totalSamplesDuration ?? 0,
              concealed: row.concealedSamples ?? 0,
              waited: row.jitterBufferEmittedCount
                ? row.jitterBufferDelay / row.jitterBufferEmittedCount
                : 0,
            });
          }
        }
      }
      return rows;
    },

    // What it counts for each track it sends.
    async sent() {
      const rows = [];
      for (const peer of peers) {
        if (peer.connectionState === "closed") continue;
        for (const row of (await peer.getStats()).values()) {
          if (row.type === "outbound-rtp" && row.kind === "audio") rows.push(row.packetsSent);
        }
      }
      return rows;
    },
  };
})();
