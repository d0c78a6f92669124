"""Ten minutes of people coming and going while one talks to an audience that stays.

Fails when a packet was lost or repeated, somebody could not join, a descriptor is left when all
have gone, or memory goes on growing.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from dataclasses import dataclass
from statistics import linear_regression
from typing import Final

from bench.machine import descriptors, facts, memory_bytes
from bench.stage import Stage, a_stage

AUDIENCE: Final = 50
JOINS_A_SECOND: Final = 10
STAY_S: Final = 5.0
WARM_UP_PART: Final = 0.3
"""Allocators and caches fill first; the slope is taken after this part of the time."""
SLOPE_MB_H: Final = 1.0
NOISE_MB: Final = 1.0
"""Growth below this says nothing in a run of minutes: it is a few pages more or less."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the media process holds at one moment."""

    at_s: float
    memory_mb: float
    descriptors: int


def sample(pid: int, began: float) -> Sample:
    """Ask the kernel."""
    return Sample(time.monotonic() - began, memory_bytes(pid) / 2**20, descriptors(pid))


async def soak(minutes: float) -> dict[str, object]:
    """Run, and give the figures."""
    async with a_stage() as stage:
        pid = stage.server.pid or os.getpid()
        before = descriptors(pid)
        await stage.seat(AUDIENCE)
        await stage.be_heard()
        spoken, received = stage.spoken, stage.received()
        await stage.start_talking()
        samples, joins = await _hours(stage, pid, minutes * 60)
        await stage.stop_talking()
        row = {
            "figure": "soak",
            "minutes": minutes,
            "joins": joins,
            "failed_joins": len(stage.swarm.lost),
            "sent": (stage.spoken - spoken) * AUDIENCE,
            "received": stage.received() - received,
            "repeated": sum(client.counts.repeated for client in stage.listeners),
            **_growth(samples),
        }
        for client in [*stage.swarm.clients]:
            await stage.swarm.remove(client)
        await asyncio.sleep(3)
        row["descriptors_left"] = descriptors(pid) - before
        return row


async def _hours(stage: Stage, pid: int, seconds: float) -> tuple[list[Sample], int]:
    began = time.monotonic()
    samples: list[Sample] = []
    leaving: set[asyncio.Task[None]] = set()
    joins = 0
    while (passed := time.monotonic() - began) < seconds:
        if passed >= len(samples) * seconds / 60:
            samples.append(sample(pid, began))
        task = asyncio.create_task(_visit(stage, f"visitor-{joins}"))
        leaving.add(task)
        task.add_done_callback(leaving.discard)
        joins += 1
        await asyncio.sleep(max(0.0, began + joins / JOINS_A_SECOND - time.monotonic()))
    await asyncio.gather(*leaving)
    samples.append(sample(pid, began))
    return samples, joins


async def _visit(stage: Stage, identity: str) -> None:
    visitor = stage.join(identity)
    await asyncio.sleep(STAY_S)
    if visitor.counts.first_at is None:
        stage.swarm.lost.append(TimeoutError(f"{identity} heard nothing in {STAY_S:g} s"))
    await stage.swarm.remove(visitor)


def _growth(samples: list[Sample]) -> dict[str, float]:
    settled = samples[int(len(samples) * WARM_UP_PART) :]
    times = [each.at_s / 3600 for each in settled]
    slope = linear_regression(times, [each.memory_mb for each in settled]).slope
    return {
        "memory_mb_begin": round(settled[0].memory_mb, 1),
        "memory_mb_end": round(settled[-1].memory_mb, 1),
        "memory_mb_an_hour": round(slope, 1),
    }


def complaints_about(row: dict[str, object]) -> list[str]:
    """Say what must not be."""
    growth = float(str(row["memory_mb_end"])) - float(str(row["memory_mb_begin"]))
    rules = {
        "packets were lost": row["sent"] != row["received"],
        "packets were repeated": row["repeated"] != 0,
        "somebody could not join": row["failed_joins"] != 0,
        "descriptors are left": row["descriptors_left"] != 0,
        "memory grows": float(str(row["memory_mb_an_hour"])) > SLOPE_MB_H and growth > NOISE_MB,
    }
    return [complaint for complaint, broken in rules.items() if broken]


def main() -> int:
    """Print the figures; return 1 when something must not be."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    minutes = parser.parse_args().minutes
    print(json.dumps({"figure": "machine", **facts()}, ensure_ascii=False))
    row = asyncio.run(soak(minutes))
    print(json.dumps(row))
    found = complaints_about(row)
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
