"""What hostile clients and strangers may try: it costs them, and nobody else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from livekit.protocol.rtc import SessionDescription, SignalRequest
from tests.support.media_world import Client, World, offer_of
from tests.support.webrtc import rtp

STRANGER = (0, "203.0.113.66", 4000)
CLIENT_HELLO = bytes.fromhex("16fefd0000000000000000") + b"\x00\x20" + bytes(32)


@pytest.fixture(scope="module")
def talk() -> tuple[World, Client, Client]:
    """Give a room in which Ana speaks and Bo hears her."""
    world = World(message_burst=100_000, joins_per_s=100_000)
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    return world, ana, bo


def still_heard(ana: Client, bo: Client) -> bool:
    ana.world.now += 0.02
    bo.sounds()
    ana.speaks_packet(b"still here")
    return bo.sounds() == [b"still here"]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=600))
def test_no_datagram_does_harm(talk: tuple[World, Client, Client], data: bytes) -> None:
    world, ana, bo = talk
    assert ana.speaks is not None
    for source in (STRANGER, world.address_of(ana.speaks)):
        world.engine.receive_datagram(data, source, world.now)
        world.engine.shake_hands(world.now)

    assert not [to for _, to in world.engine.links.outbox if to == STRANGER]
    assert still_heard(ana, bo)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300))
def test_no_message_harms_another(talk: tuple[World, Client, Client], data: bytes) -> None:
    world, ana, bo = talk
    eve = world.enters("eve")
    eve.says_bytes(data)
    eve.leaves() if eve.hangup is None else eve.drops()

    assert still_heard(ana, bo)
    assert world.metrics["failed"] == 0


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(at=st.integers(0, 700), put=st.binary(max_size=8), drop=st.integers(0, 40))
def test_no_offer_harms_another(
    talk: tuple[World, Client, Client], at: int, put: bytes, drop: int
) -> None:
    world, ana, bo = talk
    eve = world.enters("eve")
    eve.announces("mic")
    sdp = offer_of([("0", "sendonly", "mic"), ("1", "recvonly", "")], 5)
    broken = sdp[:at] + put.decode("latin-1") + sdp[at + drop :]
    request = SignalRequest(offer=SessionDescription(type="offer", sdp=broken, id=1))
    eve.says_bytes(request.SerializeToString())
    eve.leaves() if eve.hangup is None else eve.drops()

    assert still_heard(ana, bo)
    assert world.metrics["failed"] == 0


def test_a_deep_protobuf_is_refused() -> None:
    eve = World().enters("eve")
    deep = b""
    for _ in range(5_000):
        size, head = len(deep), b"\x9a\x7d"
        while size > 0x7F:
            head += bytes([size & 0x7F | 0x80])
            size >>= 7
        deep = head + bytes([size]) + deep
    eve.says_bytes(deep)

    assert eve.hangup is None or eve.hangup.code == 1008


def test_a_client_hello_of_a_stranger_is_answered_by_nothing() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    for port in range(500):
        world.engine.receive_datagram(CLIENT_HELLO, (0, "203.0.113.66", 1024 + port), world.now)
    while world.engine.shake_hands(world.now):
        pass

    assert world.engine.links.outbox == []
    assert world.metrics["datagram_stranger"] == 500
    assert still_heard(ana, bo)


def test_a_client_hello_in_anothers_name_ends_nothing() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    assert ana.speaks is not None
    assert bo.hears is not None
    for victim in (ana.speaks, bo.hears):
        for _ in range(50):
            world.engine.receive_datagram(CLIENT_HELLO, world.address_of(victim), world.now)
    world.settle()

    assert still_heard(ana, bo)


def test_forged_packets_are_never_forwarded() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    assert ana.speaks is not None
    for number in range(300):
        forged = rtp(ana.sequence + number, ssrc=ana.ssrc, payload=b"forged") + bytes(16)
        for source in (world.address_of(ana.speaks), STRANGER):
            world.engine.receive_datagram(forged, source, world.now)

    assert bo.sounds() == []
    assert still_heard(ana, bo)


def test_an_authentic_packet_from_an_unverified_address_is_dropped() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    assert ana.speaks is not None
    packet = ana.speaks.protect(rtp(ana.sequence + 1, ssrc=ana.ssrc, payload=b"moved"))
    world.engine.receive_datagram(packet, STRANGER, world.now)

    assert bo.sounds() == []
    assert world.metrics["datagram_stranger"] == 1


def test_a_replayed_packet_is_forwarded_once() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    assert ana.speaks is not None
    at = world.address_of(ana.speaks)
    packets = [
        ana.speaks.protect(rtp(ana.sequence + number, ssrc=ana.ssrc, payload=b"%d" % number))
        for number in range(1, 50)
    ]
    for packet in packets * 3:
        world.engine.receive_datagram(packet, at, world.now)

    assert bo.sounds() == [b"%d" % number for number in range(1, 50)]


def test_anothers_ssrc_takes_nothing_from_its_owner() -> None:
    world = World()
    ana, bo, cy = (world.joins(each) for each in ("ana", "bo", "cy"))
    ana.publishes()
    bo.ssrc = ana.ssrc
    bo.publishes()
    ana.speaks_packet(b"ana")
    bo.speaks_packet(b"bo")
    told = {
        track.sid
        for info in cy.heard("update")
        for each in info.participants
        for track in each.tracks
    }

    assert sorted(cy.sounds()) == [b"ana", b"bo"]
    assert len(told) == 2


def test_a_listener_cannot_speak() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo", canPublish=False)
    bo.offers([("0", "sendonly", "mic")])
    bo.speaks = bo.transport(bo.heard("answer")[0].sdp)
    bo.handshake(bo.speaks)
    bo.speaks_packet(b"smuggled")
    assert bo.hears is not None
    packet = bo.hears.protect(rtp(1, ssrc=9, payload=b"smuggled"))
    world.engine.receive_datagram(packet, world.address_of(bo.hears), world.now)

    assert ana.sounds() == []
    assert "a=recvonly" not in bo.heard("answer")[0].sdp
