"""One transport from its first check to media, against a whole client."""

import os
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.webrtc import CM, GCM, ClientPeer, element, exchange, identity, rtp

from torg.sfu.dtls import Certificate
from torg.sfu.fanout import PythonFanout
from torg.sfu.ice import Forgotten, Verified
from torg.sfu.peer import (
    Connected,
    Control,
    Dead,
    Media,
    Moved,
    Paused,
    Peer,
    PeerEvent,
    Resumed,
)
from torg.sfu.rtp import ExtensionIds
from torg.sfu.sdp import Fingerprint
from torg.sfu.seal import SendTo
from torg.sfu.seam import Address, Form, PeerId, TrackId
from torg.sfu.sources import PublishSection

HERE: Address = (0, "192.0.2.7", 4000)
THERE: Address = (0, "192.0.2.7", 4001)
SECTION = PublishSection("0", 111, (0x1234,), ExtensionIds(level=1, mid=4))
RECEIVER_REPORT = b"\x80\xc9\x00\x01\x00\x00\x00\x07"


def a_peer(certificate: Certificate, client_digest: bytes | None = None) -> Peer:
    peer = Peer(PeerId(1), certificate, os.urandom, 0.0)
    if client_digest is not None:
        peer.expect(Fingerprint("sha-256", client_digest))
    return peer


def shake(peer: Peer, client: ClientPeer) -> list[PeerEvent]:
    client.check()
    events = exchange(client, peer, HERE)
    client.start()
    return events + exchange(client, peer, HERE)


def carrying_to(client: ClientPeer) -> SendTo:
    def sendto(data: bytes | memoryview, _: tuple[str, int]) -> int:
        client.receive(bytes(data))
        return len(data)

    return sendto


@pytest.fixture
def peer(certificate: Certificate) -> Peer:
    return a_peer(certificate, identity().digest)


@pytest.fixture
def client(peer: Peer) -> ClientPeer:
    return ClientPeer(peer.ufrag, peer.pwd)


@pytest.fixture
def speaking(peer: Peer, client: ClientPeer) -> Peer:
    shake(peer, client)
    peer.publish([SECTION])
    return peer


def media(events: Sequence[PeerEvent]) -> list[int]:
    return [event.packet.sequence for event in events if isinstance(event, Media)]


def hear(peer: Peer, packet: bytes, at: float = 1.0, source: Address = HERE) -> list[PeerEvent]:
    peer.receive(packet, source, at)
    events, peer.events = peer.events, []
    return events


@pytest.mark.parametrize(
    ("offered", "chosen"), [(f"{GCM}:{CM}", GCM), (f"{CM}:{GCM}", GCM), (GCM, GCM), (CM, CM)]
)
@pytest.mark.parametrize("padding", [0, 1200])
def test_a_client_connects_and_media_flows_both_ways(
    certificate: Certificate, offered: str, chosen: str, padding: int
) -> None:
    who = identity(offered, padding)
    peer = a_peer(certificate, who.digest)
    client = ClientPeer(peer.ufrag, peer.pwd, who)
    verified, connected = shake(peer, client)
    assert isinstance(connected, Connected)
    fanout = PythonFanout([carrying_to(client)])
    fanout.open_peer(PeerId(1), connected.keys, connected.to)
    fanout.subscribe(TrackId(1), PeerId(1), Form(77, 111))
    fanout.forward(TrackId(1), 5, 0, False, b"down")  # noqa: FBT003 - the seam's
    fanout.rtcp([PeerId(1)], RECEIVER_REPORT)
    peer.publish([SECTION])

    assert verified == Verified(HERE)
    assert client.profile == chosen
    assert client.mapped == HERE[1:]
    assert client.server_digest == certificate.fingerprint.digest
    assert [packet[12:] for packet in client.rtp] == [b"down"]
    assert client.rtcp == [RECEIVER_REPORT]
    assert media(hear(peer, client.protect(rtp(9)))) == [9]
    assert hear(peer, client.protect_rtcp(RECEIVER_REPORT)) == [Control(RECEIVER_REPORT)]


def test_the_keys_of_a_peer_are_not_printed(peer: Peer, client: ClientPeer) -> None:
    connected = shake(peer, client)[-1]

    assert isinstance(connected, Connected)
    assert repr(connected.keys.key) not in repr(connected)


def test_nothing_is_sent_before_a_valid_check(peer: Peer, client: ClientPeer) -> None:
    client.start()
    assert exchange(client, peer, HERE) == []
    client.check(pwd="x" * 32)

    assert exchange(client, peer, HERE) == []
    assert peer.counters()["stun"] == 1
    assert client.answered == 0


def test_media_moves_with_a_check_and_with_nothing_else(speaking: Peer, client: ClientPeer) -> None:
    injected = hear(speaking, client.protect(rtp(1)), source=THERE)
    speaking.receive(client.check(), THERE, 2.0)
    moved, speaking.events = speaking.events, []

    assert injected == []
    assert speaking.counters()["stray"] == 1
    assert moved == [Verified(THERE), Moved(THERE)]
    assert media(hear(speaking, client.protect(rtp(2)), source=THERE)) == [2]
    assert media(hear(speaking, client.protect(rtp(3)), source=HERE)) == [3]


def test_a_replay_is_let_in_once_also_over_the_wrap(speaking: Peer, client: ClientPeer) -> None:
    packets = [client.protect(rtp(sequence)) for sequence in range(65_500, 65_600)]
    heard = []
    for number, packet in enumerate(packets * 3):
        heard += media(hear(speaking, packet, at=1 + number / 50))

    assert heard == [sequence & 0xFFFF for sequence in range(65_500, 65_600)]


def test_forged_packets_are_dropped_and_the_session_lives(
    speaking: Peer, client: ClientPeer
) -> None:
    good = client.protect(rtp(1))
    forged = [
        good[:-1] + bytes([good[-1] ^ 1]),
        good[:12] + bytes([good[12] ^ 1]) + good[13:],
        b"\x80\x6f" + b"\x00\x63" + good[4:],
        rtp(2),
        good[:12],
    ]
    for packet in forged * 40:
        assert hear(speaking, packet) == []
    report = bytearray(client.protect_rtcp(RECEIVER_REPORT))
    report[-5] ^= 1

    assert hear(speaking, bytes(report)) == []
    assert media(hear(speaking, good)) == [1]
    assert speaking.counters()["srtp"] == 201


def test_a_stranger_with_its_own_keys_is_not_heard(
    speaking: Peer, certificate: Certificate
) -> None:
    other = a_peer(certificate, identity().digest)
    stranger = ClientPeer(other.ufrag, other.pwd)
    shake(other, stranger)

    assert hear(speaking, stranger.protect(rtp(1))) == []


def test_only_the_ssrcs_of_the_offer_are_decrypted(speaking: Peer, client: ClientPeer) -> None:
    for ssrc in (0, 1, 77, 0xFFFFFFFF):
        assert hear(speaking, client.protect(rtp(1, ssrc=ssrc))) == []

    assert speaking.counters()["ssrc"] == 4


def test_an_ssrc_is_learned_from_its_mid_when_the_offer_names_none(
    speaking: Peer, client: ClientPeer
) -> None:
    speaking.publish([PublishSection("0", 111, (), ExtensionIds(level=1, mid=4))])
    unknown = hear(speaking, client.protect(rtp(1, ssrc=5)))
    other = hear(speaking, client.protect(rtp(2, ssrc=5, elements=element(4, b"1"))))
    named = hear(speaking, client.protect(rtp(3, ssrc=5, elements=element(4, b"0"))))
    bare = hear(speaking, client.protect(rtp(4, ssrc=5)))

    assert (unknown, other) == ([], [])
    assert media(named) == [3]
    assert media(bare) == [4]


def test_a_forged_mid_binds_nothing(speaking: Peer, client: ClientPeer) -> None:
    speaking.publish([PublishSection("0", 111, (), ExtensionIds(mid=4))])
    forged = rtp(3, ssrc=6, elements=element(4, b"0")) + bytes(16)
    assert hear(speaking, forged) == []
    true = hear(speaking, client.protect(rtp(3, ssrc=5, elements=element(4, b"0"))))

    assert media(true) == [3]


def test_a_new_ssrc_per_packet_is_followed_once_a_second_and_eight_times(
    speaking: Peer, client: ClientPeer
) -> None:
    speaking.publish([PublishSection("0", 111, (), ExtensionIds(mid=4))])
    heard = []
    for ssrc in range(1, 201):
        packet = client.protect(rtp(1, ssrc=ssrc, elements=element(4, b"0")))
        heard += media(hear(speaking, packet, at=ssrc / 10))

    assert len(heard) == 8


def test_a_wrong_payload_type_or_size_or_rate_is_not_media(
    speaking: Peer, client: ClientPeer
) -> None:
    assert hear(speaking, client.protect(rtp(1, payload_type=63))) == []
    assert hear(speaking, client.protect(rtp(2, payload=b""))) == []
    assert hear(speaking, client.protect(rtp(3, payload=bytes(1201)))) == []
    burst = [media(hear(speaking, client.protect(rtp(n)))) for n in range(10, 200)]
    later = media(hear(speaking, client.protect(rtp(300)), at=1.05))

    assert sum(map(len, burst)) == 120
    assert later == [300]
    counted = speaking.counters()
    assert counted["payload_type"] == 1
    assert counted["payload_size"] == 2
    assert counted["rate"] == 70


def test_the_level_of_the_header_comes_with_the_packet(speaking: Peer, client: ClientPeer) -> None:
    (event,) = hear(speaking, client.protect(rtp(1, elements=element(1, b"\x9e"))))

    assert isinstance(event, Media)
    assert event.packet.level == 30
    assert event.packet.payload == b"opus"


def test_a_peer_pauses_after_20_s_of_silence_resumes_and_dies_after_30(
    speaking: Peer, client: ClientPeer
) -> None:
    speaking.tick(19.9)
    quiet = list(speaking.events)
    assert speaking.deadline() == 20.0
    speaking.tick(20.0)
    paused, speaking.events = speaking.events, []
    resumed = hear(speaking, client.protect_rtcp(RECEIVER_REPORT), at=25.0)
    speaking.tick(45.0)
    speaking.tick(55.0)
    end, speaking.events = speaking.events, []

    assert quiet == []
    assert paused == [Paused()]
    assert resumed == [Control(RECEIVER_REPORT), Resumed(HERE)]
    assert end == [Paused(), Dead("silent")]
    assert speaking.deadline() is None
    assert hear(speaking, client.check(), at=56.0) == []


def test_a_ninth_address_makes_the_oldest_forgotten_but_never_the_selected(
    speaking: Peer, client: ClientPeer
) -> None:
    events = []
    for port in range(5000, 5009):
        events += hear(speaking, client.check(nominate=False), source=(0, "192.0.2.7", port))

    assert Forgotten((0, "192.0.2.7", 5000)) in events
    assert Forgotten(HERE) not in events
    assert not [event for event in events if isinstance(event, Moved)]


def test_a_closed_peer_says_goodbye_and_then_nothing(speaking: Peer, client: ClientPeer) -> None:
    speaking.close()
    for datagram, _ in speaking.outbox:
        client.receive(datagram)
    speaking.outbox.clear()
    speaking.receive(client.protect(rtp(1)), HERE, 2.0)
    speaking.tick(99.0)

    assert client.closed
    assert (speaking.events, speaking.outbox, speaking.deadline()) == ([], [], None)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_datagram_raises_or_ends_a_connected_session(
    certificate: Certificate, data: st.DataObject
) -> None:
    peer = a_peer(certificate, identity().digest)
    client = ClientPeer(peer.ufrag, peer.pwd)
    shake(peer, client)
    peer.publish([PublishSection("0", 111, (), ExtensionIds(level=1, mid=4))])
    sound = [
        client.protect(rtp(1, elements=element(4, b"0"))),
        client.protect_rtcp(RECEIVER_REPORT),
        client.check(),
        bytes([23, 254, 253, 0, 1]) + bytes(40),
    ]
    for _ in range(data.draw(st.integers(1, 8))):
        datagram = bytearray(data.draw(st.sampled_from([*sound, bytes(60)])))
        for _ in range(data.draw(st.integers(1, 4))):
            datagram[data.draw(st.integers(0, 19))] = data.draw(st.integers(0, 255))
        peer.receive(bytes(datagram) + data.draw(st.binary(max_size=9)), HERE, 1.0)
        peer.tick(1.0)

    assert peer.connected
    heard = media(hear(peer, client.protect(rtp(2, elements=element(4, b"0"))), at=9.0))
    assert heard[-1:] == [2]  # a change to the same byte has let the first one through as well
