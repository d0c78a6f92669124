"""What arrives on the transports, and what it means for rooms and tracks."""

from collections import deque
from typing import Final

from torg.sfu.demux import Kind
from torg.sfu.errors import MalformedPacket
from torg.sfu.forwarding import Forwarding
from torg.sfu.guard import Guard
from torg.sfu.ice import Forgotten, Verified
from torg.sfu.links import Endpoint, Link, Links, Side
from torg.sfu.peer import (
    Connected,
    Control,
    Dead,
    Media,
    Moved,
    Paused,
    PeerEvent,
    Reason,
    Resumed,
)
from torg.sfu.rtcp import Bye, Nack, ReceiverReport, Report, SenderReport, read_rtcp
from torg.sfu.seam import Address

HANDSHAKES_WAITING: Final = 1024
"""Handshake datagrams put off for the sake of audio; DTLS repeats what is dropped beyond."""


class Traffic:
    """Takes datagrams, one guard around each; audio goes first, handshakes wait for a pause."""

    def __init__(self, links: Links, forwarding: Forwarding, endpoint: Endpoint) -> None:
        self._links, self._forwarding = links, forwarding
        self._fanout, self._metrics = endpoint.fanout, endpoint.metrics
        self._handshakes: deque[tuple[Link, bytes, Address]] = deque()
        self.over: list[tuple[Link, Reason | None]] = []
        """Transports that ended, or that an exception of ours ended (None)."""

    def receive(self, data: bytes, source: Address, now: float) -> None:
        """Take one datagram."""
        found = None
        with Guard(self._metrics):
            found = self._links.find(data, source, now)
        if found is None:
            return
        kind, link = found
        if kind is Kind.DTLS and not link.connected:
            if len(self._handshakes) < HANDSHAKES_WAITING:
                self._handshakes.append((link, data, source))
            else:
                self._metrics.count("handshake_dropped")
            return
        self._give(link, data, source, now)
        if kind is Kind.STUN and not link.answered:
            self._links.refused(now)

    def shake_hands(self, now: float) -> bool:
        """Work on one handshake datagram that waits; False when there is none."""
        if not self._handshakes:
            return False
        link, data, source = self._handshakes.popleft()
        if not link.closed:
            self._give(link, data, source, now)
        return True

    def handshakes_wait(self) -> bool:
        """Whether handshake datagrams were put off."""
        return bool(self._handshakes)

    def tick(self, now: float) -> None:
        """Do what is due on any transport."""
        for link in self._links:
            deadline = link.peer.deadline()
            if deadline is not None and deadline <= now:
                self._tick(link, now)

    def drain(self, link: Link, now: float) -> None:
        """Act on what the transport says and collect what it sends."""
        peer = link.peer
        link.answered = bool(peer.outbox)
        if peer.outbox:
            self._links.outbox += peer.outbox
            peer.outbox.clear()
        events, peer.events = peer.events, []
        for event in events:
            self._on(link, event, now)

    def _tick(self, link: Link, now: float) -> None:
        with Guard(self._metrics, lambda: self.over.append((link, None))):
            link.peer.tick(now)
            self.drain(link, now)

    def _give(self, link: Link, data: bytes, source: Address, now: float) -> None:
        with Guard(self._metrics, lambda: self.over.append((link, None))):
            link.peer.receive(data, source, now)
            self.drain(link, now)

    def _on(self, link: Link, event: PeerEvent, now: float) -> None:
        peer = link.peer.peer_id
        match event:
            case Media(mid, packet):
                publication = link.participant.by_mid.get(mid)
                if publication is None:
                    self._metrics.count("rtp_unpublished")
                else:
                    self._forwarding.receive(publication.track, packet, now)
            case Control(text):
                self._control(link, text, now)
            case Verified(address):
                self._links.verified(link, address, now)
            case Forgotten(address):
                self._links.forgotten(link, address)
            case Connected(keys, to):
                self._fanout.open_peer(peer, keys, to)
                self._connected(link)
            case Moved(to) | Resumed(to):
                self._fanout.move_peer(peer, to)
            case Paused():
                self._fanout.move_peer(peer, None)
            case Dead(reason):
                self.over.append((link, reason))

    def _connected(self, link: Link) -> None:
        self._links.connected(link)
        if link.side is Side.HEARS:
            room, listener = link.room, link.participant
            room.activate(listener)
            room.audience.connected(listener, link.peer.peer_id, room.published)

    def _control(self, link: Link, text: bytes, now: float) -> None:
        try:
            reports = read_rtcp(text)
        except MalformedPacket:
            self._metrics.count("rtcp_malformed")
            return
        for report in reports:
            if link.side is Side.SPEAKS:
                self._from_speaker(link, report, now)
            else:
                self._from_listener(link, report, now)

    def _from_speaker(self, link: Link, report: Report, now: float) -> None:
        if not isinstance(report, SenderReport):
            return
        for publication in link.participant.by_mid.values():
            reception = publication.track.reception
            if reception is not None and reception.ssrc == report.ssrc:
                reception.heard(report, now)

    def _from_listener(self, link: Link, report: Report, now: float) -> None:
        peer = link.peer.peer_id
        match report:
            case ReceiverReport(blocks=blocks) | SenderReport(blocks=blocks):
                for block in blocks:
                    if self._forwarding.hears(peer, block.ssrc) is not None:
                        link.participant.hearing.note(block.fraction_lost / 256)
            case Nack(media_ssrc=ssrc, sequences=sequences):
                if link.participant.listening.nack:
                    self._forwarding.resend(peer, ssrc, sequences, now)
            case Bye():  # signalling decides who leaves
                pass
