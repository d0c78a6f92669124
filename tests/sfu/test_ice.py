"""ICE-lite: whom it answers, which address it follows, when it gives up."""

import os
from struct import pack

import pytest
from aioice import stun
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.webrtc import ClientPeer

from torg.sfu.errors import MalformedPacket
from torg.sfu.ice import (
    MOST_ADDRESSES,
    Expired,
    Forgotten,
    Heard,
    IceAgent,
    Selected,
    Silent,
    Verified,
    peek_username,
)
from torg.sfu.seam import Address

HERE: Address = (0, "192.0.2.7", 4000)
THERE: Address = (0, "2001:db8::7", 4001)


@pytest.fixture
def agent() -> IceAgent:
    return IceAgent(os.urandom, 0.0)


@pytest.fixture
def client(agent: IceAgent) -> ClientPeer:
    return ClientPeer(agent.ufrag, agent.pwd)


def signed(message: stun.Message, pwd: str) -> bytes:
    message.add_message_integrity(pwd.encode())
    return bytes(message)


def a_request(agent: IceAgent) -> stun.Message:
    message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST, bytes(12))
    message.attributes["USERNAME"] = f"{agent.ufrag}:x"
    return message


def with_bytes(datagram: bytes, at: int, value: bytes) -> bytes:
    return datagram[:at] + value + datagram[at + len(value) :]


def test_every_transport_has_credentials_of_its_own() -> None:
    one, two = IceAgent(os.urandom, 0.0), IceAgent(os.urandom, 0.0)

    assert (len(one.ufrag), len(one.pwd)) == (16, 32)
    assert len({one.ufrag, two.ufrag, one.pwd[:16], two.pwd[:16]}) == 4


@pytest.mark.parametrize("source", [HERE, THERE])
def test_a_valid_check_is_answered_with_its_source_and_verifies_it(
    agent: IceAgent, client: ClientPeer, source: Address
) -> None:
    check = client.check()
    agent.receive(check, source, 1.0)
    ((answer, to),) = agent.outbox
    client.receive(answer)

    assert to == source
    assert client.mapped == source[1:]
    assert len(answer) == (64 if source is HERE else 76) <= len(check)
    assert agent.events == [Verified(source), Selected(source)]


def test_what_a_check_lacks_makes_it_nothing(agent: IceAgent, client: ClientPeer) -> None:
    good = client.check()
    unsigned = a_request(agent)
    no_fingerprint = a_request(agent)
    no_fingerprint.add_message_integrity(agent.pwd.encode())
    no_fingerprint.attributes.pop("FINGERPRINT")
    indication = a_request(agent)
    indication.message_class = stun.Class.INDICATION
    response = a_request(agent)
    response.message_class = stun.Class.RESPONSE
    allocate = a_request(agent)
    allocate.message_method = stun.Method.ALLOCATE
    unsigned.add_fingerprint()
    for datagram in (
        bytes(unsigned),
        bytes(no_fingerprint),
        signed(a_request(agent), "another password"),
        signed(indication, agent.pwd),
        signed(response, agent.pwd),
        signed(allocate, agent.pwd),
        with_bytes(good, 4, b"\0\0\0\0"),
        with_bytes(good, len(good) - 1, bytes([good[-1] ^ 1])),
        good + b"\0\0\0\0",
        good[:-4],
        b"",
    ):
        with pytest.raises(MalformedPacket):
            agent.receive(datagram, HERE, 1.0)

    assert (agent.outbox, agent.events, agent.selected) == ([], [], None)


def test_an_unknown_attribute_under_the_integrity_is_skipped(agent: IceAgent) -> None:
    # Rust packs its ClientHello into 0xC070; the integrity must still be checked over it.
    body = pack("!HH", 0x0006, 18) + f"{agent.ufrag}:x".encode() + bytes(2)
    body += pack("!HH", 0xC070, 210) + bytes(212)
    head = pack("!HHI12s", 1, len(body) + 24, stun.COOKIE, bytes(12))
    integrity = stun.message_integrity(head + body, agent.pwd.encode())
    body += pack("!HH", 0x0008, 20) + integrity
    head = pack("!HHI12s", 1, len(body) + 8, stun.COOKIE, bytes(12))
    body += pack("!HHI", 0x8028, 4, stun.message_fingerprint(head + body))
    agent.receive(head + body, HERE, 1.0)

    assert peek_username(head + body) == agent.ufrag
    assert agent.selected == HERE


def test_a_controlled_client_is_told_of_the_conflict_and_not_verified(
    agent: IceAgent, client: ClientPeer
) -> None:
    agent.receive(client.check(controlled=True), HERE, 1.0)
    answer = stun.parse_message(agent.outbox[0][0])

    assert answer.message_class is stun.Class.ERROR
    assert answer.attributes["ERROR-CODE"][0] == 487
    assert agent.events == []


def test_an_answer_longer_than_its_request_is_not_sent(agent: IceAgent) -> None:
    short = stun.Message(stun.Method.BINDING, stun.Class.REQUEST, bytes(12))
    datagram = signed(short, agent.pwd)
    agent.receive(datagram, THERE, 1.0)

    assert len(datagram) == 52
    assert agent.outbox == []


def test_the_newest_nomination_is_selected_and_a_plain_check_is_not(
    agent: IceAgent, client: ClientPeer
) -> None:
    agent.receive(client.check(nominate=False), HERE, 1.0)
    agent.receive(client.check(nominate=False), THERE, 2.0)
    before = agent.selected
    agent.receive(client.check(), HERE, 3.0)
    agent.receive(client.check(nominate=False), THERE, 4.0)
    nominated = agent.selected
    agent.receive(client.check(), THERE, 5.0)

    assert (before, nominated, agent.selected) == (THERE, HERE, THERE)


def test_at_most_eight_addresses_are_kept_and_the_selected_one_always(
    agent: IceAgent, client: ClientPeer
) -> None:
    agent.receive(client.check(), HERE, 1.0)
    for port in range(1, 31):
        agent.receive(client.check(nominate=False), (0, "192.0.2.8", port), 2.0)
    forgotten = [event for event in agent.events if isinstance(event, Forgotten)]

    assert agent.owns(HERE)
    assert len(forgotten) == 31 - MOST_ADDRESSES
    assert not agent.owns((0, "192.0.2.8", 1))
    assert agent.owns((0, "192.0.2.8", 30))


def test_only_the_selected_address_is_a_sign_of_life(agent: IceAgent, client: ClientPeer) -> None:
    agent.receive(client.check(), HERE, 1.0)
    agent.receive(client.check(nominate=False), THERE, 15.0)
    agent.heard(THERE, 16.0)
    agent.tick(21.0)
    silent = agent.events[-1]
    agent.heard(HERE, 22.0)
    heard = agent.events[-1]
    agent.tick(52.0)

    assert (silent, heard, agent.events[-1]) == (Silent(), Heard(), Expired())
    assert agent.deadline() is None


def test_a_transport_without_any_check_expires(agent: IceAgent) -> None:
    assert agent.deadline() == 20.0
    agent.tick(20.0)
    assert agent.deadline() == 30.0
    agent.tick(30.0)
    agent.tick(31.0)
    agent.heard(HERE, 32.0)

    assert agent.events == [Silent(), Expired()]


def test_one_lost_check_of_firefox_is_not_silence(agent: IceAgent, client: ClientPeer) -> None:
    for now in (0.0, 5.5, 16.5, 22.0):
        agent.tick(now)
        agent.receive(client.check(), HERE, now)

    assert agent.events == [Verified(HERE), Selected(HERE)]


def test_a_check_was_good_though_its_fingerprints_length_was_not(
    agent: IceAgent, client: ClientPeer
) -> None:
    good = client.check()
    for at in range(len(good)):
        for change in (0x01, 0x10, 0x80, 0xFF):
            changed = good[:at] + bytes([good[at] ^ change]) + good[at + 1 :]
            with pytest.raises(MalformedPacket):
                agent.receive(changed, HERE, 0.0)

    assert (agent.outbox, agent.events) == ([], [])


@given(st.binary(max_size=560))
def test_any_bytes_are_only_malformed(datagram: bytes) -> None:
    agent = IceAgent(bytes, 0.0)
    peek_username(datagram)
    with pytest.raises(MalformedPacket):
        agent.receive(datagram, HERE, 0.0)

    assert agent.outbox == []


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 95), st.integers(1, 255)), min_size=1, max_size=4))
def test_a_check_changed_under_its_integrity_is_only_malformed(
    changes: list[tuple[int, int]],
) -> None:
    agent = IceAgent(bytes, 0.0)
    good = ClientPeer(agent.ufrag, agent.pwd, random=bytes).check()
    spoilt = bytearray(good)
    for at, flip in changes:
        spoilt[at] ^= flip
    peek_username(bytes(spoilt))
    if bytes(spoilt) == good:
        return
    with pytest.raises(MalformedPacket):
        agent.receive(bytes(spoilt), HERE, 0.0)
