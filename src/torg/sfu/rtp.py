"""Reading RTP packets (RFC 3550 §5.1) and the two header extensions we accept (RFC 8285)."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct
from typing import Final

from torg.sfu.errors import MalformedPacket

HEADER_BYTES: Final = 12

_HEADER: Final = Struct("!BBHII")
_VERSION_MASK: Final = 0xC0
_VERSION_2: Final = 0x80
_PADDING: Final = 0x20
_EXTENSION: Final = 0x10
_ONE_BYTE: Final = 0xBEDE
_TWO_BYTE: Final = 0x100  # the upper twelve bits of 0x1000-0x100F
_STOP: Final = 15
_LONGEST_MID: Final = 16
_LEVEL_MASK: Final = 0x7F


@dataclass(frozen=True, slots=True)
class ExtensionIds:
    """The ids that the publisher's offer gave to ssrc-audio-level and sdes:mid."""

    level: int | None = None
    mid: int | None = None


@dataclass(frozen=True, slots=True)
class RtpPacket:
    """One packet, padding and extensions taken off; level 0 (loudest) to 127 in -dBov."""

    payload_type: int
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    level: int | None
    mid: str | None


def peek_ssrc(packet: bytes) -> int:
    """Read the SSRC of an RTP packet of at least 12 bytes, encrypted or not."""
    return int.from_bytes(packet[8:12], "big")


def peek_mid(packet: bytes, extensions: ExtensionIds) -> str | None:
    """Read the MID of an RTP packet, encrypted or not: SRTP leaves the header in the clear.

    Raises MalformedPacket.
    """
    found, _ = _read_extensions(packet, _fixed_size(packet), extensions)
    return found.mid


def read_rtp(packet: bytes, extensions: ExtensionIds) -> RtpPacket:
    """Read a plaintext packet. Raises MalformedPacket."""
    start = _fixed_size(packet)
    first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(packet)
    found, start = _read_extensions(packet, start, extensions)
    end = len(packet)
    if first & _PADDING:
        end -= packet[-1]
        if not packet[-1] or end < start:
            raise MalformedPacket("more padding than packet")
    return RtpPacket(
        payload_type=second & 0x7F,
        marker=bool(second & 0x80),
        sequence=sequence,
        timestamp=timestamp,
        ssrc=ssrc,
        payload=packet[start:end],
        level=found.level,
        mid=found.mid,
    )


@dataclass(slots=True)
class _Found:
    level: int | None = None
    mid: str | None = None


def _fixed_size(packet: bytes) -> int:
    """Tell where the extension or the payload begins."""
    if len(packet) < HEADER_BYTES or packet[0] & _VERSION_MASK != _VERSION_2:
        raise MalformedPacket("not RTP version 2")
    size = HEADER_BYTES + 4 * (packet[0] & 0x0F)
    if size > len(packet):
        raise MalformedPacket("fewer sources than the header says")
    return size


def _read_extensions(packet: bytes, at: int, wanted: ExtensionIds) -> tuple[_Found, int]:
    """Read the wanted elements at `at`; also tells where the payload begins."""
    found = _Found()
    if not packet[0] & _EXTENSION:
        return found, at
    if at + 4 > len(packet):
        raise MalformedPacket("extension header is cut off")
    profile = int.from_bytes(packet[at : at + 2], "big")
    end = at + 4 + 4 * int.from_bytes(packet[at + 2 : at + 4], "big")
    if end > len(packet):
        raise MalformedPacket("extension is longer than the packet")
    body = packet[at + 4 : end]
    if profile == _ONE_BYTE:
        elements = _one_byte(body)
    elif profile >> 4 == _TWO_BYTE:
        elements = _two_byte(body)
    else:
        return found, end
    for number, value in elements:
        if number == wanted.level and value:
            found.level = value[0] & _LEVEL_MASK  # RFC 6464 §3; the upper bit says "voice"
        elif number == wanted.mid and value:
            found.mid = _mid(value)
    return found, end


def _mid(value: bytes) -> str:
    if len(value) > _LONGEST_MID or not value.isascii():
        raise MalformedPacket("MID is not a short token")
    return value.decode("ascii")


def _one_byte(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Cut the body into elements (RFC 8285 §4.2); 0 is padding, 15 ends it."""
    at = 0
    while at < len(body):
        number, size = body[at] >> 4, (body[at] & 0x0F) + 1
        if number == _STOP:
            return
        if body[at] == 0:
            at += 1
            continue
        if at + 1 + size > len(body):
            raise MalformedPacket("extension element is cut off")
        yield number, body[at + 1 : at + 1 + size]
        at += 1 + size


def _two_byte(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Cut the body into elements (RFC 8285 §4.3); 0 is padding."""
    at = 0
    while at < len(body):
        if body[at] == 0:
            at += 1
            continue
        if at + 2 > len(body) or at + 2 + body[at + 1] > len(body):
            raise MalformedPacket("extension element is cut off")
        yield body[at], body[at + 2 : at + 2 + body[at + 1]]
        at += 2 + body[at + 1]
