"""SRTP profiles, the keys that DTLS exports for them, and decrypting what a peer sends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pylibsrtp import Error, Policy, Session

from torg.sfu.errors import MediaError
from torg.sfu.seam import Profile, SendKeys

KEY_BYTES: Final = 16

WINDOW: Final = 1024
"""Replay window both ways; with libsrtp's default of 128 a resend after 2.5 s would fail."""

MOST_STREAMS: Final = 64
"""SSRCs of one peer; libsrtp keeps a stream for each that it authenticated, for good."""

LONGEST_PLAINTEXT: Final = 1356
"""libsrtp's wrapper has a buffer of 1,500 bytes and keeps 144 of them for trailers."""


class SrtpRefused(MediaError):
    """A packet is forged, replayed or too old; libsrtp's word for it is the message."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a profile is called elsewhere, and its sizes in bytes."""

    openssl: str
    libsrtp: int
    salt: int
    overhead: int

    @property
    def exported(self) -> int:
        """Bytes of keying material for both directions."""
        return 2 * (KEY_BYTES + self.salt)


SHAPES: Final[Mapping[Profile, Shape]] = {  # in order of preference
    "AEAD_AES_128_GCM": Shape(
        "SRTP_AEAD_AES_128_GCM", Policy.SRTP_PROFILE_AEAD_AES_128_GCM, salt=12, overhead=16
    ),
    "AES_CM_128_HMAC_SHA1_80": Shape(
        "SRTP_AES128_CM_SHA1_80", Policy.SRTP_PROFILE_AES128_CM_SHA1_80, salt=14, overhead=10
    ),
}


def split_keys(profile: Profile, exported: bytes) -> tuple[SendKeys, SendKeys]:
    """Split the exporter's output (RFC 5764 §4.2) into the client's keys and the server's."""
    salt = SHAPES[profile].salt
    keys, salts = exported[: 2 * KEY_BYTES], exported[2 * KEY_BYTES :]
    return (
        SendKeys(profile, keys[:KEY_BYTES], salts[:salt]),
        SendKeys(profile, keys[KEY_BYTES:], salts[salt:]),
    )


def receiving_session(keys: SendKeys) -> Session:
    """Make a session that decrypts what the owner of `keys` sends."""
    return _session(keys, Policy.SSRC_ANY_INBOUND)


def sending_session(keys: SendKeys) -> Session:
    """Make a session that encrypts with `keys`, also the same packet again for a resend."""
    return _session(keys, Policy.SSRC_ANY_OUTBOUND, repeat=True)


def _session(keys: SendKeys, direction: int, *, repeat: bool = False) -> Session:
    policy = Policy(
        key=keys.key + keys.salt,
        ssrc_type=direction,
        srtp_profile=SHAPES[keys.profile].libsrtp,
    )
    policy.window_size = WINDOW
    policy.allow_repeat_tx = repeat
    session = Session(policy)
    # libsrtp has its own copy by now, and wipes that one when the session ends.
    if policy.key is not None:
        memoryview(policy.key)[:] = bytes(len(policy.key))
    return session


class Receiver:
    """Decrypts one peer's packets; a replay is refused as a forgery is."""

    def __init__(self, keys: SendKeys) -> None:
        self._session = receiving_session(keys)
        self._ssrcs: set[bytes] = set()

    def rtp(self, packet: bytes) -> bytes:
        """Decrypt an SRTP packet of at least 12 bytes. Raises SrtpRefused."""
        return self._open(self._session.unprotect, packet, packet[8:12])

    def rtcp(self, packet: bytes) -> bytes:
        """Decrypt an SRTCP packet of at least 12 bytes. Raises SrtpRefused."""
        return self._open(self._session.unprotect_rtcp, packet, packet[4:8])

    def _open(self, unprotect: Callable[[bytes], bytes], packet: bytes, ssrc: bytes) -> bytes:
        if ssrc not in self._ssrcs and len(self._ssrcs) >= MOST_STREAMS:
            raise SrtpRefused("too many sources")
        try:
            plaintext = unprotect(packet)
        except (Error, ValueError) as refused:
            raise SrtpRefused(str(refused)) from None
        self._ssrcs.add(ssrc)
        return plaintext
