"""Pure: who is talking in a room, folded from what one of its sockets is told."""

from collections.abc import Collection

from livekit.protocol.rtc import SpeakersChanged

from torg.kit.ids import LeaseId


class Talking:
    """The people of one room who are heard just now.

    The media server tells every listener the same, so only one socket, the *ear*, is read. It
    speaks of participants by their sid, which each socket's own `join` connects with its lease.
    """

    def __init__(self) -> None:
        self._names: dict[str, LeaseId] = {}
        self._active: set[str] = set()

    @property
    def leases(self) -> frozenset[LeaseId]:
        """The leases whose voices are heard."""
        return frozenset(self._names[sid] for sid in self._active if sid in self._names)

    def learn(self, sid: str, lease: LeaseId) -> None:
        """Note that this sid is the participant of this lease."""
        self._names[sid] = lease

    def forget(self, sid: str) -> None:
        """Drop a participant whose socket has closed."""
        self._names.pop(sid, None)
        self._active.discard(sid)

    def silence(self, leases: Collection[LeaseId]) -> None:
        """Take these for silent: the media server lists no open microphone of theirs."""
        self._active -= {sid for sid, lease in self._names.items() if lease in leases}

    def new_ear(self) -> None:
        """Begin anew: another ear was never told what the old one knew.

        A ring may vanish for the moment until the next change of level; it never stands still.
        """
        self._active.clear()

    def hear(self, changed: SpeakersChanged) -> None:
        """Fold in one message; it names only those that changed."""
        for speaker in changed.speakers:
            if speaker.active:
                self._active.add(speaker.sid)
            else:
                self._active.discard(speaker.sid)
