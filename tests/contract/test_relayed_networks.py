"""Late, reordered and rebound datagrams, and a wrap, on the real media server: what is heard."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Final

import pytest
import pytest_asyncio
from tests.support.livekit_server import LiveKitServer, torg_media
from tests.support.raw import RawClient, Transport
from tests.support.talk import PACKET_S, Lobby, Talk, a_lobby, a_talk
from tests.support.udp_relay import Relay
from tests.support.waiting import until

pytestmark = pytest.mark.slow

Record = Callable[[str, object], None]
JITTER_S: Final = 0.08
PACKETS: Final = 250
"""Five seconds of speech."""
CHECK_AFTER_S: Final = 0.2
"""Assumed: a client that sees its network change checks the connection anew within this time."""
LONGEST_GAP_S: Final = 0.3
BEFORE_WRAP: Final = 40
DROPPED: Final = re.compile(r'(?m)^\w*(?:dropped|events)_total\{\w+="(\w+)"\} (\d+)$')
OUTCOMES: Final = re.compile(r'(?m)^\w*copies_total\{\w+="(would_block|unreachable)"\} (\d+)$')


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncIterator[LiveKitServer]:
    options = ["--auto-create", "--address", "127.0.0.1"]
    async with torg_media(tmp_path, options, log=tmp_path / "log") as media:
        yield media


@pytest_asyncio.fixture
async def talk(server: LiveKitServer) -> AsyncIterator[Talk]:
    async with a_talk(server) as talking:
        yield talking


@pytest_asyncio.fixture
async def lobby(server: LiveKitServer) -> AsyncIterator[Lobby]:
    async with a_lobby(server) as room:
        yield room


async def relayed(talk: Talk) -> dict[str, Relay]:
    """Put a relay before the speaker and one before the listener, and let the talk go on."""
    talk.pauses = True
    relays = {
        "speaker": await a_relay(talk, talk.ana.speaks, seed=1),
        "listener": await a_relay(talk, talk.bo.hears, seed=2),
    }
    talk.pauses = False
    await goes_on(talk, 10)
    return relays


async def a_relay(talk: Talk, path: Transport | None, seed: int) -> Relay:
    """Open a relay before one transport until the talk ends."""
    assert path is not None
    relay = Relay(path, path.server, Random(seed))  # noqa: S311 - a repeatable network
    await relay.open()
    talk.closing.callback(relay.close)
    return relay


async def goes_on(talk: Talk, packets: int) -> None:
    """Wait until that many more packets were said."""
    end = talk.number + packets

    async def said() -> bool:
        return talk.number >= end

    await until(said, within_s=30)


async def all_heard(listener: RawClient, said: list[bytes]) -> list[bytes]:
    """Wait up to a second for all that was said; gives what was heard of it, as it came."""

    async def complete() -> bool:
        return {*said} <= {*listener.sounds()}

    with suppress(TimeoutError):  # what is missing is for the caller to count
        await until(complete, within_s=1)
    return [each for each in listener.sounds() if each in {*said}]


async def dropped(talk: Talk, server: LiveKitServer) -> Counter[str]:
    """Read how many datagrams the server dropped so far, by cause."""
    async with talk.http.get(server.url.replace("ws", "http", 1) + "/metrics") as answer:
        text = await answer.text()
    assert OUTCOMES.search(text)
    found = [*DROPPED.findall(text), *OUTCOMES.findall(text)]
    return Counter({cause: int(number) for cause, number in found})


async def test_all_is_heard_once_through_80_ms_of_jitter(
    talk: Talk, server: LiveKitServer, record_property: Record
) -> None:
    relays = await relayed(talk)
    before, first = await dropped(talk, server), len(talk.said)
    for relay in relays.values():
        relay.longest_delay_s = JITTER_S
    await goes_on(talk, PACKETS)
    talk.pauses = True
    said = talk.said[first:]
    heard = await all_heard(talk.bo, said)
    missing, repeated = len(said) - len({*heard}), len(heard) - len({*heard})
    overtaken = sum(int(one) > int(other) for one, other in pairwise(heard))
    lost = await dropped(talk, server) - before
    record_property("said", len(said))
    record_property("missing", missing)
    record_property("repeated", repeated)
    record_property("overtaken", overtaken)
    record_property("dropped", dict(lost))

    assert (missing, repeated, lost) == (0, 0, Counter())
    assert overtaken > PACKETS // 10


@pytest.mark.parametrize("whose", ["speaker", "listener"])
async def test_a_check_from_a_new_port_moves_the_stream(
    whose: str, talk: Talk, server: LiveKitServer, record_property: Record
) -> None:
    relays = await relayed(talk)
    before = await dropped(talk, server)
    moved, heard_at = relays[whose], relays["listener"].sound_at
    first = len(heard_at)
    clock = asyncio.get_running_loop().time
    await moved.rebind()
    rebound_at = clock()
    await asyncio.sleep(CHECK_AFTER_S)
    unmoved = await moved.is_known()
    moved.check()
    record_property("checked_after_ms", round((clock() - rebound_at) * 1000))
    await goes_on(talk, 50)
    gap_s = max(later - earlier for earlier, later in pairwise(heard_at[first - 1 :]))
    said = talk.said[-25:]
    talk.pauses = True
    heard = await all_heard(talk.bo, said)
    lost = await dropped(talk, server) - before
    record_property("gap_ms", round(gap_s * 1000))
    record_property("dropped", dict(lost))

    assert (unmoved, await moved.is_known()) == (False, True)
    assert CHECK_AFTER_S - PACKET_S <= gap_s <= LONGEST_GAP_S
    assert heard == said
    assert (lost.total() > 0) == (whose == "speaker")  # what came before the check is a stranger's


async def test_who_joins_just_before_the_speakers_numbers_wrap_hears_all(
    lobby: Lobby, record_property: Record
) -> None:
    ana = lobby.guest()
    ana.sequence = 0xFFFF - BEFORE_WRAP
    await ana.join("ana")
    await ana.publish()
    ana.speak(b"nobody listens yet")
    bo = await lobby.joins("bo")

    async def begins() -> bool:
        ana.speak(b"hello")
        return b"hello" in bo.sounds()

    await until(begins, every_s=PACKET_S)
    left = 0xFFFF - ana.sequence
    said = [b"%d" % number for number in range(2 * BEFORE_WRAP)]
    waiting = iter(said)

    async def is_said() -> bool:
        for each in waiting:
            ana.speak(each)
            return False
        return True

    await until(is_said, every_s=PACKET_S)
    heard = await all_heard(bo, said)
    assert bo.hears is not None
    numbers = [int.from_bytes(packet[2:4], "big") for packet in bo.hears.peer.rtp]
    record_property("joined_before_wrap", left)
    record_property("missing", len(said) - len({*heard}))

    assert left > 0
    assert heard == said
    assert {(later - earlier) & 0xFFFF for earlier, later in pairwise(numbers)} == {1}
    assert bo.hears.peer.undecrypted == 0
