"""The transports of all participants: found by name or address, opened, closed, guarded."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from torg.sfu.config import Limits
from torg.sfu.demux import Kind, kind_of
from torg.sfu.dtls import Certificate
from torg.sfu.forwarding import Forwarding
from torg.sfu.ice import peek_username
from torg.sfu.metrics import Budget, Metrics
from torg.sfu.participant import Participant
from torg.sfu.peer import Peer
from torg.sfu.room import Room
from torg.sfu.sdp_write import Local
from torg.sfu.seam import Address, Fanout, PeerId

FREE_AFTER_S: Final = 6.0
"""Silence after which somebody without a socket has left: Firefox checks every 5.5 s."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Our own end of every transport, as the shell set it up."""

    certificate: Certificate
    candidates: tuple[tuple[str, int], ...]
    """Addresses and ports offered to clients."""
    fanout: Fanout
    random: Callable[[int], bytes]
    metrics: Metrics
    version: str = ""
    """What we call ourselves in `join`."""


class Side(Enum):
    """Which of a participant's two connections."""

    SPEAKS = "publisher"
    HEARS = "subscriber"


@dataclass(slots=True, eq=False)
class Link:
    """One transport and whose it is."""

    peer: Peer
    room: Room
    participant: Participant
    side: Side
    session_id: int
    version: int = 0
    """Of the answers to a publisher's offers."""
    addresses: set[Address] = field(default_factory=set)
    """Verified as its client's."""
    connected: bool = False
    answered: bool = False
    """Whether it had something to say to the last datagram."""
    closed: bool = False


def _keeps(holder: Link, other: Participant, now: float) -> bool:
    who = holder.participant
    if who is other or who.gone:
        return False
    return who.connection is not None or now < holder.peer.heard_at + FREE_AFTER_S


class Links:
    """All transports of the process."""

    def __init__(
        self, endpoint: Endpoint, forwarding: Forwarding, limits: Limits, now: float
    ) -> None:
        self._endpoint, self._forwarding, self._limits = endpoint, forwarding, limits
        self._metrics = endpoint.metrics
        self._strangers = Budget(limits.stun_strangers_per_s, limits.stun_strangers_per_s, now)
        self._newest = 0
        self._by_ufrag: dict[str, Link] = {}
        self._by_address: dict[Address, Link] = {}
        self._of: dict[Participant, dict[Side, Link]] = {}
        self._shaking_hands: set[Link] = set()
        self.outbox: list[tuple[bytes, Address]] = []
        """Datagrams to be sent, but for forwarded media, which the fan-out sends itself."""
        self.dropped: Counter[str] = Counter()
        """What transports that are gone have dropped, by cause."""

    def __iter__(self) -> Iterator[Link]:
        return iter([*self._by_ufrag.values()])

    def __len__(self) -> int:
        return len(self._by_ufrag)

    def drops(self) -> Counter[str]:
        """Say how many datagrams transports have dropped since the start, by cause."""
        drops = self.dropped.copy()
        for link in self._by_ufrag.values():
            drops.update(link.peer.counters())
        return drops

    def open(self, room: Room, participant: Participant, side: Side, now: float) -> Link:
        """Make a transport that waits for its client's first check."""
        self._newest += 1
        ours = self._endpoint
        peer = Peer(PeerId(self._newest), ours.certificate, ours.random, now)
        link = Link(peer, room, participant, side, int.from_bytes(ours.random(7)) >> 1)
        self._by_ufrag[peer.ufrag] = link
        self._of.setdefault(participant, {})[side] = link
        return link

    def of(self, participant: Participant, side: Side) -> Link | None:
        """Find a participant's transport of that side."""
        return self._of.get(participant, {}).get(side)

    def local(self, link: Link) -> Local:
        """Say what a description tells about our end of the link."""
        peer, ours = link.peer, self._endpoint
        fingerprint = ours.certificate.fingerprint
        return Local(peer.ufrag, peer.pwd, fingerprint, ours.candidates, link.session_id)

    def find(self, data: bytes, source: Address, now: float) -> tuple[Kind, Link] | None:
        """Say what a datagram is and whose; None when it is to be dropped."""
        kind = kind_of(data)
        if kind is None:
            self._metrics.count("datagram_unknown")
            return None
        link = self._by_address.get(source)
        if kind is Kind.STUN:
            link = self._named(data, stranger=link is None, now=now)
        elif link is None:
            self._metrics.count("datagram_stranger")
        elif kind is Kind.DTLS and not self._may_shake_hands(link):
            return None
        return (kind, link) if link is not None else None

    def refused(self, now: float) -> None:
        """Count a stranger's check that proved nothing against what we look at."""
        self._metrics.count("stun_refused")
        self._strangers.take(now)

    def verified(self, link: Link, address: Address, now: float) -> bool:
        """Note whose address it is; not while another one lives there.

        Who has lost the socket lives too, as long as media or checks come.
        """
        holder = self._by_address.get(address)
        if holder is not None and holder is not link and _keeps(holder, link.participant, now):
            self._metrics.count("address_taken")
            link.peer.disown(address)
            return False
        if holder is not None:
            holder.addresses.discard(address)
        self._by_address[address] = link
        link.addresses.add(address)
        return True

    def forgotten(self, link: Link, address: Address) -> None:
        """Note that the address is no longer this link's."""
        if address in link.addresses:
            link.addresses.remove(address)
            del self._by_address[address]

    def connected(self, link: Link) -> None:
        """Its handshake is over."""
        link.connected = True
        self._shaking_hands.discard(link)

    def close(self, link: Link) -> None:
        """Say goodbye and forget everything about it; may be repeated."""
        if link.closed:
            return
        link.closed = True
        link.peer.close()
        self.outbox.extend(link.peer.outbox)
        link.peer.outbox.clear()
        self.dropped.update(link.peer.counters())
        self._by_ufrag.pop(link.peer.ufrag, None)
        for address in [*link.addresses]:
            self.forgotten(link, address)
        self._shaking_hands.discard(link)
        sides = self._of.get(link.participant, {})
        if sides.get(link.side) is link:
            del sides[link.side]
        if not sides:
            self._of.pop(link.participant, None)
        self._endpoint.fanout.close_peer(link.peer.peer_id)
        self._forwarding.forget(link.peer.peer_id)

    def close_all(self, participant: Participant) -> None:
        """Close both transports of somebody who is gone."""
        for link in [*self._of.get(participant, {}).values()]:
            self.close(link)

    def _named(self, data: bytes, *, stranger: bool, now: float) -> Link | None:
        name = peek_username(data)
        link = self._by_ufrag.get(name) if name is not None else None
        if link is None:
            self._metrics.count("stun_stranger")
            return None
        if stranger and not self._strangers.left(now):
            self._metrics.count("stun_unread")
            return None
        return link

    def _may_shake_hands(self, link: Link) -> bool:
        if link.connected or link in self._shaking_hands:
            return True
        if len(self._shaking_hands) >= self._limits.half_open:
            self._metrics.count("handshake_refused")
            return False
        self._shaking_hands.add(link)
        return True
