"""A whole WebRTC client in memory: ICE checks, DTLS 1.2 as client, SRTP both ways."""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from struct import pack

from aioice import stun
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from OpenSSL import SSL
from pylibsrtp import Error, Policy, Session

from torg.sfu.peer import Peer, PeerEvent
from torg.sfu.seam import Address

GCM = "SRTP_AEAD_AES_128_GCM"
CM = "SRTP_AES128_CM_SHA1_80"
PROFILES = {  # OpenSSL's name: libsrtp's number, bytes of key, bytes of salt
    GCM: (Policy.SRTP_PROFILE_AEAD_AES_128_GCM, 16, 12),
    CM: (Policy.SRTP_PROFILE_AES128_CM_SHA1_80, 16, 14),
}
SENT_IN_ONE_READ = 65_536


class Identity:
    """A certificate and the context that uses it; many clients may share one."""

    def __init__(self, profiles: str = f"{GCM}:{CM}", padding: int = 0) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "client")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .sign(key, hashes.SHA256())
        )
        self.digest = hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).digest()
        self.context = SSL.Context(SSL.DTLS_METHOD)
        self.context.use_certificate(certificate)
        self.context.use_privatekey(key)
        self.context.set_options(SSL.OP_NO_QUERY_MTU)
        self.context.set_verify(SSL.VERIFY_PEER, lambda *_: True)
        self.context.set_tlsext_use_srtp(profiles.encode())
        if padding:  # makes the ClientHello as long as a browser's, which comes in fragments
            self.context.set_alpn_protos([b"x" * 200] * (padding // 200))


@cache
def identity(profiles: str = f"{GCM}:{CM}", padding: int = 0) -> Identity:
    """Give the identity that tests share."""
    return Identity(profiles, padding)


class ClientPeer:
    """One peer connection's transport, sans-I/O: `receive` datagrams, drain `outbox`.

    Call `check()` until `answered`, then `start()`; `tick()` repeats lost flights.
    """

    def __init__(
        self,
        ufrag: str,
        pwd: str,
        who: Identity | None = None,
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.who = who or identity()
        self.outbox: list[bytes] = []
        self.answered = 0
        self.mapped: tuple[str, int] | None = None
        self.connected = False
        self.closed = False
        self.alerts: list[str] = []
        self.rtp: list[bytes] = []
        self.rtcp: list[bytes] = []
        self.undecrypted = 0
        self.profile = ""
        self.server_digest = b""
        self._remote = (ufrag, pwd)
        self._random = random
        self._ssl: SSL.Connection | None = None
        self._send: Session | None = None
        self._receive: Session | None = None

    def check(
        self, *, nominate: bool = True, pwd: str | None = None, controlled: bool = False
    ) -> bytes:
        """Write a Binding request as a controlling agent does, and queue it."""
        ufrag, right = self._remote
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST, self._random(12))
        request.attributes["USERNAME"] = f"{ufrag}:client"
        role = "ICE-CONTROLLED" if controlled else "ICE-CONTROLLING"
        request.attributes[role] = 7
        if nominate:
            request.attributes["USE-CANDIDATE"] = None
        request.attributes["PRIORITY"] = 1_853_824_767
        request.add_message_integrity((pwd or right).encode())
        datagram = bytes(request)
        self.outbox.append(datagram)
        return datagram

    def start(self) -> None:
        """Send the ClientHello."""
        self._ssl = SSL.Connection(self.who.context, None)
        self._ssl.set_connect_state()
        self._ssl.set_ciphertext_mtu(1200)
        self._shake()

    def tick(self) -> None:
        """Repeat a flight that OpenSSL's own clock calls lost."""
        if self._ssl is not None and not self.connected:
            self._ssl.DTLSv1_handle_timeout()
            self._flush()

    def receive(self, datagram: bytes) -> None:
        """Take one datagram from the server."""
        first = datagram[0]
        if first <= 3:
            self._on_stun(datagram)
        elif 20 <= first <= 63 and self._ssl is not None:
            self._ssl.bio_write(datagram)
            if self.connected:
                self._read()
            else:
                self._shake()
        elif 128 <= first <= 191:
            self._on_srtp(datagram)

    def protect(self, packet: bytes) -> bytes:
        """Encrypt an RTP packet."""
        assert self._send is not None
        return self._send.protect(packet)

    def protect_rtcp(self, packet: bytes) -> bytes:
        """Encrypt an RTCP packet."""
        assert self._send is not None
        return self._send.protect_rtcp(packet)

    def close(self) -> None:
        """Send close_notify."""
        assert self._ssl is not None
        self._ssl.shutdown()
        self._flush()

    def _on_stun(self, datagram: bytes) -> None:
        message = stun.parse_message(datagram)
        assert message.check_message_integrity(self._remote[1].encode())
        if message.message_class is stun.Class.RESPONSE:
            self.answered += 1
            self.mapped = message.attributes["XOR-MAPPED-ADDRESS"]

    def _on_srtp(self, datagram: bytes) -> None:
        assert self._receive is not None, "sent before the handshake was done"
        try:
            if 192 <= datagram[1] <= 223:
                self.rtcp.append(self._receive.unprotect_rtcp(datagram))
            else:
                self.rtp.append(self._receive.unprotect(datagram))
        except Error:
            self.undecrypted += 1

    def _shake(self) -> None:
        assert self._ssl is not None
        try:
            self._ssl.do_handshake()
        except SSL.WantReadError:
            self._flush()
            return
        except SSL.Error as error:
            self.alerts.append(str(error))
            self._flush()
            return
        self._flush()
        self.connected = True
        self._take_keys(self._ssl)

    def _take_keys(self, connection: SSL.Connection) -> None:
        certificate = connection.get_peer_certificate(as_cryptography=True)
        assert certificate is not None
        self.server_digest = certificate.fingerprint(hashes.SHA256())
        self.profile = connection.get_selected_srtp_profile().decode()
        if not self.profile:
            return
        number, key, salt = PROFILES[self.profile]
        exported = connection.export_keying_material(b"EXTRACTOR-dtls_srtp", 2 * (key + salt))
        client = exported[:key] + exported[2 * key : 2 * key + salt]
        server = exported[key : 2 * key] + exported[2 * key + salt :]
        self._send = Session(Policy(client, Policy.SSRC_ANY_OUTBOUND, srtp_profile=number))
        receiving = Policy(server, Policy.SSRC_ANY_INBOUND, srtp_profile=number)
        receiving.window_size = 1024
        self._receive = Session(receiving)

    def _read(self) -> None:
        assert self._ssl is not None
        try:
            self._ssl.recv(SENT_IN_ONE_READ)
        except SSL.WantReadError:
            pass
        except SSL.ZeroReturnError:
            self.closed = True
        except SSL.Error as error:
            self.alerts.append(str(error))
        self._flush()

    def _flush(self) -> None:
        assert self._ssl is not None
        try:
            while True:
                self.outbox += one_record_each(self._ssl.bio_read(SENT_IN_ONE_READ))
        except SSL.WantReadError:
            pass


def exchange(
    client: ClientPeer, peer: Peer, source: Address, now: float = 0.0, *, rounds: int = 20
) -> list[PeerEvent]:
    """Carry datagrams both ways until all is quiet; returns, and takes, the peer's events."""
    for _ in range(rounds):
        if not client.outbox and not peer.outbox:
            break
        upwards, client.outbox = client.outbox, []
        for datagram in upwards:
            peer.receive(datagram, source, now)
        downwards, peer.outbox = peer.outbox, []
        for datagram, to in downwards:
            if to == source:
                client.receive(datagram)
    events, peer.events = peer.events, []
    return events


def one_record_each(stream: bytes) -> Iterator[bytes]:
    """Cut what OpenSSL wrote into datagrams of one record."""
    at = 0
    while at < len(stream):
        size = 13 + int.from_bytes(stream[at + 11 : at + 13], "big")
        yield stream[at : at + size]
        at += size


def rtp(  # noqa: PLR0913 - a test names only what matters to it
    sequence: int,
    *,
    ssrc: int = 0x1234,
    payload: bytes = b"opus",
    payload_type: int = 111,
    timestamp: int | None = None,
    marker: bool = False,
    elements: bytes = b"",
) -> bytes:
    """Write an RTP packet; `elements` are one-byte header extensions (RFC 8285)."""
    header = pack(
        "!BBHII",
        0x90 if elements else 0x80,
        payload_type | (0x80 if marker else 0),
        sequence & 0xFFFF,
        (sequence * 960 if timestamp is None else timestamp) & 0xFFFFFFFF,
        ssrc,
    )
    if elements:
        padded = elements + bytes(-len(elements) % 4)
        header += pack("!HH", 0xBEDE, len(padded) // 4) + padded
    return header + payload


def element(number: int, value: bytes) -> bytes:
    """Write one one-byte header extension element."""
    return bytes([number << 4 | len(value) - 1]) + value
