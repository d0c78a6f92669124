"""The fan-out: one packet, many listeners, and never one nonce twice."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pylibsrtp import Error, Session

from torg.sfu.errors import NonceReuse, UnknownId
from torg.sfu.fanout import MOST_SSRCS, NO_START_FROM, PythonFanout
from torg.sfu.seam import Form, PeerId, Profile, SendKeys, TrackId
from torg.sfu.srtp import receiving_session, sending_session

ANA, BO = PeerId(1), PeerId(2)
TRACK = TrackId(9)
FORM = Form(ssrc=0xABCD, payload_type=111)
GCM: Profile = "AEAD_AES_128_GCM"
CM: Profile = "AES_CM_128_HMAC_SHA1_80"


def keys_of(profile: Profile, seed: int = 1) -> SendKeys:
    return SendKeys(profile, bytes([seed]) * 16, bytes([seed]) * (12 if profile == GCM else 14))


class Net:
    """Everything a fan-out sent, by port."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, bytes]] = []
        self.refuse: Callable[[int], type[OSError] | None] = lambda _: None

    def sendto(self, data: bytes | memoryview, to: tuple[str, int]) -> int:
        refusal = self.refuse(to[1])
        if refusal:
            raise refusal
        self.sent.append((to[1], bytes(data)))
        return len(data)

    def take(self, port: int) -> list[bytes]:
        taken = [data for at, data in self.sent if at == port]
        self.sent = [(at, data) for at, data in self.sent if at != port]
        return taken


class Ear:
    """A peer with its keys, open in a fan-out, that decrypts what it is sent."""

    def __init__(self, net: Net, fanout: PythonFanout, peer: PeerId, profile: Profile) -> None:
        self.net, self.port = net, 1000 + peer
        keys = keys_of(profile, peer)
        fanout.open_peer(peer, keys, (0, "192.0.2.1", self.port))
        self._session: Session = receiving_session(keys)
        self.deaf = 0

    def heard(self) -> list[int]:
        """Sequence numbers, as decrypted."""
        return [int.from_bytes(packet[2:4], "big") for packet in self.packets()]

    def packets(self) -> list[bytes]:
        plain = []
        for data in self.net.take(self.port):
            try:
                plain.append(self._session.unprotect(data))
            except Error:
                self.deaf += 1
        return plain


@pytest.fixture
def net() -> Net:
    return Net()


@pytest.fixture
def fanout(net: Net) -> PythonFanout:
    return PythonFanout([net.sendto])


def send(fanout: PythonFanout, index: int, opus: bytes = b"opus") -> int:
    return fanout.forward(TRACK, index, index * 960, False, opus)  # noqa: FBT003 - the seam's


@pytest.mark.parametrize("profile", [GCM, CM])
def test_every_subscriber_hears_every_packet_as_it_was_sent(
    net: Net, fanout: PythonFanout, profile: Profile
) -> None:
    ears = [Ear(net, fanout, PeerId(n), profile) for n in range(1, 4)]
    for n in range(1, 4):
        fanout.subscribe(TRACK, PeerId(n), FORM)
    sent = fanout.forward(TRACK, 5, 4800, True, b"opus frame")  # noqa: FBT003 - the seam's

    assert sent == 3
    for ear in ears:
        assert ear.packets() == [
            b"\x80\xef\x00\x05\x00\x00\x12\xc0\x00\x00\xab\xcdopus frame",
        ]


@pytest.mark.parametrize("profile", [GCM, CM])
def test_the_bytes_are_those_of_pylibsrtp(net: Net, fanout: PythonFanout, profile: Profile) -> None:
    Ear(net, fanout, ANA, profile)
    fanout.subscribe(TRACK, ANA, FORM)
    oracle = sending_session(keys_of(profile, ANA))
    rtcp = b"\x80\xc9\x00\x01\x00\x00\x00\x07"
    for index in (65_400, 65_535, 65_536, 65_537):
        send(fanout, index, bytes([index & 0xFF]) * (index % 1000))
        fanout.rtcp([ANA], rtcp)
    got = net.take(1001)

    expected = []
    for index in (65_400, 65_535, 65_536, 65_537):
        header = (
            b"\x80\x6f" + (index & 0xFFFF).to_bytes(2, "big") + (index * 960).to_bytes(4, "big")
        )
        plain = header + b"\x00\x00\xab\xcd" + bytes([index & 0xFF]) * (index % 1000)
        expected += [oracle.protect(plain), oracle.protect_rtcp(rtcp)]
    assert got == expected


def test_both_profiles_hear_the_same_track(net: Net, fanout: PythonFanout) -> None:
    ana, bo = Ear(net, fanout, ANA, GCM), Ear(net, fanout, BO, CM)
    fanout.subscribe(TRACK, ANA, FORM)
    fanout.subscribe(TRACK, BO, FORM)
    send(fanout, 1)

    assert ana.packets() == bo.packets() != []


def test_a_listener_may_have_a_form_of_its_own(net: Net, fanout: PythonFanout) -> None:
    ana, bo = Ear(net, fanout, ANA, GCM), Ear(net, fanout, BO, GCM)
    fanout.subscribe(TRACK, ANA, FORM)
    fanout.subscribe(TRACK, BO, Form(ssrc=0xEEEE, payload_type=96))
    send(fanout, 1)

    assert ana.packets()[0][8:12] == b"\x00\x00\xab\xcd"
    assert bo.packets()[0][8:12] == b"\x00\x00\xee\xee"


def test_a_form_with_red_gets_red_or_nothing(net: Net, fanout: PythonFanout) -> None:
    ana = Ear(net, fanout, ANA, GCM)
    fanout.subscribe(TRACK, ANA, Form(ssrc=1, payload_type=63, red=True))
    send(fanout, 1)
    fanout.forward(TRACK, 2, 0, False, b"plain", b"redundant")  # noqa: FBT003 - the seam's

    assert [packet[12:] for packet in ana.packets()] == [b"redundant"]


def test_unsubscribed_closed_and_paused_peers_are_sent_nothing(
    net: Net, fanout: PythonFanout
) -> None:
    for n in range(1, 5):
        Ear(net, fanout, PeerId(n), GCM)
        fanout.subscribe(TRACK, PeerId(n), FORM)
    send(fanout, 1)
    net.sent.clear()
    fanout.unsubscribe(TRACK, PeerId(1))
    fanout.close_peer(PeerId(2))
    fanout.move_peer(PeerId(3), None)

    assert send(fanout, 2) == 1
    assert [port for port, _ in net.sent] == [1004]


def test_a_moved_peer_is_sent_to_its_new_address_and_still_decrypts(
    net: Net, fanout: PythonFanout
) -> None:
    ana = Ear(net, fanout, ANA, GCM)
    fanout.subscribe(TRACK, ANA, FORM)
    send(fanout, 1)
    fanout.move_peer(ANA, None)
    send(fanout, 2)
    fanout.move_peer(ANA, (0, "192.0.2.1", 2000))
    send(fanout, 3)
    first, ana.port = ana.heard(), 2000

    assert (first, ana.heard()) == ([1], [3])


def test_the_socket_index_of_an_address_chooses_the_socket() -> None:
    one, two = Net(), Net()
    fanout = PythonFanout([one.sendto, two.sendto])
    fanout.open_peer(ANA, keys_of(GCM), (1, "2001:db8::1", 5))
    fanout.subscribe(TRACK, ANA, FORM)
    send(fanout, 1)

    assert (len(one.sent), len(two.sent)) == (0, 1)


def test_a_listener_that_joins_near_the_wrap_waits_for_it(net: Net, fanout: PythonFanout) -> None:
    ana = Ear(net, fanout, ANA, GCM)
    send(fanout, NO_START_FROM - 1)
    fanout.subscribe(TRACK, ANA, FORM)
    for index in range(NO_START_FROM, 65_540):
        send(fanout, index)

    assert ana.heard() == [0, 1, 2, 3]


def test_a_listener_that_loses_all_before_the_wrap_still_hears_all_after(
    net: Net, fanout: PythonFanout
) -> None:
    ana = Ear(net, fanout, ANA, GCM)
    fanout.subscribe(TRACK, ANA, FORM)
    for index in range(NO_START_FROM - 1, 65_536):
        send(fanout, index)
    before = net.take(ana.port)  # only the first of these arrives
    net.sent.append((ana.port, before[0]))
    for index in range(65_536, 65_540):
        send(fanout, index)

    assert ana.heard() == [NO_START_FROM - 1, 0, 1, 2, 3]
    assert ana.deaf == 0


def test_a_late_packet_from_before_a_listeners_start_is_not_sent_to_it(
    net: Net, fanout: PythonFanout
) -> None:
    ana, bo = Ear(net, fanout, ANA, GCM), Ear(net, fanout, BO, GCM)
    fanout.subscribe(TRACK, BO, FORM)
    send(fanout, 65_400)
    fanout.subscribe(TRACK, ANA, FORM)
    send(fanout, 65_537)
    send(fanout, 65_535)
    send(fanout, 65_538)

    assert ana.heard() == [1, 2]
    assert bo.heard() == [65_400, 1, 65_535, 2]
    assert (ana.deaf, bo.deaf) == (0, 0)


def test_a_resend_is_the_same_bytes_again(net: Net, fanout: PythonFanout) -> None:
    Ear(net, fanout, ANA, GCM)
    fanout.subscribe(TRACK, ANA, FORM)
    for index in range(100, 400):
        send(fanout, index)
    sent = net.take(1001)

    assert fanout.resend(TRACK, ANA, [150, 399, 144, 143]) == 3  # 143 has left the ring
    assert net.take(1001) == [sent[50], sent[299], sent[44]]
    assert fanout.counters()["resent"] == 3


def test_a_resend_never_goes_before_the_listeners_start(net: Net, fanout: PythonFanout) -> None:
    ana = Ear(net, fanout, ANA, GCM)
    send(fanout, 10)
    fanout.subscribe(TRACK, ANA, FORM)
    send(fanout, 11)

    assert fanout.resend(TRACK, ANA, [10, 11, 12]) == 1
    assert ana.heard() == [11]  # the copy is a replay to the receiver


def test_only_a_subscriber_is_resent_anything(net: Net, fanout: PythonFanout) -> None:
    Ear(net, fanout, ANA, GCM)
    send(fanout, 11)

    assert fanout.resend(TRACK, ANA, [11]) == 0


def test_an_index_is_never_encrypted_for_two_texts(net: Net, fanout: PythonFanout) -> None:
    Ear(net, fanout, ANA, GCM)
    fanout.subscribe(TRACK, ANA, FORM)
    send(fanout, 500, b"one")
    with pytest.raises(NonceReuse):
        send(fanout, 500, b"two")
    with pytest.raises(NonceReuse):
        send(fanout, 500 - 256, b"too late to know")
    with pytest.raises(NonceReuse):
        send(fanout, 500 + 32_768, b"too far to count roll-overs")

    assert send(fanout, 500, b"one") == 1
    assert send(fanout, 500 - 255, b"late") == 0  # before the start of this listener


def test_an_ssrc_serves_a_peer_once(net: Net, fanout: PythonFanout) -> None:
    Ear(net, fanout, ANA, GCM)
    fanout.subscribe(TRACK, ANA, FORM)
    fanout.unsubscribe(TRACK, ANA)
    with pytest.raises(NonceReuse):
        fanout.subscribe(TRACK, ANA, FORM)
    with pytest.raises(NonceReuse):
        fanout.subscribe(TrackId(10), ANA, FORM)
    for ssrc in range(1, MOST_SSRCS):
        fanout.subscribe(TRACK, ANA, Form(0x10000 + ssrc, 111))

    with pytest.raises(NonceReuse):
        fanout.subscribe(TRACK, ANA, Form(0x20000, 111))


def test_a_peer_silent_for_half_a_round_is_unsubscribed(net: Net, fanout: PythonFanout) -> None:
    ana = Ear(net, fanout, ANA, GCM)
    fanout.subscribe(TRACK, ANA, FORM)
    send(fanout, 0)
    fanout.move_peer(ANA, None)
    send(fanout, 20_000)
    fanout.move_peer(ANA, None)
    send(fanout, 40_000)
    fanout.move_peer(ANA, (0, "192.0.2.1", ana.port))

    assert send(fanout, 40_001) == 0


def test_a_full_socket_drops_and_counts_and_harms_nobody_else(
    net: Net, fanout: PythonFanout
) -> None:
    ana, bo, cy = (Ear(net, fanout, PeerId(n), GCM) for n in (1, 2, 3))
    for n in (1, 2, 3):
        fanout.subscribe(TRACK, PeerId(n), FORM)
    net.refuse = {ana.port: BlockingIOError, bo.port: PermissionError}.get
    first = send(fanout, 1)
    net.refuse = lambda _: None
    send(fanout, 2)

    assert first == 1
    assert (ana.heard(), bo.heard(), cy.heard()) == ([2], [2], [1, 2])
    assert fanout.counters()["would_block"] == 1
    assert fanout.counters()["unreachable"] == 1


def test_rtcp_reaches_the_named_peers_with_an_index_each(net: Net, fanout: PythonFanout) -> None:
    ana, bo = Ear(net, fanout, ANA, GCM), Ear(net, fanout, BO, CM)
    report = b"\x80\xc9\x00\x01\x00\x00\x00\x07"

    assert fanout.rtcp([ANA, BO], report) == 2
    assert fanout.rtcp([ANA], report) == 1
    sent = net.take(ana.port)
    assert len(set(sent)) == 2
    assert [ana._session.unprotect_rtcp(packet) for packet in sent] == [report, report]
    assert [bo._session.unprotect_rtcp(packet) for packet in net.take(bo.port)] == [report]


def test_unknown_peers_and_tracks_are_refused(fanout: PythonFanout) -> None:
    for call in (
        lambda: fanout.subscribe(TRACK, ANA, FORM),
        lambda: fanout.move_peer(ANA, None),
        lambda: fanout.rtcp([ANA], b"\x80\xc9\x00\x01\x00\x00\x00\x07"),
        lambda: fanout.resend(TRACK, ANA, [1]),
    ):
        with pytest.raises(UnknownId):
            call()
    fanout.open_peer(ANA, keys_of(GCM), (0, "192.0.2.1", 1))
    with pytest.raises(UnknownId):
        fanout.resend(TRACK, ANA, [1])
    fanout.close_peer(BO)
    fanout.close_track(TRACK)
    fanout.unsubscribe(TRACK, BO)

    with pytest.raises(NonceReuse):
        fanout.open_peer(ANA, keys_of(GCM), (0, "192.0.2.1", 1))


def test_a_closed_track_is_forgotten_and_its_listeners_go_on(
    net: Net, fanout: PythonFanout
) -> None:
    ana = Ear(net, fanout, ANA, GCM)
    fanout.subscribe(TRACK, ANA, FORM)
    fanout.close_track(TRACK)
    fanout.move_peer(ANA, (0, "192.0.2.1", ana.port))
    fanout.subscribe(TrackId(10), ANA, Form(5, 111))
    fanout.forward(TrackId(10), 1, 1, False, b"other")  # noqa: FBT003 - the seam's
    fanout.close_peer(ANA)

    assert ana.heard() == [1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-40, 60), min_size=1, max_size=60), st.integers(0, 200_000))
def test_no_nonce_ever_serves_two_texts_and_no_receiver_goes_deaf(
    steps: list[int], start: int
) -> None:
    net = Net()
    fanout = PythonFanout([net.sendto])
    ana = Ear(net, fanout, ANA, GCM)
    fanout.subscribe(TRACK, ANA, FORM)
    index, seen, first = start, dict[int, bytes](), None
    for number, step in enumerate(steps):
        index = max(0, index + step)
        text = str(number).encode()
        try:
            sent = send(fanout, index, text)
        except NonceReuse:
            continue
        if sent:
            assert seen.setdefault(index, text) == text
            first = index if first is None else first

            assert index >= first
            assert ana.packets()[-1][12:] == text
    assert ana.deaf == 0
