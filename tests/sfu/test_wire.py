"""A publisher, the fan-out and listeners with real DTLS and SRTP, all in memory."""

import gc
import os
import weakref
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from tests.support.rtcp import write_nack
from tests.support.webrtc import CM, GCM, ClientPeer, exchange, identity, rtp

from torg.sfu.dtls import Certificate
from torg.sfu.fanout import PythonFanout
from torg.sfu.peer import Connected, Control, Media, Peer
from torg.sfu.rtcp import Nack, SenderReport, read_rtcp, write_sender_report
from torg.sfu.rtp import ExtensionIds
from torg.sfu.sdp import Fingerprint
from torg.sfu.seam import Form, PeerId, TrackId
from torg.sfu.sources import PublishSection

TRACK = TrackId(1)
FORM = Form(ssrc=0xFEED, payload_type=111)


@dataclass
class Member:
    """One end of a transport and the other."""

    peer: Peer
    client: ClientPeer
    connected: Connected


class Wire:
    """A fan-out whose datagrams reach the clients by port, unless `lost` holds their number."""

    def __init__(self, certificate: Certificate) -> None:
        self.fanout = PythonFanout([self._sendto])
        self.lost: set[int] = set()
        self._certificate = certificate
        self._members: dict[int, Member] = {}
        self._sent = 0

    def join(self, number: int, profiles: str) -> Member:
        who = identity(profiles)
        peer = Peer(PeerId(number), self._certificate, os.urandom, 0.0)
        peer.expect(Fingerprint("sha-256", who.digest))
        client = ClientPeer(peer.ufrag, peer.pwd, who)
        client.check()
        exchange(client, peer, (0, "192.0.2.1", number))
        client.start()
        (connected,) = exchange(client, peer, (0, "192.0.2.1", number))
        assert isinstance(connected, Connected)
        self.fanout.open_peer(peer.peer_id, connected.keys, connected.to)
        member = self._members[number] = Member(peer, client, connected)
        return member

    def carry(self, speaker: Member, packet: bytes) -> None:
        """Bring a publisher's packet in and forward it."""
        speaker.peer.receive(speaker.client.protect(packet), speaker.connected.to, 1.0)
        for event in speaker.peer.events:
            if isinstance(event, Media):
                said = event.packet
                self.fanout.forward(TRACK, said.sequence, said.timestamp, said.marker, said.payload)
        speaker.peer.events.clear()

    def _sendto(self, data: bytes | memoryview, to: tuple[str, int]) -> int:
        self._sent += 1
        if self._sent not in self.lost:
            self._members[to[1]].client.receive(bytes(data))
        return len(data)


@pytest.fixture
def wire(certificate: Certificate) -> Wire:
    return Wire(certificate)


@pytest.fixture
def speaker(wire: Wire) -> Iterator[Member]:
    member = wire.join(1, GCM)
    member.peer.publish([PublishSection("0", 111, (0x1234,), ExtensionIds())])
    yield member
    member.peer.close()


def heard(member: Member) -> list[bytes]:
    return [packet[12:] for packet in member.client.rtp]


def test_what_one_says_the_others_hear_under_our_own_ssrc(wire: Wire, speaker: Member) -> None:
    listeners = [wire.join(2, GCM), wire.join(3, CM)]
    for listener in listeners:
        wire.fanout.subscribe(TRACK, listener.peer.peer_id, FORM)
    for number in range(5):
        wire.carry(speaker, rtp(number, payload=str(number).encode(), marker=number == 0))

    for listener in listeners:
        assert heard(listener) == [b"0", b"1", b"2", b"3", b"4"]
        assert {packet[8:12] for packet in listener.client.rtp} == {b"\x00\x00\xfe\xed"}
        assert [packet[1] >> 7 for packet in listener.client.rtp] == [1, 0, 0, 0, 0]
    assert speaker.client.rtp == []


def test_a_lost_packet_is_asked_for_and_comes_again(wire: Wire, speaker: Member) -> None:
    listener = wire.join(2, GCM)
    wire.fanout.subscribe(TRACK, PeerId(2), FORM)
    wire.lost = {2, 4}
    for number in range(5):
        wire.carry(speaker, rtp(number, payload=str(number).encode()))
    request = listener.client.protect_rtcp(write_nack(1, FORM.ssrc, [1, 3]))
    listener.peer.receive(request, listener.connected.to, 2.0)
    (control,) = listener.peer.events
    assert isinstance(control, Control)
    (nack,) = read_rtcp(control.packet)
    assert isinstance(nack, Nack)
    resent = wire.fanout.resend(TRACK, PeerId(2), nack.sequences)

    assert resent == 2
    assert heard(listener) == [b"0", b"2", b"4", b"1", b"3"]
    assert listener.client.undecrypted == 0


def test_a_listener_that_joins_before_the_wrap_and_loses_packets_still_hears(
    wire: Wire, speaker: Member
) -> None:
    listener = wire.join(2, CM)
    for index in range(65_480, 65_545):
        if index == 65_530:
            wire.fanout.subscribe(TRACK, PeerId(2), FORM)
        wire.fanout.forward(TRACK, index, index, False, str(index).encode())  # noqa: FBT003 - the seam's

    assert heard(listener) == [str(index).encode() for index in range(65_536, 65_545)]
    assert speaker.client.undecrypted == listener.client.undecrypted == 0


def test_one_sender_report_serves_all_listeners(wire: Wire) -> None:
    listeners = [wire.join(2, GCM), wire.join(3, CM)]
    report = SenderReport(FORM.ssrc, ntp=1 << 32, timestamp=960, packets=1, octets=4)
    sent = wire.fanout.rtcp([PeerId(2), PeerId(3)], write_sender_report(report, "cname"))

    assert sent == 2
    for listener in listeners:
        assert [read_rtcp(packet) for packet in listener.client.rtcp] == [(report,)]


@pytest.mark.parametrize("descriptors", [(), (-1,)])
def test_the_keys_of_a_closed_peer_are_gone(wire: Wire, descriptors: tuple[int, ...]) -> None:
    fanout = PythonFanout([lambda data, _: len(data)], descriptors)
    for number in (2, 3):
        member = wire.join(number, GCM)
        fanout.open_peer(PeerId(number), member.connected.keys, member.connected.to)
        fanout.subscribe(TRACK, PeerId(number), FORM)
    fanout.forward(TRACK, 1, 1, False, b"opus")  # noqa: FBT003 - the seam's
    session = weakref.ref(fanout._peers[PeerId(2)].session)
    fanout.close_peer(PeerId(2))
    gc.collect()

    assert session() is None
    assert fanout._peers[PeerId(3)].session is not None
