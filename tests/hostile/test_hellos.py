"""P1: ClientHellos from elsewhere and in others' names, before, during and after handshakes."""

import asyncio
import time
from collections.abc import Sequence
from typing import Final

import pytest
from tests.support.raw import Transport, an_udp_socket, received_by
from tests.support.talk import Talk, at_rate
from tests.support.webrtc import ClientPeer, identity

pytestmark = pytest.mark.asyncio(loop_scope="session")

SIZES: Final = [
    pytest.param(12, 2_000, id="small"),
    pytest.param(1_000, 5_000, marks=[pytest.mark.slow, pytest.mark.timeout(300)], id="full"),
]
"""How many join, and how many hellos a second are sprayed."""
JOINS_A_SECOND: Final = 17
LATEST_S: Final = 3.0


def hellos() -> list[bytes]:
    """Write the three of the table: a null one, a sound one, and the first of two fragments."""
    written = []
    for padding in (0, 1200):
        stranger = ClientPeer("x", "y", identity(padding=padding))
        stranger.start()
        written.append(stranger.outbox[0])
    return [b"\x16\xfe\xfd" + bytes(8) + b"\x00\x20" + bytes(32), *written]


async def join_in_turn(talk: Talk, count: int, hello: Sequence[bytes], name: str) -> list[float]:
    """Let clients join one after the other, each while hellos are forged in its name."""
    times: list[float] = []

    def forge(transport: Transport) -> None:
        for each in hello:
            talk.forger.send(each, transport.udp, transport.server)

    async def one(number: int) -> None:
        client = talk.guest()
        took = await client.join(f"{name}-{number}", may_publish=False, before_sending=forge)
        times.append(took)
        await client.leave()
        await client.leave()

    began = time.monotonic()
    joining = []
    for number in range(count):
        await asyncio.sleep(max(0.0, began + number / JOINS_A_SECOND - time.monotonic()))
        joining.append(asyncio.create_task(one(number)))
    await asyncio.gather(*joining)
    return times


@pytest.mark.parametrize(("joins", "per_s"), SIZES)
async def test_hellos_from_elsewhere_cost_nobody_the_connection(
    talk: Talk, joins: int, per_s: int
) -> None:
    assert talk.ana.speaks is not None
    stranger, server, hello = an_udp_socket(), talk.ana.speaks.server, hellos()

    async def spray() -> None:
        async for number in at_rate(10**9, per_s):
            stranger.sendto(hello[number % len(hello)], server)

    spraying = asyncio.create_task(spray())
    times = await join_in_turn(talk, joins, (), "late")
    spraying.cancel()
    answered = received_by(stranger)
    stranger.close()

    assert len(times) == joins
    assert max(times) <= LATEST_S
    assert answered == []
    assert await talk.faults() == []


@pytest.mark.parametrize(
    "joins",
    [
        pytest.param(12, id="small"),
        pytest.param(1_000, marks=[pytest.mark.slow, pytest.mark.timeout(300)], id="full"),
    ],
)
async def test_hellos_in_the_clients_own_name_cost_it_nothing(talk: Talk, joins: int) -> None:
    # All three before every datagram of every client: what a spray can only hope to hit.
    times = await join_in_turn(talk, joins, hellos(), "hit")
    in_time = [each for each in times if each <= LATEST_S]

    assert len(times) == joins
    assert len(in_time) >= 0.99 * joins
    assert await talk.faults() == []


@pytest.mark.parametrize(("joins", "per_s"), SIZES)
async def test_hellos_after_the_handshake_end_nothing(talk: Talk, joins: int, per_s: int) -> None:
    assert talk.ana.speaks is not None
    assert talk.bo.hears is not None
    hello = hellos()
    async for number in at_rate(joins * 100, per_s):
        for each in (talk.ana.speaks, talk.bo.hears):
            talk.forger.send(hello[number % len(hello)], each.udp, each.server)

    assert await talk.faults() == []
    assert (talk.ana.closed, talk.bo.closed) == (None, None)
