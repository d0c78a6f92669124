"""One DTLS 1.2 association over memory BIOs; we are always its server."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from OpenSSL import SSL

from torg.sfu.hello import CLIENT_HELLO, bare_hello, message_type, read_hello, verify_request
from torg.sfu.sdp import Fingerprint
from torg.sfu.seam import Profile
from torg.sfu.srtp import SHAPES

HANDSHAKE_S: Final = 10.0
MOST_DATAGRAMS: Final = 50
MOST_BYTES: Final = 16 * 1024
MOST_RESTARTS: Final = 3
RECOVERS_WITHIN_S: Final = 2.0
"""How long a handshake that broke waits for its client to greet again: twice a client's timer."""
LARGEST_DATAGRAM: Final = 1200

_CIPHERS: Final = b"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305"
_DTLS_1_2: Final = 0xFEFD
_EXPORTER: Final = b"EXTRACTOR-dtls_srtp"
_READ: Final = 65_536
_RECORD_HEADER: Final = 13
_CHANGE_CIPHER_SPEC: Final = 20
_HANDSHAKE: Final = 22
_CONTENT_TYPES: Final = range(20, 24)
_FROM_CLIENTS: Final = frozenset({CLIENT_HELLO, 11, 15, 16})
"""Plaintext messages of a client: hello, certificate, its proof, key exchange (RFC 5246 §7.4)."""

Reason = Literal["handshake", "fingerprint", "no_profile", "closed_by_peer"]


@dataclass(frozen=True, slots=True)
class Finished:
    """The handshake is done and the certificate is the promised one."""

    profile: Profile
    exported: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """The association is over."""

    reason: Reason


class Certificate:
    """The process's P-256 certificate and the OpenSSL context that all associations share."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self.fingerprint = Fingerprint("sha-256", certificate.fingerprint(hashes.SHA256()))
        self.context = SSL.Context(SSL.DTLS_METHOD)
        self.context.set_min_proto_version(_DTLS_1_2)
        # A memory BIO cannot be asked for its MTU: OpenSSL would cut flights into 256 bytes.
        self.context.set_options(SSL.OP_NO_TICKET | SSL.OP_NO_RENEGOTIATION | SSL.OP_NO_QUERY_MTU)
        self.context.set_options(SSL.OP_COOKIE_EXCHANGE)  # type: ignore[arg-type] # None without DTLS
        self.context.set_cookie_generate_callback(lambda _: b"-")  # never sent; see hello.py
        self.context.set_cookie_verify_callback(lambda ssl, cookie: cookie == ssl.get_app_data())
        self.context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
        self.context.set_mode(SSL.MODE_RELEASE_BUFFERS)
        self.context.set_cipher_list(_CIPHERS)
        self.context.use_certificate(certificate)
        self.context.use_privatekey(key)
        # Nobody signs these certificates: the SDP's fingerprint is what is checked, below.
        self.context.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, lambda *_: True)
        profiles = ":".join(shape.openssl for shape in SHAPES.values())
        self.context.set_tlsext_use_srtp(profiles.encode())

    @classmethod
    def make(cls, now: datetime) -> Self:
        """Make a key and a self-signed certificate, valid from a day before `now` for a year."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "media")])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=365))
            .sign(key, hashes.SHA256())
        )
        return cls(key, certificate)


@dataclass(frozen=True, slots=True)
class Record:
    """One DTLS record (RFC 6347 §4.1), header included in `data`."""

    content_type: int
    epoch: int
    data: bytes


def records(data: bytes) -> Iterator[Record]:
    """Cut a datagram into its records; stops at the first that is broken."""
    at = 0
    while at + _RECORD_HEADER <= len(data):
        end = at + _RECORD_HEADER + int.from_bytes(data[at + 11 : at + 13], "big")
        if data[at] not in _CONTENT_TYPES or end > len(data):
            return
        yield Record(data[at], int.from_bytes(data[at + 3 : at + 5], "big"), data[at:end])
        at = end


def datagrams(stream: bytes) -> Iterator[bytes]:
    """Join records again to datagrams of at most 1,200 bytes: a memory BIO forgets the cuts."""
    datagram = b""
    for record in records(stream):
        if datagram and len(datagram) + len(record.data) > LARGEST_DATAGRAM:
            yield datagram
            datagram = b""
        datagram += record.data
    if datagram:
        yield datagram


class Dtls:
    """The association; `outbox` has datagrams for the selected address, whichever that is."""

    def __init__(self, certificate: Certificate, cookie: bytes) -> None:
        self.outbox: list[bytes] = []
        self.events: list[Finished | Failed] = []
        self.errors = 0
        self._context = certificate.context
        self._cookie = cookie
        self._ssl: SSL.Connection | None = None  # made when a hello brings the cookie back
        self._greeting: bytes | None = None  # the random of that hello
        self._expected: Fingerprint | None = None
        self._began_at: float | None = None
        self._broke_at: float | None = None
        self._retransmit_at: float | None = None
        self._datagrams = self._bytes = self._restarts = 0
        self._shaken = False  # OpenSSL is done
        self._over = False  # we are done: finished, and told so, or failed
        self._finished = False

    @property
    def shaking(self) -> bool:
        """Whether a handshake has begun and is not settled."""
        return self._began_at is not None and not self._finished and not self._over

    def expect(self, fingerprint: Fingerprint) -> None:
        """Name the promised certificate; a handshake that waited for it is settled now.

        Another fingerprint for a settled association ends it.
        """
        if self._expected is not None and self._expected != fingerprint:
            self._fail("fingerprint")
        self._expected = fingerprint
        self._settle()

    def receive(self, datagram: bytes, now: float) -> None:
        """Take one datagram from an address that a check has verified."""
        if self._over:
            return
        allowed = b"".join(record.data for record in records(datagram) if self._wants(record, now))
        if self._ssl is None or not allowed:
            self.errors += 1
            return
        if not self._shaken:
            self._datagrams += 1
            self._bytes += len(allowed)
            if self._datagrams > MOST_DATAGRAMS or self._bytes > MOST_BYTES:
                self._fail("handshake")
                return
        self._ssl.bio_write(allowed)
        if self._shaken:
            self._read(self._ssl)
        else:
            self._shake(self._ssl, now)
        self._flush(now)

    def tick(self, now: float) -> None:
        """Give up a handshake that takes too long; repeat a flight that OpenSSL thinks lost."""
        give_up_at = self._give_up_at()
        if give_up_at is not None and now >= give_up_at:
            self._fail("handshake")
        elif (
            self._ssl is not None and self._retransmit_at is not None and now >= self._retransmit_at
        ):
            try:
                self._ssl.DTLSv1_handle_timeout()
            except SSL.Error:
                self.errors += 1
            self._flush(now)

    def deadline(self) -> float | None:
        """Say when `tick` is needed next."""
        give_up_at = self._give_up_at()
        if give_up_at is None or self._retransmit_at is None:
            return give_up_at
        return min(give_up_at, self._retransmit_at)

    def close(self) -> None:
        """Send close_notify if there is anybody to send it to; no events after this."""
        if self._ssl is not None and self._shaken and not self._over:
            try:
                self._ssl.shutdown()
            except SSL.Error:
                self.errors += 1
            self._flush(0.0)
        self._over = True
        self._ssl = None

    def _give_up_at(self) -> float | None:
        if not self.shaking or self._began_at is None:
            return None
        latest = self._began_at + HANDSHAKE_S
        return latest if self._broke_at is None else min(latest, self._broke_at + RECOVERS_WITHIN_S)

    def _wants(self, record: Record, now: float) -> bool:
        """Let in only what cannot be forged, or what a handshake cannot do without.

        So a plaintext alert, which anyone can write, ends nothing.
        """
        if record.epoch:
            return True
        if self._shaken or record.content_type not in {_CHANGE_CIPHER_SPEC, _HANDSHAKE}:
            return False
        if record.content_type == _HANDSHAKE:
            if message_type(record.data) not in _FROM_CLIENTS:
                return False
            hello = read_hello(record.data)
            if hello is not None and hello.cookie != self._cookie:
                self.outbox.append(verify_request(self._cookie))
                return False
            if hello is not None and hello.random != self._greeting:
                self._begin(hello.random, now)
        return self._ssl is not None

    def _begin(self, greeting: bytes, now: float) -> None:
        """Begin with a hello whose client is proven; anew when it greets a second time."""
        if self._ssl is not None and not self._may_restart():
            return
        self._began_at = now if self._began_at is None else self._began_at
        self._broke_at = None
        self._greeting = greeting
        self._ssl = SSL.Connection(self._context, None)
        self._ssl.set_accept_state()
        self._ssl.set_ciphertext_mtu(LARGEST_DATAGRAM)
        self._ssl.set_app_data(self._cookie)
        self._ssl.bio_write(bare_hello())
        self._shake(self._ssl, now)
        if self._ssl is not None:
            self._ssl.bio_read(_READ)  # OpenSSL's own request for a cookie

    def _may_restart(self) -> bool:
        self._restarts += 1
        if self._restarts > MOST_RESTARTS:
            self._fail("handshake")
        return not self._over

    def _shake(self, connection: SSL.Connection, now: float) -> None:
        try:
            connection.do_handshake()
        except SSL.WantReadError:
            return
        except SSL.Error:
            # Perhaps somebody else's doing: begin anew when the client repeats its hello.
            self.errors += 1
            self._ssl = self._greeting = self._retransmit_at = None
            self._broke_at = now
            self._may_restart()
            return
        self._shaken = True
        self._settle()

    def _settle(self) -> None:
        """Compare certificates once both are known; only then are keys exported."""
        if not self._shaken or self._finished or self._over or self._ssl is None:
            return
        if self._expected is None:
            return  # the answer that names it is still on its way
        certificate = self._ssl.get_peer_certificate(as_cryptography=True)
        if certificate is None or self._expected != Fingerprint(
            "sha-256", certificate.fingerprint(hashes.SHA256())
        ):
            self._fail("fingerprint")
            return
        selected = self._ssl.get_selected_srtp_profile().decode()
        for profile, shape in SHAPES.items():
            if shape.openssl == selected:
                exported = self._ssl.export_keying_material(_EXPORTER, shape.exported)
                self._finished = True
                self.events.append(Finished(profile, exported))
                return
        self._fail("no_profile")

    def _read(self, connection: SSL.Connection) -> None:
        """Let OpenSSL see repeated flights and close_notify; application data is dropped."""
        try:
            while True:  # ends by WantReadError: a datagram holds few records
                connection.recv(_READ)
        except SSL.WantReadError:
            return
        except SSL.ZeroReturnError:
            self._fail("closed_by_peer")
        except SSL.Error:
            self.errors += 1

    def _flush(self, now: float) -> None:
        if self._ssl is None:
            return
        try:
            while True:
                self.outbox += datagrams(self._ssl.bio_read(_READ))
        except SSL.WantReadError:
            pass
        wait = None if self._shaken else self._ssl.DTLSv1_get_timeout()
        self._retransmit_at = None if wait is None else now + wait

    def _fail(self, reason: Reason) -> None:
        if self._over:
            return
        self._over = True
        self._ssl = None
        self.events.append(Failed(reason))
