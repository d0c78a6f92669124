"""Which protocol a datagram belongs to, by its length and first bytes (RFC 7983, RFC 5761)."""

from enum import Enum


class Kind(Enum):
    """What arrived on the one UDP port."""

    STUN = "stun"
    DTLS = "dtls"
    RTP = "rtp"
    RTCP = "rtcp"


def kind_of(datagram: bytes) -> Kind | None:
    """Tell the protocol; None for what is neither ours nor of a sound length."""
    size = len(datagram)
    if not size:
        return None
    first = datagram[0]
    if 128 <= first <= 191:
        if not 12 <= size <= 1400:
            return None
        return Kind.RTCP if 192 <= datagram[1] <= 223 else Kind.RTP
    if first <= 3:
        return Kind.STUN if 20 <= size <= 548 else None
    if 20 <= first <= 63:
        return Kind.DTLS if 13 <= size <= 1500 else None
    return None
