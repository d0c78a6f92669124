"""The bare protect-and-send loop: the floor under what the whole media process can reach.

Packets go to a loopback socket that another process drains, each on a processor of its own.
Alone: python -m bench.fanout, one JSON line for each way, profile and number of peers.
"""

import argparse
import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from typing import Final

from bench.machine import facts
from pylibsrtp import Session

from torg.sfu.fanout import PythonFanout
from torg.sfu.seam import Form, PeerId, Profile, SendKeys, TrackId
from torg.sfu.srtp import SHAPES, sending_session

OPUS_BYTES: Final = 100
RUNS: Final = 5
PACKETS_A_RUN: Final = 40_000
BUFFER_BYTES: Final = 4 << 20
GCM: Final[Profile] = "AEAD_AES_128_GCM"

DRAIN: Final = """
import os, socket
if os.cpu_count() > 1:
    os.sched_setaffinity(0, {1})
drain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
drain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
drain.bind(("127.0.0.1", 0))
print(drain.getsockname()[1], flush=True)
datagram = bytearray(2048)
while True:
    drain.recv_into(datagram)
"""

Forward = Callable[[int], int]
Way = Callable[[int, Profile, socket.socket, int], Forward]


def bare_loop(listeners: int, profile: Profile = GCM, way: str = "fanout") -> dict[str, object]:
    """Measure the microseconds of CPU of one packet to one listener; the median of five runs."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        with a_drain() as port, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.settimeout(0.0)
            sender.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
            figures = measure(WAYS[way](listeners, profile, sender, port), listeners)
    finally:
        os.sched_setaffinity(0, before)
    return {
        "figure": "bare loop",
        "way": way,
        "profile": profile,
        "listeners": listeners,
        "packet_us": round(median(figures), 2),
        "range_us": [round(min(figures), 2), round(max(figures), 2)],
    }


@contextmanager
def a_drain() -> Iterator[int]:
    """Run a process that reads and forgets; gives its port."""
    with subprocess.Popen(
        [sys.executable, "-c", DRAIN], stdout=subprocess.PIPE, text=True
    ) as drain:
        try:
            yield int(drain.stdout.readline() if drain.stdout else 0)
        finally:
            drain.kill()


def keys_of(profile: Profile, seed: int) -> SendKeys:
    """Make keys; what they are does not matter to the time."""
    return SendKeys(profile, seed.to_bytes(16), seed.to_bytes(SHAPES[profile].salt))


def by_fanout(peers: int, profile: Profile, sender: socket.socket, port: int) -> Forward:
    """Forward as the media server does."""
    fanout = PythonFanout([sender.sendto], [sender.fileno()])
    track, opus = TrackId(1), bytes(OPUS_BYTES)
    for number in range(peers):
        peer = PeerId(number)
        fanout.open_peer(peer, keys_of(profile, number + 1), (0, "127.0.0.1", port))
        fanout.subscribe(track, peer, Form(ssrc=7, payload_type=111))
    marker = False
    return lambda index: fanout.forward(track, index, index * 960, marker, opus)


def by_session(peers: int, profile: Profile, sender: socket.socket, port: int) -> Forward:
    """Forward by pylibsrtp's own Session.protect, for comparison."""
    sessions: list[Session] = [
        sending_session(keys_of(profile, number + 1)) for number in range(peers)
    ]
    to = ("127.0.0.1", port)

    def forward(index: int) -> int:
        header = b"\x80\x6f" + (index & 0xFFFF).to_bytes(2) + bytes(4) + b"\0\0\0\7"
        packet, sent = header + bytes(OPUS_BYTES), 0
        for session in sessions:
            try:
                sent += sender.sendto(session.protect(packet), to) > 0
            except BlockingIOError:
                continue
        return sent

    return forward


WAYS: Final[Mapping[str, Way]] = {"fanout": by_fanout, "session.protect": by_session}


def measure(forward: Forward, peers: int) -> list[float]:
    """Measure several runs; each goes on where the sequence of the last one ended."""
    rounds = max(PACKETS_A_RUN // peers, 1)
    figures = []
    for run in range(RUNS):
        first = 1 + run * rounds
        began = cpu_s()
        sent = sum(map(forward, range(first, first + rounds)))
        figures.append((cpu_s() - began) / sent * 1e6)
    return figures


def cpu_s() -> float:
    """Read user and system time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print one line of machine and one per way, profile and number of peers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listeners", type=int, nargs="+", default=[20, 200, 1000])
    listeners = parser.parse_args().listeners
    print(json.dumps({"figure": "machine", **facts()}))
    for way in WAYS:
        for profile in SHAPES:
            for number in listeners:
                print(json.dumps(bare_loop(number, profile, way)), flush=True)


if __name__ == "__main__":
    main()
