"""DTLS of one peer: handshakes whole, torn, late, forged and repeated."""

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from OpenSSL import SSL
from tests.support.webrtc import ClientPeer, Identity, exchange, identity

from torg.sfu.dtls import (
    HANDSHAKE_S,
    LARGEST_DATAGRAM,
    MOST_DATAGRAMS,
    Certificate,
    Dtls,
    datagrams,
    records,
)
from torg.sfu.peer import Connected, Dead, Peer
from torg.sfu.sdp import Fingerprint
from torg.sfu.seam import Address, PeerId

HERE: Address = (0, "192.0.2.7", 4000)
PLAINTEXT_FATAL_ALERT = b"\x15\xfe\xfd" + bytes(8) + b"\x00\x02\x02\x28"


def a_pair(certificate: Certificate, who: Identity | None = None) -> tuple[Peer, ClientPeer]:
    """A peer and a client whose address is verified."""
    peer = Peer(PeerId(1), certificate, os.urandom, 0.0)
    client = ClientPeer(peer.ufrag, peer.pwd, who)
    client.check()
    exchange(client, peer, HERE)
    return peer, client


def promised(who: Identity | None = None) -> Fingerprint:
    return Fingerprint("sha-256", (who or identity()).digest)


def greet(client: ClientPeer, peer: Peer, now: float = 0.0) -> None:
    """Let the client begin and be asked for the cookie; its second hello waits in its outbox."""
    client.start()
    for datagram in client.outbox:
        peer.receive(datagram, HERE, now)
    client.outbox.clear()
    for datagram, _ in peer.outbox:
        client.receive(datagram)
    peer.outbox.clear()


def a_client_hello(padding: int = 0) -> list[bytes]:
    other = ClientPeer("x", "y", identity(padding=padding))
    other.start()
    return other.outbox


def test_a_handshake_that_ends_before_the_answer_is_held_until_it_comes(
    certificate: Certificate,
) -> None:
    peer, client = a_pair(certificate)
    client.start()
    before = exchange(client, peer, HERE)
    peer.expect(promised())

    assert client.connected
    assert before == []
    assert [type(event) for event in peer.events] == [Connected]


def test_a_wrong_certificate_closes_the_transport_and_exports_no_key(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    peer, client = a_pair(certificate)
    peer.expect(Fingerprint("sha-256", bytes(32)))
    greet(client, peer)
    exported: list[bytes] = []
    monkeypatch.setattr(
        SSL.Connection, "export_keying_material", lambda _, *wanted: exported.append(wanted[0])
    )
    peer.receive(client.outbox.pop(), HERE, 0.0)
    for datagram, _ in peer.outbox:
        client.receive(datagram)
    peer.outbox.clear()
    for datagram in client.outbox:
        peer.receive(datagram, HERE, 0.0)

    assert peer.events == [Dead("fingerprint")]
    assert peer.outbox == []
    assert exported == []
    assert not peer.connected


def test_a_held_handshake_with_a_wrong_certificate_is_closed_when_the_answer_comes(
    certificate: Certificate,
) -> None:
    peer, client = a_pair(certificate)
    client.start()
    exchange(client, peer, HERE)
    peer.expect(Fingerprint("sha-256", bytes(32)))

    assert peer.events == [Dead("fingerprint")]


def test_an_unknown_hash_is_refused(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    peer.expect(Fingerprint("sha-512", identity().digest))
    client.start()

    assert exchange(client, peer, HERE) == [Dead("fingerprint")]


def test_a_later_answer_cannot_change_the_certificate(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    client.start()
    exchange(client, peer, HERE)
    peer.expect(promised())
    assert peer.events == []
    peer.expect(Fingerprint("sha-256", bytes(32)))

    assert peer.events == [Dead("fingerprint")]


def test_without_a_common_profile_the_transport_is_closed(certificate: Certificate) -> None:
    who = identity("SRTP_AES128_CM_SHA1_32")
    peer, client = a_pair(certificate, who)
    peer.expect(promised(who))
    client.start()

    assert exchange(client, peer, HERE) == [Dead("no_profile")]


def test_a_client_hello_in_two_fragments_is_joined(certificate: Certificate) -> None:
    who = identity(padding=1200)
    peer, client = a_pair(certificate, who)
    peer.expect(promised(who))
    client.start()
    sizes = [len(datagram) for datagram in client.outbox]

    assert len(sizes) == 2
    assert max(sizes) <= 1200
    assert [type(event) for event in exchange(client, peer, HERE)] == [Connected]


def test_a_lost_flight_is_sent_again_on_openssls_own_clock(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    greet(client, peer)
    peer.receive(client.outbox.pop(), HERE, 0.0)
    lost = [datagram for datagram, _ in peer.outbox]
    peer.outbox.clear()
    deadline = peer.deadline()
    assert deadline is not None
    began = time.monotonic()
    while not peer.outbox and time.monotonic() < began + 5:
        peer.tick(time.monotonic() - began)  # OpenSSL decides whether its second is over

    assert 0.5 < deadline <= 1.0
    assert len(peer.outbox) == len(lost)
    assert [type(event) for event in exchange(client, peer, HERE)] == [Connected]


def test_a_lost_last_flight_is_sent_again_when_the_client_repeats_its_own(
    certificate: Certificate,
) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    greet(client, peer)
    peer.receive(client.outbox.pop(), HERE, 0.0)
    for datagram, _ in peer.outbox:
        client.receive(datagram)
    peer.outbox.clear()
    for datagram in client.outbox:
        peer.receive(datagram, HERE, 0.0)
    client.outbox.clear()
    peer.outbox.clear()  # our Finished is lost
    deaf = not client.connected
    began = time.monotonic()
    while not client.outbox and time.monotonic() < began + 5:
        client.tick()
    exchange(client, peer, HERE)

    assert deaf
    assert client.connected
    assert peer.connected


def test_a_stray_client_hello_after_the_handshake_changes_nothing(
    certificate: Certificate,
) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    client.start()
    exchange(client, peer, HERE)
    for _ in range(200):
        for datagram in [*a_client_hello(), PLAINTEXT_FATAL_ALERT]:
            peer.receive(datagram, HERE, 1.0)

    assert (peer.outbox, peer.events) == ([], [])
    assert peer.connected


def test_a_handshake_is_given_up_after_too_many_datagrams(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    greet(client, peer)
    hello = client.outbox.pop()
    for _ in range(MOST_DATAGRAMS):
        assert peer.events == []
        peer.receive(hello[:20], HERE, 0.0)  # broken: not even counted
        peer.receive(hello, HERE, 0.0)

    peer.receive(hello, HERE, 0.0)
    assert peer.events == [Dead("handshake")]


def test_a_handshake_is_given_up_after_ten_seconds(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    greet(client, peer, 5.0)
    peer.receive(client.outbox.pop(), HERE, 5.0)
    peer.tick(5.0 + HANDSHAKE_S - 0.01)
    shaking, quiet = peer.shaking, list(peer.events)
    peer.tick(5.0 + HANDSHAKE_S)

    assert (shaking, quiet) == (True, [])
    assert peer.events == [Dead("handshake")]
    assert not peer.shaking


def test_a_held_handshake_is_given_up_too(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    client.start()
    exchange(client, peer, HERE)
    peer.tick(HANDSHAKE_S)

    assert peer.events == [Dead("handshake")]


def test_close_notify_from_the_client_ends_the_transport(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    client.start()
    exchange(client, peer, HERE)
    client.close()

    assert exchange(client, peer, HERE) == [Dead("closed_by_peer")]


def test_dtls_from_an_address_without_a_check_is_not_answered(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    client.start()
    peer.receive(client.outbox.pop(), (0, "198.51.100.1", 9), 0.0)

    assert peer.outbox == []


@given(st.lists(st.integers(0, 1100), max_size=12))
def test_records_are_joined_to_datagrams_and_none_is_lost(sizes: list[int]) -> None:
    written = [
        bytes([22, 254, 253]) + bytes(8) + size.to_bytes(2, "big") + bytes(size) for size in sizes
    ]
    cut = list(datagrams(b"".join(written)))

    assert b"".join(cut) == b"".join(written)
    assert all(len(datagram) <= LARGEST_DATAGRAM for datagram in cut)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_datagram_can_raise_or_make_us_send_much(
    certificate: Certificate, data: st.DataObject
) -> None:
    dtls = Dtls(certificate, bytes(16))
    for _ in range(data.draw(st.integers(1, 4))):
        datagram = bytearray(data.draw(st.sampled_from(a_client_hello(1200) + a_client_hello())))
        for _ in range(data.draw(st.integers(0, 4))):
            at = data.draw(st.integers(0, len(datagram) - 1))
            datagram[at] = data.draw(st.integers(0, 255))
        dtls.receive(bytes(datagram), 0.0)
    dtls.tick(20.0)

    assert sum(map(len, dtls.outbox)) <= 4 * 2048


@given(st.binary(max_size=100))
def test_records_of_any_bytes_are_whole(data: bytes) -> None:
    assert data.startswith(b"".join(record.data for record in records(data)))
