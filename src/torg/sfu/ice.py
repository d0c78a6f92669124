"""The ICE-lite agent of one transport (RFC 8445 §2.5): answers checks, sends none."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from struct import error as StructError  # noqa: N812 - a class under a module's name
from struct import unpack_from
from typing import Final

from aioice import stun

from torg.sfu.errors import MalformedPacket
from torg.sfu.seam import Address

UFRAG_CHARACTERS: Final = 16
PWD_CHARACTERS: Final = 32
MOST_ADDRESSES: Final = 8

SILENT_AFTER_S: Final = 20.0
"""Firefox checks every 4.1-5.5 s and never repeats a lost check: one loss must not count."""

EXPIRED_AFTER_S: Final = 30.0
"""RFC 7675 §5.1: the consent to be sent anything lasts this long."""

_BINDING_REQUEST: Final = b"\x00\x01"
_COOKIE: Final = stun.COOKIE.to_bytes(4, "big")
_USERNAME: Final = 0x0006
_FINGERPRINT_HEAD: Final = b"\x80\x28\x00\x04"
_ROLE_CONFLICT: Final = 487


@dataclass(frozen=True, slots=True)
class Verified:
    """The address sent a valid check; its packets belong to this transport."""

    address: Address


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The address is no longer this transport's."""

    address: Address


@dataclass(frozen=True, slots=True)
class Selected:
    """The address to send to from now on."""

    address: Address


@dataclass(frozen=True, slots=True)
class Silent:
    """No sign of life for 20 s."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sign of life after Silent."""


@dataclass(frozen=True, slots=True)
class Expired:
    """No sign of life for 30 s: consent is gone."""


IceEvent = Verified | Forgotten | Selected | Silent | Heard | Expired


def peek_username(datagram: bytes) -> str | None:
    """Find our ufrag in a Binding request's USERNAME by a cheap scan; nothing is verified."""
    if datagram[:2] != _BINDING_REQUEST or datagram[4:8] != _COOKIE:
        return None
    at = stun.HEADER_LENGTH
    while at + 4 <= len(datagram):
        kind, size = unpack_from("!HH", datagram, at)
        at += 4
        if kind == _USERNAME:
            ours, colon, _ = datagram[at : at + size].partition(b":")
            return ours.decode("ascii") if colon and ours.isascii() else None
        at += size + -size % 4
    return None


def read_check(datagram: bytes, pwd: str) -> stun.Message:
    """Read a Binding request that carries our password's integrity and a fingerprint.

    Raises MalformedPacket for anything else.
    """
    if datagram[:2] != _BINDING_REQUEST or datagram[4:8] != _COOKIE:
        raise MalformedPacket("not a binding request")
    try:
        message = stun.parse_message(datagram)
    except (ValueError, StructError) as broken:
        raise MalformedPacket("broken STUN message") from broken
    # What the fingerprint says of its own length is covered by nothing, and unread by aioice.
    if datagram[-8:-4] != _FINGERPRINT_HEAD or not message.check_message_integrity(pwd.encode()):
        raise MalformedPacket("unauthenticated STUN message")
    return message


class IceAgent:
    """Learns from checks which addresses are the peer's, which to use, and whether it lives."""

    def __init__(self, random: Callable[[int], bytes], now: float) -> None:
        # Base64 of 3 bytes makes 4 characters, all of them ice-chars.
        self.ufrag = b64encode(random(UFRAG_CHARACTERS * 3 // 4)).decode()
        self.pwd = b64encode(random(PWD_CHARACTERS * 3 // 4)).decode()
        self.selected: Address | None = None
        self.outbox: list[tuple[bytes, Address]] = []
        self.events: list[IceEvent] = []
        self._addresses: dict[Address, None] = {}  # the newest last
        self._nominated = False
        self.heard_at = now
        self._silent = False
        self._expired = False

    def receive(self, datagram: bytes, source: Address, now: float) -> None:
        """Answer a check. Raises MalformedPacket, having answered and changed nothing."""
        check = read_check(datagram, self.pwd)
        if "ICE-CONTROLLED" in check.attributes:
            # A lite agent is never the controlling one (RFC 8445 §7.3.1.1).
            self._answer(check, datagram, source, stun.Class.ERROR)
            return
        self._answer(check, datagram, source, stun.Class.RESPONSE)
        self._verify(source)
        self._select(source, nominated="USE-CANDIDATE" in check.attributes)
        self.heard(source, now)

    def heard(self, source: Address, now: float) -> None:
        """Note an authentic packet; only one from the selected address is a sign of life."""
        if source != self.selected or self._expired:
            return
        self.heard_at = now
        if self._silent:
            self._silent = False
            self.events.append(Heard())

    def owns(self, source: Address) -> bool:
        """Say whether a valid check came from this address, among the newest eight."""
        return source in self._addresses

    def disown(self, source: Address) -> None:
        """Unlearn an address, so that the next valid check from it counts as its first."""
        self._addresses.pop(source, None)

    def tick(self, now: float) -> None:
        """Notice silence."""
        if self._expired:
            return
        if now >= self.heard_at + EXPIRED_AFTER_S:
            self._expired = True
            self.events.append(Expired())
        elif not self._silent and now >= self.heard_at + SILENT_AFTER_S:
            self._silent = True
            self.events.append(Silent())

    def deadline(self) -> float | None:
        """Say when silence is to be noticed; None once expired."""
        if self._expired:
            return None
        return self.heard_at + (EXPIRED_AFTER_S if self._silent else SILENT_AFTER_S)

    def _answer(
        self, check: stun.Message, datagram: bytes, source: Address, kind: stun.Class
    ) -> None:
        answer = stun.Message(stun.Method.BINDING, kind, check.transaction_id)
        if kind is stun.Class.ERROR:
            answer.attributes["ERROR-CODE"] = (_ROLE_CONFLICT, "")
        else:
            answer.attributes["XOR-MAPPED-ADDRESS"] = source[1:]
        answer.add_message_integrity(self.pwd.encode())
        reply = bytes(answer)
        if len(reply) <= len(datagram):  # a spoofed source is never sent more than it cost
            self.outbox.append((reply, source))

    def _verify(self, source: Address) -> None:
        known = source in self._addresses
        self._addresses.pop(source, None)
        self._addresses[source] = None
        if known:
            return
        self.events.append(Verified(source))
        if len(self._addresses) > MOST_ADDRESSES:
            oldest = next(address for address in self._addresses if address != self.selected)
            del self._addresses[oldest]
            self.events.append(Forgotten(oldest))

    def _select(self, source: Address, *, nominated: bool) -> None:
        if self._nominated and not nominated:
            return
        self._nominated = self._nominated or nominated
        if source != self.selected:
            self.selected = source
            self.events.append(Selected(source))
