"""Handing many copies to the kernel at once."""

import ctypes
import errno
import socket
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pylibsrtp import Session

from torg.sfu.batch import AT_ONCE, Batch, Buffers, send_messages, socket_name
from torg.sfu.fanout import PythonFanout
from torg.sfu.seal import Seal, Target, target_of
from torg.sfu.seam import Form, PeerId, SendKeys, TrackId
from torg.sfu.srtp import receiving_session, sending_session

TRACK = TrackId(1)
FORM = Form(ssrc=7, payload_type=111)
PEERS = [PeerId(number) for number in range(5)]

pytestmark = pytest.mark.skipif(send_messages() is None, reason="the kernel has no sendmmsg")


def keys_of(peer: int) -> SendKeys:
    if peer % 2:
        return SendKeys("AEAD_AES_128_GCM", bytes([peer]) * 16, bytes(12))
    return SendKeys("AES_CM_128_HMAC_SHA1_80", bytes([peer]) * 16, bytes(14))


def packet(sequence: int = 1) -> bytes:
    return b"\x80\x6f" + sequence.to_bytes(2, "big") + bytes(4) + b"\0\0\0\7opus"


class Kernel:
    """Stands for `sendmmsg`: takes what it may, and fails as told."""

    def __init__(self, *answers: int) -> None:
        self.answers = list(answers)
        self.asked: list[int] = []

    def __call__(self, _descriptor: int, _messages: int, count: int, _flags: int) -> int:
        self.asked.append(count)
        answer = self.answers.pop(0) if self.answers else count
        if answer < 0:
            ctypes.set_errno(-answer)
            return -1
        return min(answer, count)


class World:
    """One sending socket and one for each of five peers, all on the loopback."""

    def __init__(self, family: socket.AddressFamily = socket.AF_INET) -> None:
        self.host = "127.0.0.1" if family is socket.AF_INET else "::1"
        self.sender, *self.ears = [socket.socket(family, socket.SOCK_DGRAM) for _ in range(6)]
        for each in (self.sender, *self.ears):
            each.bind((self.host, 0))
            each.settimeout(0)
        self.ports = [ear.getsockname()[1] for ear in self.ears]

    def arrived(self) -> list[list[bytes]]:
        return [list(all_of(ear)) for ear in self.ears]

    def close(self) -> None:
        for each in (self.sender, *self.ears):
            each.close()


def all_of(ear: socket.socket) -> Iterator[bytes]:
    while True:
        try:
            yield ear.recv(2048)
        except BlockingIOError:
            return


def a_batch(kernel: Kernel, listeners: int) -> tuple[Batch, Seal]:
    seal = Seal()
    batch = Batch(seal, Buffers(), kernel, descriptor=-1, overhead=16)
    for number in range(listeners):
        batch.put(PeerId(number), a_target(number + 1))
    return batch, seal


def a_target(port: int) -> Target:
    session = sending_session(keys_of(1))
    return target_of(session, lambda data, _: len(data), ("127.0.0.1", port))


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_copies_arrive_where_they_belong_over_both_versions_of_ip(
    family: socket.AddressFamily,
) -> None:
    try:
        world = World(family)
    except OSError:
        pytest.skip("no such address on this machine")
    fanout = PythonFanout([world.sender.sendto], [world.sender.fileno()])
    sessions: list[Session] = []
    for peer in PEERS:
        fanout.open_peer(peer, keys_of(peer), (0, world.host, world.ports[peer]))
        fanout.subscribe(TRACK, peer, FORM)
        sessions.append(receiving_session(keys_of(peer)))
    sent = fanout.forward(TRACK, 1, 0, False, b"opus")  # noqa: FBT003 - the seam's
    arrived = world.arrived()
    world.close()

    assert sent == 5
    for session, heard in zip(sessions, arrived, strict=True):
        assert [session.unprotect(each) for each in heard] == [packet()]
    assert fanout.counters()["sent"] == 5
    assert fanout.counters()["bytes"] == sum(len(each) for (each,) in arrived)


def test_200_listeners_take_four_calls() -> None:
    kernel = Kernel()
    batch, seal = a_batch(kernel, 200)

    assert batch.send(packet()) == 200
    assert kernel.asked == [AT_ONCE, AT_ONCE, AT_ONCE, 8]
    assert seal.tally.sent == 200


def test_what_would_block_is_dropped_and_the_next_call_tried() -> None:
    kernel = Kernel(10, -errno.EAGAIN)
    batch, seal = a_batch(kernel, 100)

    assert batch.send(packet()) == 10 + 36
    assert (seal.tally.would_block, seal.tally.unreachable) == (54, 0)


def test_one_address_without_a_route_costs_no_other_its_copy() -> None:
    kernel = Kernel(10, -errno.ENETUNREACH, 5, -errno.EPERM)
    batch, seal = a_batch(kernel, 50)

    assert batch.send(packet()) == 48
    assert kernel.asked == [50, 40, 39, 34, 33]
    assert (seal.tally.would_block, seal.tally.unreachable) == (0, 2)


def test_a_listener_that_libsrtp_refuses_costs_no_other_its_copy() -> None:
    kernel = Kernel()
    batch, seal = a_batch(kernel, 70)
    keyless = Session()
    batch.put(PeerId(3), target_of(keyless, lambda data, _: len(data), ("127.0.0.1", 9)))

    assert batch.send(packet()) == 69
    assert kernel.asked == [6]
    assert (seal.tally.refused, seal.tally.sent) == (1, 69)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=120))
def test_members_are_those_put_and_not_taken(steps: Sequence[tuple[int, bool]]) -> None:
    batch, _ = a_batch(Kernel(), 0)
    there: dict[PeerId, int] = {}
    for number, (peer, puts) in enumerate(steps):
        if puts:
            batch.put(PeerId(peer), a_target(number + 1))
            there[PeerId(peer)] = number + 1
        else:
            assert batch.take(PeerId(peer)) == (there.pop(PeerId(peer), None) is not None)

    assert {peer: target.to[1] for peer, target in batch.members.items()} == there
    assert ports_in(batch) == there


def ports_in(batch: Batch) -> dict[PeerId, int]:
    """Read back what lies ready for the kernel."""
    found = {}
    for place, peer in enumerate(batch._peers):
        header = batch._messages[place].header
        name = ctypes.string_at(header.name, header.name_length)
        assert batch._contexts[place] == batch.members[peer].context
        found[peer] = int.from_bytes(name[2:4], "big")
    return found


step = st.one_of(
    st.tuples(st.just("forward"), st.integers(1, 3), st.binary(max_size=60)),
    st.tuples(st.just("move"), st.sampled_from(PEERS), st.sampled_from([None, *range(5)])),
    st.tuples(st.just("leave"), st.sampled_from(PEERS), st.none()),
    st.tuples(st.just("join"), st.sampled_from(PEERS), st.none()),
)


@settings(max_examples=40)
@given(st.lists(step, max_size=25), st.integers(65_440, 65_540))
def test_batches_say_the_same_bytes_as_one_call_each(
    steps: Sequence[tuple[str, int, object]], start: int
) -> None:
    world = World()
    said = []
    for descriptors in ((), (world.sender.fileno(),)):
        fanout = PythonFanout([world.sender.sendto], descriptors)
        for peer in PEERS:
            fanout.open_peer(peer, keys_of(peer), (0, world.host, world.ports[peer]))
        index, ssrc, heard = start, 100, []
        for what, number, more in steps:
            if what == "forward" and isinstance(more, bytes):
                index += number
                fanout.forward(TRACK, index, index, False, more)  # noqa: FBT003 - the seam's
            elif what == "move":
                to = world.ports[more] if isinstance(more, int) else None
                fanout.move_peer(PeerId(number), None if to is None else (0, world.host, to))
            elif what == "join":
                ssrc += 1
                fanout.subscribe(TRACK, PeerId(number), Form(ssrc, 111))
            else:
                fanout.unsubscribe(TRACK, PeerId(number))
            heard.append([sorted(each) for each in world.arrived()])
        said.append((heard, fanout.counters()))
    world.close()

    assert said[0] == said[1]


def test_an_address_with_a_zone_goes_by_the_sockets_own_sendto() -> None:
    sent: list[tuple[str, int]] = []

    def sendto(data: bytes | memoryview, to: tuple[str, int]) -> int:
        sent.append(to)
        return len(data)

    fanout = PythonFanout([sendto], [-1])
    fanout.open_peer(PEERS[0], keys_of(0), (0, "fe80::1%eth0", 5))
    fanout.subscribe(TRACK, PEERS[0], FORM)

    assert fanout.forward(TRACK, 1, 0, False, b"opus") == 1  # noqa: FBT003 - the seam's
    assert sent == [("fe80::1%eth0", 5)]
    assert socket_name("no address", 1) is None
    with pytest.raises(ValueError, match="zone"):
        a_batch(Kernel(), 0)[0].put(PEERS[0], a_target(1)._replace(to=("fe80::1%2", 1)))
