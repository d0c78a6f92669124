"""Two hundred light listeners with real ICE, DTLS and SRTP: all that is sent arrives, once."""

import asyncio
from typing import Final

import pytest
from bench.stage import a_stage

LISTENERS: Final = 200
TALK_S: Final = 3


@pytest.mark.timeout(120)
async def test_each_of_two_hundred_listeners_receives_each_packet_once() -> None:
    async with a_stage() as stage:
        await stage.seat(LISTENERS)
        await stage.be_heard()
        spoken, received = stage.spoken, stage.received()
        await stage.start_talking()
        await asyncio.sleep(TALK_S)
        await stage.stop_talking()
        counts = [client.counts for client in stage.listeners]

    assert stage.spoken - spoken > 0.5 * TALK_S / 0.02
    assert stage.received() - received == (stage.spoken - spoken) * LISTENERS
    assert sum(each.missing + each.repeated + each.broken for each in counts) == 0
    assert min(each.checked for each in counts) > 0
