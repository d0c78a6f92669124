"""The errors that the media server's own parts raise at each other."""


class MediaError(Exception):
    """Root of everything that may be wrong with what a peer sent or asked for."""


class MalformedPacket(MediaError):
    """An RTP, RTCP or STUN packet breaks its format or one of our limits."""


class MalformedSdp(MediaError):
    """A session description breaks RFC 8866 or one of our limits."""


class UnknownId(MediaError):
    """The fan-out was asked about a peer or a track that it does not hold."""


class NonceReuse(MediaError):
    """Doing what was asked could encrypt two texts under one (key, SSRC, index)."""
