"""DTLS records that somebody else writes in a client's name: the client's handshake goes on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sfu.test_dtls import (
    HERE,
    PLAINTEXT_FATAL_ALERT,
    a_client_hello,
    a_pair,
    greet,
    promised,
)
from tests.support.webrtc import ClientPeer, exchange, identity

from torg.sfu.dtls import MOST_RESTARTS, RECOVERS_WITHIN_S, Certificate
from torg.sfu.hello import read_hello, verify_request
from torg.sfu.peer import Connected, Dead, Peer


def forge(peer: Peer, padding: int = 0) -> list[bytes]:
    """Greet in the client's name; what we say to it is left in the peer's outbox."""
    before = len(peer.outbox)
    for datagram in a_client_hello(padding):
        peer.receive(datagram, HERE, 0.0)
    return [datagram for datagram, _ in peer.outbox[before:]]


def connects(client: ClientPeer, peer: Peer) -> bool:
    events = exchange(client, peer, HERE)
    return [type(event) for event in events] == [Connected] and client.connected


@pytest.mark.parametrize("padding", [0, 1200], ids=["whole", "in fragments"])
def test_a_forged_hello_before_the_clients_own_did_spoil_its_handshake(
    certificate: Certificate, padding: int
) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    client.start()  # its hello is on the way
    forge(peer, padding)

    assert connects(client, peer)
    assert client.alerts == []


@pytest.mark.parametrize("padding", [0, 1200], ids=["whole", "in fragments"])
def test_forged_hellos_between_all_flights_change_nothing(
    certificate: Certificate, padding: int
) -> None:
    who = identity(padding=padding)
    peer, client = a_pair(certificate, who)
    peer.expect(promised(who))
    client.start()
    for _ in range(6):
        for datagram in client.outbox:
            forge(peer, padding)
            peer.receive(datagram, HERE, 0.0)
        client.outbox.clear()
        forge(peer, padding)
        for datagram, _ in peer.outbox:
            client.receive(datagram)
        peer.outbox.clear()

    assert client.connected
    assert peer.connected
    assert client.alerts == []


def test_ten_thousand_forged_hellos_use_up_no_limit_and_no_memory(
    certificate: Certificate,
) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    (hello,) = a_client_hello()
    for _ in range(10_000):
        peer.receive(hello, HERE, 0.0)
        peer.outbox.clear()
    shaking = peer.shaking
    client.start()

    assert not shaking
    assert connects(client, peer)


@pytest.mark.parametrize("padding", [0, 1200])
def test_a_hello_is_answered_by_less_than_it_is(certificate: Certificate, padding: int) -> None:
    peer, _ = a_pair(certificate)
    said = forge(peer, padding)

    assert len(said) == 1
    assert len(said[0]) == 44


def test_the_shortest_hello_is_still_longer_than_its_answer() -> None:
    (hello,) = a_client_hello()
    shortest = next(size for size in range(len(hello)) if read_hello(hello[:size]) is not None)

    assert len(verify_request(bytes(16))) < shortest


def test_a_forged_record_number_does_not_move_the_clients_replay_window(
    certificate: Certificate,
) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    client.start()
    (hello,) = a_client_hello()
    peer.receive(hello[:5] + b"\xff" * 6 + hello[11:], HERE, 0.0)

    assert connects(client, peer)


def test_a_cookie_of_another_transport_is_worth_nothing(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    other, _ = a_pair(certificate)
    greet(client, other)
    (hello,) = client.outbox
    peer.receive(hello, HERE, 0.0)

    assert not peer.shaking
    assert [len(datagram) for datagram, _ in peer.outbox] == [44]


def test_a_plaintext_alert_in_the_handshake_ends_nothing(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    greet(client, peer)
    peer.receive(PLAINTEXT_FATAL_ALERT, HERE, 0.0)
    peer.receive(client.outbox.pop(), HERE, 0.0)
    peer.receive(PLAINTEXT_FATAL_ALERT, HERE, 0.0)

    assert connects(client, peer)


def test_a_message_that_no_client_sends_never_reaches_openssl(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    greet(client, peer)
    (hello,) = client.outbox
    peer.receive(hello, HERE, 0.0)
    for kind in {*range(256)} - {1, 11, 15, 16}:
        peer.receive(hello[:13] + bytes([kind]) + hello[14:], HERE, 0.0)
    client.outbox.clear()

    assert connects(client, peer)


def spoil(peer: Peer, hello: bytes) -> None:
    """Send a key exchange before its time, which OpenSSL rejects."""
    body = bytes([16]) + (4).to_bytes(3, "big") + b"\x00\x02" + bytes(3) + (4).to_bytes(3, "big")
    size = (len(body) + 4).to_bytes(2, "big")
    peer.receive(hello[:5] + b"\x00\x00\x00\x00\x00\x09" + size + body + bytes(4), HERE, 0.0)


def test_a_handshake_that_was_broken_begins_anew_with_the_clients_repeated_hello(
    certificate: Certificate,
) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    greet(client, peer)
    (hello,) = client.outbox
    for _ in range(MOST_RESTARTS):
        peer.receive(hello, HERE, 0.0)
        spoil(peer, hello)
        peer.outbox.clear()  # our flight is lost as well, so that the client repeats its own
        assert peer.events == []

    assert connects(client, peer)


def test_a_handshake_is_broken_three_times_and_then_given_up(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    greet(client, peer)
    (hello,) = client.outbox
    for _ in range(MOST_RESTARTS + 1):
        assert peer.events == []
        peer.receive(hello, HERE, 0.0)
        spoil(peer, hello)

    assert peer.events == [Dead("handshake")]


def test_a_client_that_greets_again_begins_anew_three_times(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    peer.expect(promised())
    for _ in range(MOST_RESTARTS):
        greet(client, peer)
        peer.receive(client.outbox[0], HERE, 0.0)
        peer.outbox.clear()
        client.outbox.clear()
    greet(client, peer)

    assert connects(client, peer)


def test_a_client_that_greets_for_ever_is_given_up(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    for _ in range(MOST_RESTARTS + 2):
        assert peer.events == []
        greet(client, peer)
        peer.receive(client.outbox[0], HERE, 0.0)
        peer.outbox.clear()
        client.outbox.clear()

    assert peer.events == [Dead("handshake")]


def test_a_broken_handshake_was_stuck_for_ten_seconds(certificate: Certificate) -> None:
    peer, client = a_pair(certificate)
    greet(client, peer)
    (hello,) = client.outbox
    peer.receive(hello, HERE, 0.0)
    spoil(peer, hello)
    deadline = peer.deadline()
    peer.tick(RECOVERS_WITHIN_S)

    assert deadline == RECOVERS_WITHIN_S
    assert peer.events == [Dead("handshake")]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=120), st.booleans())
def test_any_beginning_of_a_hello_can_be_read(data: bytes, begins: bool) -> None:  # noqa: FBT001 - drawn
    (hello,) = a_client_hello()
    record = hello[:13] + b"\x01" + bytes(11) + data if begins else data

    found = read_hello(record)
    assert found is None or len(found.random) == 32
