"""RTCP (RFC 3550 §6, RFC 4585 §6.2.1): what peers report to us, and the reports we send."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct
from typing import Final

from torg.sfu.errors import MalformedPacket

MOST_BYTES: Final = 1200
MOST_BLOCKS: Final = 31

_SR, _RR, _SDES, _BYE, _RTPFB = 200, 201, 202, 203, 205
_GENERIC_NACK: Final = 1
_CNAME: Final = 1
_NTP_TO_UNIX_S: Final = 2_208_988_800
_VERSION_2: Final = 2
_PADDING: Final = 0x20
_COUNT_MASK: Final = 0x1F
_LOST_MASK: Final = 0xFF_FFFF
_LOST_SIGN: Final = 0x80_0000
_BITS: Final = 16

_HEADER: Final = Struct("!BBH")
_BLOCK: Final = Struct("!6I")
_SENDER: Final = Struct("!IQIII")
_WORD: Final = Struct("!I")
_NACK_ITEM: Final = Struct("!HH")


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
    if not 0 < len(packet) <= MOST_BYTES:
        raise MalformedPacket("empty or too long for RTCP")
    reports = []
    for kind, count, body in _parts(packet):
        reader = _READERS.get(kind)
        report = reader(count, body) if reader else None
        if report is not None:
            reports.append(report)
    return tuple(reports)


def write_sender_report(report: SenderReport, cname: str) -> bytes:
    """Write SR + SDES(CNAME), the plaintext that all listeners of a track are sent."""
    body = _SENDER.pack(
        report.ssrc,
        report.ntp,
        report.timestamp & 0xFFFF_FFFF,
        report.packets & 0xFFFF_FFFF,
        report.octets & 0xFFFF_FFFF,
    )
    body += b"".join(map(_write_block, report.blocks))
    name = cname.encode()
    item = _WORD.pack(report.ssrc) + bytes([_CNAME, len(name)]) + name + b"\0"
    return _part(_SR, len(report.blocks), body) + _part(_SDES, 1, item + bytes(-len(item) % 4))


def write_receiver_report(ssrc: int, blocks: Sequence[ReportBlock]) -> bytes:
    """Write the RR of at most 31 blocks that a publisher is sent."""
    if len(blocks) > MOST_BLOCKS:
        raise ValueError("more blocks than one report counts")
    return _part(_RR, len(blocks), _WORD.pack(ssrc) + b"".join(map(_write_block, blocks)))


def ntp_of(wall_s: float) -> int:
    """Turn seconds since 1970 into NTP 32.32 fixed point."""
    return int((wall_s + _NTP_TO_UNIX_S) * (1 << 32))


def _parts(packet: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Cut a compound packet into type, count and body."""
    at = 0
    while at < len(packet):
        if at + _HEADER.size > len(packet):
            raise MalformedPacket("RTCP header is cut off")
        first, kind, words = _HEADER.unpack_from(packet, at)
        end = at + 4 * (words + 1)
        if first >> 6 != _VERSION_2 or end > len(packet):
            raise MalformedPacket("RTCP part is broken or cut off")
        body = packet[at + _HEADER.size : end]
        if first & _PADDING:
            if not body or not 0 < body[-1] <= len(body):
                raise MalformedPacket("more padding than RTCP")
            body = body[: -body[-1]]
        yield kind, first & _COUNT_MASK, body
        at = end


def _read_sender_report(count: int, body: bytes) -> SenderReport:
    _need(body, _SENDER.size)
    ssrc, ntp, timestamp, packets, octets = _SENDER.unpack_from(body)
    blocks = _read_blocks(count, body[_SENDER.size :])
    return SenderReport(ssrc, ntp, timestamp, packets, octets, blocks)


def _read_receiver_report(count: int, body: bytes) -> ReceiverReport:
    _need(body, _WORD.size)
    return ReceiverReport(_WORD.unpack_from(body)[0], _read_blocks(count, body[_WORD.size :]))


def _read_nack(count: int, body: bytes) -> Nack | None:
    if count != _GENERIC_NACK:
        return None
    _need(body, 2 * _WORD.size)
    if len(body) % 4:
        raise MalformedPacket("NACK item is cut off")
    sequences = [
        (first + place) & 0xFFFF
        for first, mask in _NACK_ITEM.iter_unpack(body[8:])
        for place in range(_BITS + 1)
        if place == 0 or mask >> (place - 1) & 1
    ]
    return Nack(
        _WORD.unpack_from(body)[0], _WORD.unpack_from(body, 4)[0], tuple(dict.fromkeys(sequences))
    )


def _read_bye(count: int, body: bytes) -> Bye:
    _need(body, count * _WORD.size)
    return Bye(tuple(_WORD.unpack_from(body, 4 * place)[0] for place in range(count)))


_READERS: Final[Mapping[int, Callable[[int, bytes], Report | None]]] = {
    _SR: _read_sender_report,
    _RR: _read_receiver_report,
    _BYE: _read_bye,
    _RTPFB: _read_nack,
}


def _need(body: bytes, size: int) -> None:
    if len(body) < size:
        raise MalformedPacket("RTCP part is shorter than its count says")


def _read_blocks(count: int, body: bytes) -> tuple[ReportBlock, ...]:
    _need(body, count * _BLOCK.size)
    blocks = []
    for place in range(count):
        ssrc, lost, highest, jitter, last, delay = _BLOCK.unpack_from(body, place * _BLOCK.size)
        total = lost & _LOST_MASK
        total -= (total & _LOST_SIGN) << 1  # 24 bits with a sign: duplicates make it negative
        blocks.append(ReportBlock(ssrc, lost >> 24, total, highest, jitter, last, delay))
    return tuple(blocks)


def _write_block(block: ReportBlock) -> bytes:
    total = max(-_LOST_SIGN, min(block.total_lost, _LOST_SIGN - 1)) & _LOST_MASK
    return _BLOCK.pack(
        block.ssrc,
        block.fraction_lost << 24 | total,
        block.highest_sequence & 0xFFFF_FFFF,
        block.jitter,
        block.last_sr,
        block.delay_since_last_sr,
    )


def _part(kind: int, count: int, body: bytes) -> bytes:
    return _HEADER.pack(_VERSION_2 << 6 | count, kind, len(body) // 4) + body
