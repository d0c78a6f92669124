"""Figures of a whole instance under `torg serve`: hallway, profile, search, joining, start-up.

20,000 members follow up to 500 others each; 300 rooms are live, each with a host whose real
association (ICE, DTLS) stands at the media server. Requests come one after the other from one
client, so a figure is what one reader waits, not how many can be served. Rate limits are lifted.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shlex
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import aiohttp
import asyncpg  # type: ignore[import-untyped]  # it ships no types
from bench.machine import facts, memory_bytes, processor_s
from bench.swarm import Swarm
from bench.town import Resident, Town, build, spelled
from sqlalchemy import URL
from tests.support.postgres import a_postgres

MEMBERS: Final = 20_000
ROOMS: Final = 300
SAMPLES: Final = 500
COME_TOGETHER: Final = 10
REDEMPTIONS_A_SECOND: Final = 50
REDEEM_S: Final = 60
BOUNDS: Final = {
    "hallway_p95_ms": 50.0,
    "profile_p95_ms": 30.0,
    "search_p95_ms": 50.0,
    "start_s": 2.0,
}
"""What must be reached."""

ADDRESS: Final = re.compile(rb"http://localhost:\d+")


@dataclass(frozen=True, slots=True)
class Serving:
    """A running `torg serve`."""

    origin: str
    pid: int
    start_s: float
    """From the last import to the address it prints."""
    imports_s: float
    http: aiohttp.ClientSession

    async def ask(self, who: Resident | None, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """Send one request as a member's browser would; give the answer's body."""
        headers = {"Origin": self.origin}
        if who is not None:
            headers["Cookie"] = f"torg-local={who.secret}"
        async with self.http.request(
            method, self.origin + path, json=body, headers=headers
        ) as answer:
            text = await answer.read()
            if answer.status >= 400:
                raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]!r}")
            return json.loads(text) if text else None


@asynccontextmanager
async def a_database(kind: str, folder: Path) -> AsyncIterator[str]:
    """Make an empty database: a file in the data folder, or on a PostgreSQL of its own."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'torg.sqlite3'}"
        return
    with a_postgres() as server:
        connection = await asyncpg.connect(_text(server.url("postgres")))
        await connection.execute("CREATE DATABASE town")
        await connection.close()
        yield _text(server.url("town"))


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@asynccontextmanager
async def serving(folder: Path, database: str) -> AsyncIterator[Serving]:
    """Start Torg on a data folder and a database; stop it as Ctrl+C does."""
    command = [sys.executable, "-m", "bench.unlimited", "serve", "--port", "0"]
    # A town as old as ours has no backup yet, so its first would be made beside the figures.
    environment = os.environ | {"TORG_NIGHTLY_BACKUP": "false", "TORG_DATABASE_URL": database}
    began = time.monotonic()
    with (folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(*command, "--data-dir", str(folder / "data")),
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    assert process.stdout is not None
    try:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
            async with asyncio.timeout(60):
                await process.stdout.readline()
                imported = time.monotonic()
                while (found := ADDRESS.search(line := await process.stdout.readline())) is None:
                    if not line:
                        raise RuntimeError(f"Torg did not start: {_last_words(folder)}")
            ready = time.monotonic()
            torg = Serving(found[0].decode(), process.pid, ready - imported, imported - began, http)
            async with asyncio.timeout(60):
                while (await torg.ask(None, "GET", "/api/health"))["media"] != "ok":  # noqa: ASYNC110 - it is another process
                    await asyncio.sleep(0.1)
            yield torg
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait_for(process.wait(), 30)


def _last_words(folder: Path) -> str:
    return (folder / "log").read_text(encoding="utf-8")[-500:]


async def timed(samples: int, act: Callable[[int], Awaitable[object]]) -> dict[str, float]:
    """Do something so many times, one after the other; give median and 95th percentile (ms)."""
    took = []
    for number in range(samples):
        began = time.perf_counter()
        await act(number)
        took.append((time.perf_counter() - began) * 1000)
    return {"p50_ms": round(statistics.median(took), 1), "p95_ms": round(p95(took), 1)}


def p95(values: Sequence[float]) -> float:
    """Give the value that 95 in 100 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


async def open_rooms(torg: Serving, swarm: Swarm, hosts: Sequence[Resident]) -> None:
    """Have each host open a room and connect."""
    for number, host in enumerate(hosts):
        wish = {"title": f"Room {number}", "languages": [("en", "is", "ru")[number % 3]]}
        wish["type"] = ("open", "open", "social")[number % 3]
        room = await torg.ask(host, "POST", "/api/rooms", {**wish, "list": []})
        ticket = await torg.ask(host, "POST", f"/api/rooms/{room['id']}/join")
        swarm.add(ticket["url"], ticket["token"])
        # Not all at once: handshakes are no figure of this bench.
        if number % COME_TOGETHER == 0 and not await swarm.all_up(within_s=60):
            raise TimeoutError(f"not all hosts are up: {swarm.lost[:1]}")
    if not await swarm.all_up(within_s=60):
        raise TimeoutError(f"not all hosts are up: {swarm.lost[:1]}")


async def read(torg: Serving, town: Town, samples: int, seed: int) -> dict[str, object]:
    """Take the figures of reading."""
    dice = random.Random(seed)  # noqa: S311 - a figure is to be had again
    people = dice.sample(town.members, min(samples, len(town.members)))
    others = dice.choices(town.members, k=len(people))
    words = [dice.choice((one.handle[:4], one.name.split()[1][:4], one.name[:3])) for one in others]
    row: dict[str, object] = {}
    acts: dict[str, Callable[[int], Awaitable[object]]] = {
        "hallway": lambda n: torg.ask(people[n], "GET", "/api/rooms"),
        "profile": lambda n: torg.ask(people[n], "GET", f"/api/members/{others[n].handle}"),
        "search": lambda n: torg.ask(people[n], "GET", f"/api/members?query={words[n]}"),
    }
    for name, act in acts.items():
        await act(0)
        worked = processor_s(torg.pid)
        took = await timed(len(people), act)
        took["cpu_ms"] = round((processor_s(torg.pid) - worked) * 1000 / len(people), 1)
        row |= {f"{name}_{which}": ms for which, ms in took.items()}
    return row


async def redeem(torg: Serving, town: Town, seconds: float) -> dict[str, object]:
    """Let newcomers join at a steady rate, whether or not earlier ones are through."""
    took: list[float] = []
    failed: list[str] = []

    async def join(number: int) -> None:
        invitation, token = town.invitations[number]
        newcomer = {
            "token": token,
            "handle": f"nyn{spelled(number)}",
            "name": "New",
            "languages": ["en"],
        }
        began = time.perf_counter()
        try:
            await torg.ask(None, "POST", f"/api/invitations/{invitation}/redeem", newcomer)
        except (RuntimeError, aiohttp.ClientError) as fault:
            failed.append(str(fault))
        took.append((time.perf_counter() - began) * 1000)

    began = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for number in range(int(seconds * REDEMPTIONS_A_SECOND)):
            due = began + number / REDEMPTIONS_A_SECOND
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            group.create_task(join(number))
    passed = time.monotonic() - began
    return {
        "redemptions": len(took) - len(failed),
        "redemptions_failed": len(failed),
        "first_failure": failed[0] if failed else None,
        "redemptions_a_second": round((len(took) - len(failed)) / passed, 1),
        "redeem_p50_ms": round(statistics.median(took), 1),
        "redeem_p95_ms": round(p95(took), 1),
    }


@dataclass(frozen=True, slots=True)
class Chosen:
    """How large the town is and how it is measured."""

    database: str
    members: int
    rooms: int
    samples: int
    seconds: float
    seed: int


async def run(chosen: Chosen) -> dict[str, object]:
    """Build the town, start Torg twice, and take the figures of the second start."""
    with tempfile.TemporaryDirectory(prefix="torg-bench-") as name:
        folder = Path(name)
        await asyncio.to_thread((folder / "data").mkdir, mode=0o700)
        async with a_database(chosen.database, folder / "data") as database:
            links = int(chosen.seconds * REDEMPTIONS_A_SECOND)
            town = await build(database, chosen.members, links, chosen.seed)
            async with serving(folder, database):
                pass
            async with Swarm() as swarm, serving(folder, database) as torg:
                await open_rooms(torg, swarm, town.members[1 : chosen.rooms + 1])
                return {
                    "figure": "instance",
                    "database": chosen.database,
                    "members": chosen.members,
                    "follows": town.follows,
                    "rooms": chosen.rooms,
                    "seed": chosen.seed,
                    "start_s": round(torg.start_s, 2),
                    "imports_s": round(torg.imports_s, 2),
                    **await read(torg, town, chosen.samples, chosen.seed),
                    **await redeem(torg, town, chosen.seconds),
                    "memory_mb": round(memory_bytes(torg.pid) / 2**20, 1),
                }


def missed(row: dict[str, object]) -> list[str]:
    """Name the goals that were missed."""
    over = [
        f"{name} is {row[name]}, not within {bound}"
        for name, bound in BOUNDS.items()
        if float(str(row[name])) > bound
    ]
    if (
        row["redemptions_failed"]
        or float(str(row["redemptions_a_second"])) < 0.99 * REDEMPTIONS_A_SECOND
    ):
        over.append(
            f"{row['redemptions_a_second']} redemptions a second, not {REDEMPTIONS_A_SECOND}"
        )
    return over


def main() -> int:
    """Print the figures; return 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.instance", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--rooms", type=int, default=ROOMS)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--seconds", type=float, default=REDEEM_S)
    parser.add_argument("--seed", type=int, default=1)
    chosen = Chosen(**vars(parser.parse_args()))
    print(
        json.dumps(
            {
                "figure": "machine",
                "command": shlex.join(["python", "-m", "bench.instance", *sys.argv[1:]]),
                **facts(),
            }
        )
    )
    row = asyncio.run(run(chosen))
    print(json.dumps(row))
    found = missed(row)
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
