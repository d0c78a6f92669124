"""A light client's one UDP association: an ICE check, DTLS as the active side, SRTP both ways.

It is written apart from `torg.sfu`, with the same libraries, so that a mistake made there is not
made here as well. It checks consent every five seconds as browsers do (RFC 7675), watches the
sequence of all packets, and decrypts one in fifty to compare.
"""

import datetime as dt
import secrets
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from aioice import stun
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from OpenSSL import SSL
from pylibsrtp import Policy, Session

CHECK_ONE_IN: Final = 50
RETRY_S: Final = 0.25
CONSENT_S: Final = 5.0
KEY_BYTES: Final = 16
LARGEST_DATAGRAM: Final = 2048

PROFILES: Final = {
    b"SRTP_AEAD_AES_128_GCM": (Policy.SRTP_PROFILE_AEAD_AES_128_GCM, 12),
    b"SRTP_AES128_CM_SHA1_80": (Policy.SRTP_PROFILE_AES128_CM_SHA1_80, 14),
}
"""By the name DTLS knows: libsrtp's profile and the length of its salt."""


@dataclass(frozen=True, slots=True)
class Side:
    """The ICE name and password of one side."""

    ufrag: str
    pwd: str

    @classmethod
    def invented(cls) -> "Side":
        """Make up a name and a password, as every peer connection does."""
        return cls(secrets.token_hex(4), secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class Remote:
    """The other side as its session description tells it."""

    side: Side
    address: tuple[str, int]


@dataclass(slots=True)
class Counts:
    """What one listener has received."""

    packets: int = 0
    missing: int = 0
    repeated: int = 0
    checked: int = 0
    broken: int = 0
    first_at: float | None = None


class Certificate:
    """The key pair all light clients of one process share, and its DTLS context."""

    def __init__(self, profiles: bytes = b":".join(PROFILES)) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "light client")])
        day = dt.timedelta(days=1)
        today = dt.datetime.now(dt.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - day)
            .not_valid_after(today + 30 * day)
            .sign(key, SHA256())
        )
        self.fingerprint = certificate.fingerprint(SHA256()).hex(":").upper()
        self.context = SSL.Context(SSL.DTLS_METHOD)
        self.context.set_verify(SSL.VERIFY_PEER, lambda *_: True)
        self.context.use_certificate(certificate)
        self.context.use_privatekey(key)
        self.context.set_tlsext_use_srtp(profiles)


@dataclass(slots=True, eq=False)
class Association:
    """One socket to the media server."""

    certificate: Certificate
    own: Side
    remote: Remote
    on_payload: Callable[[bytes], bool] = lambda _: True
    """Takes the payload of a decrypted packet and says whether it is what was sent."""
    counts: Counts = field(default_factory=Counts)
    up_at: float | None = None
    udp: socket.socket = field(init=False)
    _dtls: SSL.Connection | None = None
    _in: Session | None = None
    _out: Session | None = None
    _last_sequence: int | None = None
    _next_check: float = 0

    def __post_init__(self) -> None:
        host = self.remote.address[0]
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.udp = socket.socket(family, socket.SOCK_DGRAM)
        self.udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.udp.settimeout(0)
        self.udp.connect(self.remote.address)

    def close(self) -> None:
        """Close the socket; nothing is said to the server."""
        self.udp.close()

    def tick(self, now: float) -> None:
        """Send what is due: the check of the connection, and what the handshake has lost."""
        if now >= self._next_check:
            self._next_check = now + (RETRY_S if self.up_at is None else CONSENT_S)
            self._check_connection()
        if self._dtls is not None and self.up_at is None:
            self._dtls.DTLSv1_handle_timeout()
            self._flush()

    def readable(self, now: float) -> None:
        """Take one datagram off the socket."""
        try:
            datagram = self.udp.recv(LARGEST_DATAGRAM)
        except (BlockingIOError, ConnectionRefusedError):
            return
        kind = datagram[0]
        if 128 <= kind < 192:
            if self._in is not None and not 192 <= datagram[1] <= 223:
                self._take_media(datagram, now)
        elif 20 <= kind < 64 and self._dtls is not None:
            self._dtls.bio_write(datagram)
            self._shake_hands(now)
        elif kind < 4 and self._dtls is None:
            self._dtls = SSL.Connection(self.certificate.context, None)
            self._dtls.set_connect_state()
            self._dtls.set_ciphertext_mtu(1200)
            self._shake_hands(now)

    def send_rtp(self, packet: bytes) -> None:
        """Encrypt and send one RTP packet; the association is up."""
        assert self._out is not None
        self._send(self._out.protect(packet))

    def _send(self, datagram: bytes) -> None:
        try:
            self.udp.send(datagram)
        except (BlockingIOError, ConnectionRefusedError):
            return  # as lost on the way

    def _check_connection(self) -> None:
        request = stun.Message(
            stun.Method.BINDING,
            stun.Class.REQUEST,
            attributes={
                "USERNAME": f"{self.remote.side.ufrag}:{self.own.ufrag}",
                "PRIORITY": 1,
                "ICE-CONTROLLING": 1,
                "USE-CANDIDATE": None,
            },
        )
        request.add_message_integrity(self.remote.side.pwd.encode())
        self._send(bytes(request))

    def _shake_hands(self, now: float) -> None:
        assert self._dtls is not None
        if self.up_at is not None:
            return
        try:
            self._dtls.do_handshake()
        except SSL.WantReadError:
            return
        finally:
            self._flush()
        profile, salt = PROFILES[self._dtls.get_selected_srtp_profile()]
        keys = self._dtls.export_keying_material(
            b"EXTRACTOR-dtls_srtp", 2 * (KEY_BYTES + salt), None
        )
        client, server = keys[:KEY_BYTES], keys[KEY_BYTES : 2 * KEY_BYTES]
        salts = keys[2 * KEY_BYTES :]
        self._out = _session(client + salts[:salt], Policy.SSRC_ANY_OUTBOUND, profile)
        self._in = _session(server + salts[salt:], Policy.SSRC_ANY_INBOUND, profile)
        self.up_at = now
        self._next_check = now + CONSENT_S

    def _flush(self) -> None:
        # One record a datagram: a handshake's flight is several, each with its length in front.
        assert self._dtls is not None
        try:
            flight = self._dtls.bio_read(65_536)
        except SSL.WantReadError:
            return
        while flight:
            length = 13 + int.from_bytes(flight[11:13], "big")
            self._send(flight[:length])
            flight = flight[length:]

    def _take_media(self, datagram: bytes, now: float) -> None:
        counts = self.counts
        counts.packets += 1
        sequence = datagram[2] << 8 | datagram[3]
        if self._last_sequence is None:
            counts.first_at = now
        else:
            ahead = (sequence - self._last_sequence) & 0xFFFF
            if ahead == 0 or ahead >= 0x8000:
                counts.repeated += 1
                return
            counts.missing += ahead - 1
        self._last_sequence = sequence
        if counts.packets % CHECK_ONE_IN == 1:
            self._compare(datagram)

    def _compare(self, datagram: bytes) -> None:
        assert self._in is not None
        packet = self._in.unprotect(datagram)
        extension = 4 + 4 * struct.unpack_from("!H", packet, 14)[0] if packet[0] & 0x10 else 0
        self.counts.checked += 1
        if not self.on_payload(packet[12 + extension :]):
            self.counts.broken += 1


def _session(key: bytes, direction: int, profile: int) -> Session:
    return Session(Policy(key=key, ssrc_type=direction, srtp_profile=profile))
