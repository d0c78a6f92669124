"""Who hears what in one room: wishes, slots offered and answered, tracks sent."""

from collections.abc import Iterable, Mapping

from livekit.protocol.rtc import SignalResponse, TrackSubscribed

from torg.sfu.forwarding import Forwarding
from torg.sfu.negotiation import Subscription
from torg.sfu.participant import Participant, Publication
from torg.sfu.sdp_write import Slot
from torg.sfu.seam import PeerId

Published = tuple[Participant, Publication]
"""A track with its publisher."""


class Audience:
    """The subscriptions of one room; changes show in each listener's next offer."""

    def __init__(self, cname: str, forwarding: Forwarding) -> None:
        self._cname, self._forwarding = cname, forwarding
        self.changed: set[Participant] = set()
        """Listeners that are to be offered something new; drained by the engine."""

    def enter(self, listener: Participant, published: Mapping[str, Published]) -> None:
        """Let a listener hear all that is published, if it subscribes by itself."""
        if listener.auto_subscribe:
            for sid, (publisher, publication) in published.items():
                if sid not in listener.refused:
                    self.subscribe(listener, publisher, publication)

    def leave(self, listener: Participant) -> None:
        """Let a listener hear nothing any more."""
        for sid in [*listener.listening.subscriptions]:
            self.unsubscribe(listener, sid)

    def hear(
        self, listeners: Iterable[Participant], publisher: Participant, publication: Publication
    ) -> None:
        """Give a new track to all who subscribe by themselves."""
        for listener in listeners:
            if listener.auto_subscribe:
                self.subscribe(listener, publisher, publication)

    def lose(self, listeners: Iterable[Participant], publication: Publication) -> None:
        """Take a track that ended from everybody."""
        for listener in listeners:
            if listener.listening.drop(publication.sid) is not None:
                self.changed.add(listener)
            listener.heard_before.discard(publication.sid)
            listener.refused.discard(publication.sid)

    def subscribe(
        self, listener: Participant, publisher: Participant, publication: Publication
    ) -> None:
        """Put a track into the listener's next offer; nobody hears himself."""
        sid = publication.sid
        if listener is publisher or not listener.permission.can_subscribe:
            return
        if sid in listener.listening.subscriptions:
            return
        again = sid in listener.heard_before
        listener.heard_before.add(sid)
        ssrc = self._forwarding.fresh_ssrc() if again else publication.track.ssrc
        text = Slot(publisher.sid, sid, ssrc, self._cname)
        subscription = Subscription(publication.track, publication.slot, text)
        if listener.listening.want(sid, subscription, again=again):
            self.changed.add(listener)

    def choose(
        self,
        listener: Participant,
        sids: Iterable[str],
        published: Mapping[str, Published],
        *,
        wanted: bool,
    ) -> list[str]:
        """Hear or no longer hear tracks of one's choice; returns the sids nobody publishes."""
        missing = []
        for sid in sids:
            if sid not in published:
                missing.append(sid)
            elif wanted:
                listener.refused.discard(sid)
                self.subscribe(listener, *published[sid])
            else:
                listener.refused.add(sid)
                self.unsubscribe(listener, sid)
        return missing

    def unsubscribe(self, listener: Participant, sid: str) -> None:
        """Stop sending a track to the listener, at once."""
        subscription = listener.listening.drop(sid)
        if subscription is None:
            return
        self.changed.add(listener)
        if listener.hears_at is not None:
            self._forwarding.unsubscribe(subscription.track, listener.hears_at)

    def connected(
        self, listener: Participant, peer: PeerId, published: Mapping[str, Published]
    ) -> None:
        """Send what the listener has accepted so far: its transport is up."""
        listener.hears_at = peer
        settled = [each for each in listener.listening.subscriptions.values() if each.settled]
        self.send(listener, settled, published)

    def disconnected(self, listener: Participant) -> None:
        """Send the listener nothing more: its transport is gone, though it has not left."""
        if listener.hears_at is not None:
            for subscription in listener.listening.subscriptions.values():
                self._forwarding.unsubscribe(subscription.track, listener.hears_at)
        listener.hears_at = None

    def send(
        self,
        listener: Participant,
        accepted: Iterable[Subscription],
        published: Mapping[str, Published],
    ) -> None:
        """Send accepted tracks, once there is a transport; tell each publisher of its first."""
        peer = listener.hears_at
        if peer is None:
            return
        for subscription in accepted:
            self._forwarding.subscribe(subscription.track, peer, subscription.text.ssrc)
            owner, publication = published[subscription.text.track_sid]
            if not publication.heard:
                publication.heard = True
                told = TrackSubscribed(track_sid=publication.sid)
                owner.say(SignalResponse(track_subscribed=told))
