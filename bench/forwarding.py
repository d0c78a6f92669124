"""What one forwarded packet costs the whole media process, at several sizes of audience.

Counted are packets at the receivers, and the processor time of the server's process and threads.
A run that lost or repeated a packet is marked. Few listeners cost more each: waking up is shared.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

from bench.machine import memory_bytes, processor_s
from bench.stage import a_stage

AUDIENCES: Final = (20, 200, 1000)
WINDOWS: Final = 5
WINDOW_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of a run."""

    packets: int
    processor_s: float

    @property
    def packet_us(self) -> float:
        """Give the processor time of one packet in microseconds."""
        return self.processor_s / max(self.packets, 1) * 1e6


async def forwarding(listeners: int) -> dict[str, object]:
    """Run one speaker to this many listeners and give the figures."""
    async with a_stage() as stage:
        pid = stage.server.pid or 0
        empty = memory_bytes(pid)
        await stage.seat(listeners)
        await stage.be_heard()
        seated, spoken, received = memory_bytes(pid), stage.spoken, stage.received()
        await stage.start_talking()
        await asyncio.sleep(1)
        stage.delays_ms.clear()
        windows = [await _window(stage.received, pid) for _ in range(WINDOWS)]
        delays = [*stage.delays_ms]
        await stage.stop_talking()
        costs = [window.packet_us for window in windows]
        counts = [client.counts for client in stage.listeners]
        sent, heard = (stage.spoken - spoken) * listeners, stage.received() - received
        return {
            "figure": "forwarding",
            "listeners": listeners,
            "sent": sent,
            "received": heard,
            "clean": sent == heard,
            "missing": sum(each.missing for each in counts),
            "repeated": sum(each.repeated for each in counts),
            "checked": sum(each.checked for each in counts),
            "broken": sum(each.broken for each in counts),
            "packet_us": round(median(costs), 2),
            "packet_us_range": [round(min(costs), 2), round(max(costs), 2)],
            "packets_a_cpu_second": round(1e6 / median(costs)),
            "delay_ms_p50": round(median(delays), 2),
            "delay_ms_p99": round(quantiles(delays, n=100)[98], 2),
            "listener_kb": round((seated - empty) / listeners / 1024),
        }


async def _window(received: Callable[[], int], pid: int) -> Window:
    packets, used = received(), processor_s(pid)
    await asyncio.sleep(WINDOW_S)
    return Window(received() - packets, processor_s(pid) - used)
