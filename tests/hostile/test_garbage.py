"""P7: datagrams and messages of any bytes, and an exception of our own: only its peer suffers."""

import json
import secrets
import sys
from pathlib import Path
from random import Random
from typing import Final

import psutil
import pytest
from livekit.protocol.rtc import AddTrackRequest, SessionDescription, SignalRequest, TrickleRequest
from tests.hostile.conftest import OPTIONS
from tests.hostile.test_hellos import hellos
from tests.support import faulty_media
from tests.support.livekit_server import torg_media
from tests.support.media_world import offer_of
from tests.support.raw import RawClient, an_udp_socket, received_by
from tests.support.talk import Talk, a_talk, at_rate
from tests.support.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

SLOW: Final = [pytest.mark.slow, pytest.mark.timeout(600)]
DATAGRAMS: Final = [
    pytest.param(4_000, 4_000, id="small"),
    pytest.param(1_000_000, 20_000, marks=SLOW, id="full"),
]
SOCKETS: Final = [pytest.param(10, id="small"), pytest.param(1_000, marks=SLOW, id="full")]
MESSAGES: Final = 90
GROWTH_BYTES: Final = 16 * 1024 * 1024


def mutated(random: Random, sound: list[bytes]) -> bytes:
    """Write any bytes, or change a few of something sound; a check never stays whole."""
    if random.random() < 0.3:
        return random.randbytes(random.randrange(1, 600))
    data = bytearray(random.choice(sound))
    for _ in range(random.randrange(1, 8)):
        data[random.randrange(len(data))] ^= random.randrange(1, 256)
    if random.random() < 0.3:
        del data[random.randrange(1, len(data) + 1) :]
    if data in sound:
        data[0] ^= 0x40
    return bytes(data)


@pytest.mark.parametrize(("count", "per_s"), DATAGRAMS)
async def test_no_datagram_costs_anybody_a_packet(talk: Talk, count: int, per_s: int) -> None:
    speaks, hears = talk.ana.speaks, talk.bo.hears
    assert speaks is not None
    assert hears is not None
    random, stranger = Random(7), an_udp_socket()  # noqa: S311 - the same in every run
    sound = [speaks.peer.check(), hears.peer.check(), *hellos(), b"\x81\xc9" + bytes(60)]
    speaks.peer.outbox.clear()
    hears.peer.outbox.clear()
    process = psutil.Process(talk.server.pid)
    before = process.memory_info().rss
    async for number in at_rate(count, per_s):
        data = mutated(random, sound)
        if number % 3 == 0:
            stranger.sendto(data, speaks.server)
        else:
            victim = speaks if number % 3 == 1 else hears
            talk.forger.send(data, victim.udp, victim.server)
    faults, grown = await talk.faults(), process.memory_info().rss - before
    answered = received_by(stranger)
    stranger.close()

    assert faults == []
    assert answered == []
    assert (talk.ana.closed, talk.bo.closed) == (None, None)
    assert grown <= GROWTH_BYTES


@pytest.mark.parametrize("sockets", SOCKETS)
async def test_no_message_costs_anybody_else_a_packet(talk: Talk, sockets: int) -> None:
    random = Random(7)  # noqa: S311 - the same in every run
    sdp = offer_of([("0", "sendonly", "mic"), ("1", "recvonly", "")], 5)
    sound = [
        SignalRequest(offer=SessionDescription(type="offer", sdp=sdp, id=1)),
        SignalRequest(answer=SessionDescription(type="answer", sdp=sdp, id=1)),
        SignalRequest(add_track=AddTrackRequest(cid="mic", name="a name")),
        SignalRequest(trickle=TrickleRequest(candidateInit='{"candidate": "x"}')),
    ]
    frames = [each.SerializeToString() for each in sound]
    for number in range(sockets):
        eve = talk.guest()
        await eve.enter(f"eve-{number}")
        for _ in range(MESSAGES):
            await eve.say_bytes(mutated(random, frames))
        await eve.leave()

    assert await talk.faults() == []
    assert (talk.ana.closed, talk.bo.closed) == (None, None)


async def test_an_exception_at_one_peer_costs_the_others_nothing_and_is_logged_in_one_line(
    tmp_path: Path,
) -> None:
    log = tmp_path / "log"
    program = [sys.executable, str(Path(faulty_media.__file__))]
    async with torg_media(tmp_path, OPTIONS, program=program, log=log) as server:
        async with a_talk(server) as talk:
            eve = await talk.joins("eve")
            assert eve.hears is not None
            for _ in range(200):
                eve.hears.send(faulty(eve))
            left = await eve.heard("leave")
            faults = await talk.faults()
            secrets_of = words_of([talk.ana, talk.bo, eve])
        lines = [each for each in log.read_text().splitlines() if '"error"' in each]

    assert left is not None
    assert faults == []
    assert 1 <= len(lines) <= 3
    assert [json.loads(each)["error"] for each in lines] == ["RuntimeError"] * len(lines)
    assert not [word for word in secrets_of if any(word in each for each in lines)]


def faulty(client: RawClient) -> bytes:
    """Write a check that makes the client's own peer raise."""
    assert client.hears is not None
    check = client.hears.peer.check()
    client.hears.peer.outbox.clear()
    return check[:2] + check[2:] + faulty_media.FAULT


def words_of(clients: list[RawClient]) -> list[str]:
    """List what must not be in any log: tokens, passwords, addresses, descriptions."""
    words = ["a=", "127.0.0.1", faulty_media.FAULT.decode("latin-1")[2:]]
    for client in clients:
        words.append(client.token)
        words += [each for each in client.all_heard("offer")[-1].sdp.splitlines() if "ice" in each]
    return words


async def test_it_still_lives_and_takes_new_people(talk: Talk) -> None:
    for _ in range(3):
        await (await talk.joins(secrets.token_hex(4))).leave()
        talk.speak()

    async def alive() -> bool:
        return psutil.Process(talk.server.pid).is_running()

    assert await until(alive)
    assert await talk.faults() == []
