"""RTCP (RFC 3550 §6, RFC 4585 §6.2.1): what listeners report, and the reports we send."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """How one source is received; loss since the last report in 1/256, jitter in RTP units."""

    ssrc: int
    fraction_lost: int
    total_lost: int
    highest_sequence: int
    jitter: int
    last_sr: int
    delay_since_last_sr: int


@dataclass(frozen=True, slots=True)
class SenderReport:
    """A sender's clocks (NTP as 32.32 fixed point, RTP) and counts, with what it receives."""

    ssrc: int
    ntp: int
    timestamp: int
    packets: int
    octets: int
    blocks: tuple[ReportBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiverReport:
    """How the sources are received by `ssrc`."""

    ssrc: int
    blocks: tuple[ReportBlock, ...]


@dataclass(frozen=True, slots=True)
class Nack:
    """The sequence numbers of `media_ssrc` that `ssrc` asks for again."""

    ssrc: int
    media_ssrc: int
    sequences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bye:
    """Sources that say they end; signalling decides, not this."""

    ssrcs: tuple[int, ...]


Report = SenderReport | ReceiverReport | Nack | Bye


def read_rtcp(packet: bytes) -> tuple[Report, ...]:
    """Read a compound or reduced-size packet of at most 1,200 bytes; skips other types.

    Raises MalformedPacket.
    """
    raise NotImplementedError


def write_sender_report(report: SenderReport, cname: str) -> bytes:
    """Write SR + SDES(CNAME), the plaintext that all listeners of a track are sent."""
    raise NotImplementedError


def write_receiver_report(ssrc: int, blocks: Sequence[ReportBlock]) -> bytes:
    """Write the RR of at most 31 blocks that a publisher is sent."""
    raise NotImplementedError


def write_nack(ssrc: int, media_ssrc: int, sequences: Sequence[int]) -> bytes:
    """Write a Generic NACK (RFC 4585 §6.2.1)."""
    raise NotImplementedError


def ntp_of(wall_s: float) -> int:
    """Turn seconds since 1970 into NTP 32.32 fixed point."""
    raise NotImplementedError
