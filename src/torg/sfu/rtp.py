"""Reading RTP packets (RFC 3550) and the two header extensions we accept (RFC 8285)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExtensionIds:
    """The ids that the publisher's offer gave to ssrc-audio-level and sdes:mid."""

    level: int | None = None
    mid: int | None = None


@dataclass(frozen=True, slots=True)
class RtpPacket:
    """One packet, padding and extensions taken off."""

    payload_type: int
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    level: int | None
    mid: str | None


def read_rtp(packet: bytes, extensions: ExtensionIds) -> RtpPacket:
    """Read a plaintext packet. Raises MalformedPacket."""
    raise NotImplementedError


def peek_ssrc(packet: bytes) -> int:
    """Read the SSRC of an RTP packet of at least 12 bytes, encrypted or not."""
    return int.from_bytes(packet[8:12], "big")
