"""Which protocol a datagram belongs to, by its length and first bytes (RFC 7983, RFC 5761)."""

from enum import Enum
from typing import Final


class Kind(Enum):
    """What arrived on the one UDP port."""

    STUN = "stun"
    DTLS = "dtls"
    RTP = "rtp"
    RTCP = "rtcp"


_FIRST_BYTES: Final = (
    (range(4), Kind.STUN),
    (range(20, 64), Kind.DTLS),
    (range(128, 192), Kind.RTP),
)
_RTCP_SECOND_BYTES: Final = range(192, 224)

# By first byte, so that telling costs one lookup.
_KINDS: Final = tuple(
    next((kind for firsts, kind in _FIRST_BYTES if first in firsts), None) for first in range(256)
)

SIZES: Final = {Kind.STUN: range(20, 549), Kind.DTLS: range(13, 1501), Kind.RTP: range(12, 1401)}
"""Sound lengths in bytes; RTCP is measured as RTP."""


def kind_of(datagram: bytes) -> Kind | None:
    """Tell the protocol; None for what is neither ours nor of a sound length."""
    kind = _KINDS[datagram[0]] if datagram else None
    if kind is None or len(datagram) not in SIZES[kind]:
        return None
    if kind is Kind.RTP and datagram[1] in _RTCP_SECOND_BYTES:
        return Kind.RTCP
    return kind
