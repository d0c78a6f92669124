"""How long a join takes until the first packet is heard, and what it costs the media process."""

import asyncio
from contextlib import suppress
from statistics import median, quantiles
from typing import Final

from bench.machine import processor_s
from bench.stage import a_stage

JOINS: Final = 1000
OVER_S: Final = 60.0


async def joins(count: int = JOINS, over_s: float = OVER_S) -> dict[str, object]:
    """Let listeners join a room where someone talks, evenly spread, and give the figures."""
    async with a_stage() as stage:
        pid = stage.server.pid or 0
        await stage.start_talking()
        await asyncio.sleep(1)
        used = processor_s(pid)
        with suppress(TimeoutError):  # the figures say how many heard nothing
            await stage.seat(count, a_second=count / over_s)
        await asyncio.sleep(1)
        spent = processor_s(pid) - used
        waits = [
            (client.counts.first_at - client.asked_at) * 1000
            for client in stage.listeners
            if client.counts.first_at is not None
        ]
        return {
            "figure": "joins",
            "joins": count,
            "over_s": over_s,
            "heard": len(waits),
            "refused": len(stage.swarm.lost),
            "first_packet_ms_p50": round(median(waits)),
            "first_packet_ms_p95": round(quantiles(waits, n=20)[18]),
            "processor_ms_a_join_with_its_sound": round(spent / count * 1000, 2),
        }
