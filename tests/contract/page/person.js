// One person in a room, by the official livekit-client alone: connects, speaks, plays what comes.
const { Room, RoomEvent } = window.LivekitClient;

const room = new Room({ singlePeerConnection: false });
const events = [];

const named = {
  participantConnected: RoomEvent.ParticipantConnected,
  participantDisconnected: RoomEvent.ParticipantDisconnected,
  trackSubscribed: RoomEvent.TrackSubscribed,
  trackUnsubscribed: RoomEvent.TrackUnsubscribed,
  trackMuted: RoomEvent.TrackMuted,
  trackUnmuted: RoomEvent.TrackUnmuted,
  localTrackUnpublished: RoomEvent.LocalTrackUnpublished,
  permissionsChanged: RoomEvent.ParticipantPermissionsChanged,
  reconnecting: RoomEvent.Reconnecting,
  reconnected: RoomEvent.Reconnected,
  disconnected: RoomEvent.Disconnected,
};
for (const [name, event] of Object.entries(named)) {
  room.on(event, (...details) => {
    const reason = details.find((detail) => typeof detail === "number");
    events.push(reason === undefined ? name : `${name} ${reason}`);
  });
}
room.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()));
room.on(RoomEvent.TrackUnsubscribed, (track) => track.detach().forEach((each) => each.remove()));

window.person = {
  events,
  connect: (url, token) => room.connect(url, token, { autoSubscribe: true }),
  leave: () => room.disconnect(),
  others: () => [...room.remoteParticipants.keys()],
  sid: () => room.localParticipant.sid,
  isMuted: () => room.localParticipant.isMicrophoneEnabled === false,
  mayPublish: () => room.localParticipant.permissions?.canPublish === true,
  // Plain sound: a test compares what went in with what came out.
  speak: async () => {
    const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const publication = await room.localParticipant.setMicrophoneEnabled(true, plain);
    return publication.trackSid;
  },
  mute: () => room.localParticipant.setMicrophoneEnabled(false).then(() => undefined),
  // As if the network went away under the signalling.
  dropSocket: () => room.simulateScenario("signal-reconnect").then(() => undefined),
};
