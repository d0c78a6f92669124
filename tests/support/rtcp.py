"""RTCP that only clients write: the request to send lost packets again."""

from collections.abc import Sequence
from struct import pack
from typing import Final

NEIGHBOURS: Final = 16


def write_nack(ssrc: int, media_ssrc: int, sequences: Sequence[int]) -> bytes:
    """Write a Generic NACK (RFC 4585 §6.2.1), each 17 neighbours in one item."""
    items = b""
    left = list(sequences)
    while left:
        first, mask, later = left[0], 0, []
        for sequence in left[1:]:
            place = (sequence - first - 1) & 0xFFFF
            if place < NEIGHBOURS:
                mask |= 1 << place
            else:
                later.append(sequence)
        items += pack("!HH", first, mask)
        left = later
    body = pack("!II", ssrc, media_ssrc) + items
    return pack("!BBH", 0x81, 205, len(body) // 4) + body
