"""Settings of the media server: one frozen object, and every limit in one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Final

LAST_PORT: Final = 0xFFFF
SHORTEST_SECRET: Final = 32
"""RFC 7518 §3.2: a key of HS256 is at least as long as its hash."""


class ConfigRefused(ValueError):
    """A setting that cannot work; the message says which one and why."""


class Announce(StrEnum):
    """Whom the others are told about."""

    PUBLISHERS = "publishers"
    """Only who may publish or has a track: an audience stays unannounced."""
    ALL = "all"
    """Everybody, as LiveKit does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one participant, one room and the whole process may cost."""

    message_bytes: int = 64 * 1024
    """Largest signalling message taken in."""
    messages_per_s: float = 50
    message_burst: int = 100
    tracks_per_participant: int = 2
    tracks_per_room: int = 30
    name_bytes: int = 256
    """Of a name and of an identity."""
    metadata_bytes: int = 4096
    attributes_bytes: int = 8192
    queue_messages: int = 256
    """Signalling messages waiting for one socket."""
    queue_bytes: int = 256 * 1024
    joins_per_s: float = 200
    peers: int = 5000
    """Participants in all rooms together."""
    rooms: int = 1000
    stun_strangers_per_s: float = 2000
    """STUN requests looked at, though nobody with that name is known, or badly signed."""
    offers_per_s: float = 500
    half_open: int = 500
    """DTLS handshakes under way at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything `torg media` is told at its start. Raises ConfigRefused."""

    keys: Mapping[str, str] = field(repr=False)
    """API secrets by API key; the first one also signs the webhooks."""
    listen: str = "127.0.0.1:7880"
    """`host:port` of signalling and RoomService; port 0 takes a free one."""
    unix: Path | None = None
    """A unix socket, mode 0600, in place of `listen`."""
    udp_port: int = 7882
    """The one port of all audio; 0 takes a free one."""
    addresses: tuple[str, ...] = ()
    """Addresses offered to clients; every interface address when there are none."""
    announce: Announce = Announce.PUBLISHERS
    dead_man_s: float = 0
    """Seconds without a RoomService call after which everything is dropped; 0 for never."""
    webhooks: tuple[str, ...] = ()
    """URLs told what happens."""
    auto_create: bool = False
    """Whether the first one to join an unknown room opens it."""
    dump: Path | None = None
    """For tests: a unix socket that shows who sends to whom."""
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if not self.keys:
            raise ConfigRefused("the media server needs an API key and its secret")
        for key, secret in self.keys.items():
            if not key or len(secret) < SHORTEST_SECRET:
                raise ConfigRefused(f"an API secret needs at least {SHORTEST_SECRET} characters")
        if not 0 <= self.udp_port <= LAST_PORT:
            raise ConfigRefused("the UDP port lies between 0 and 65535")
        for address in self.addresses:
            try:
                unspecified = ip_address(address).is_unspecified
            except ValueError:
                raise ConfigRefused("an address to offer is an IP address, not a name") from None
            if unspecified:
                raise ConfigRefused("the wildcard address cannot be offered to clients")
        self.listen_address()

    def limits_in_rooms(self) -> Limits:
        """Give the limits, with one track each under a gateway, where nobody needs a second."""
        one_each = self.dead_man_s > 0
        return replace(self.limits, tracks_per_participant=1) if one_each else self.limits

    def listen_address(self) -> tuple[str, int]:
        """Split `listen` into host and port. Raises ConfigRefused."""
        host, _, port = self.listen.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or int(port) > LAST_PORT:
            raise ConfigRefused("listen is written as host:port")
        return host.strip("[]"), int(port)
