"""Killed at any moment under mixed writes, nothing that was acknowledged is lost (D1)."""

import asyncio
import os
import random
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import pytest
from tests.support.databases import DATABASES, TEMPLATE
from tests.support.gateway import Browser, at_a_port, running_gateway
from tests.support.media import KEY, SECRET, FakeMedia
from tests.support.postgres import Postgres
from tests.support.program import torg_serve
from tests.support.waiting import until
from tests.support.writing import Written, browsers_of, write_until_cut_off

from torg.db.session import Database
from torg.kit.limits import Limits

SEED = 20261122
OPENED_WITHIN_S = 1.0


@pytest.fixture
async def media() -> AsyncIterator[dict[str, str]]:
    """A media server without sound that outlives every gateway; the settings that name it."""
    async with at_a_port(FakeMedia()) as address:
        yield {
            "TORG_LIVEKIT_URL": address,
            "TORG_LIVEKIT_KEY": KEY,
            "TORG_LIVEKIT_SECRET": SECRET,
        }


def seeded() -> random.Random:
    """Give chances that come again with a failure."""
    return random.Random(SEED)  # noqa: S311 - nobody guesses at them


async def some_are_acknowledged(written: Written, moments: random.Random) -> None:
    """Wait for a few more acknowledgements, and then for any moment between two of them."""
    enough = written.acknowledged + moments.randint(1, 12)

    async def are_enough() -> bool:
        return written.acknowledged >= enough

    await until(are_enough, within_s=30, every_s=0.002)
    await asyncio.sleep(moments.uniform(0, 0.02))


@asynccontextmanager
async def people() -> AsyncIterator[list[Browser]]:
    """Open browsers that outlive the gateways they talk to."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(browsers_of()) for _ in range(5)]


@pytest.mark.parametrize(
    "kills", [20, pytest.param(100, marks=[pytest.mark.slow, pytest.mark.timeout(1_500)])]
)
@pytest.mark.timeout(600)
@pytest.mark.sqlite("a gateway that is killed harms no server beside it")
async def test_a_gateway_that_is_killed_has_kept_what_it_said_it_kept(
    tmp_path: Path, media: dict[str, str], kills: int
) -> None:
    moments, written = seeded(), Written(seeded())
    file = tmp_path / "data" / "torg.sqlite3"
    async with people() as browsers:
        for number in range(kills):
            async with torg_serve(tmp_path, settings=media) as program:
                for browser in browsers:
                    browser.base = browser.origin = program.origin
                if number == 0:
                    await written.begins(browsers, program.link.partition("#")[2])
                writing = asyncio.create_task(write_until_cut_off(browsers, written))
                await some_are_acknowledged(written, moments)
                os.kill(program.pid, signal.SIGKILL)
                await writing
            took, whole = await asyncio.to_thread(opened, file)
            database = Database(f"sqlite+aiosqlite:///{file}", lambda *_: None)
            lost = await written.lost_from(database)
            await database.close()

            assert whole == "ok"
            assert took <= OPENED_WITHIN_S
            assert lost == []
    assert written.acknowledged > kills


def opened(file: Path) -> tuple[float, str]:
    """Open what a killed gateway left, and say how long that took and whether it is whole."""
    begun = time.monotonic()
    with closing(sqlite3.connect(file)) as database:
        database.execute("SELECT count(*) FROM accounts").fetchone()
        took = time.monotonic() - begun
        (whole,) = database.execute("PRAGMA integrity_check").fetchone()
    return took, whole


@pytest.mark.system
@pytest.mark.timeout(300)
async def test_a_server_that_is_stopped_at_once_has_kept_what_was_acknowledged(
    tmp_path: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "spend", lambda *_, **__: None)
    moments, written = seeded(), Written(seeded())
    async with (
        DATABASES.fresh_postgres(TEMPLATE) as url,
        running_gateway(tmp_path, database_url=url) as gateway,
    ):
        owner = await gateway.owner()
        browsers = [owner, *[await gateway.member(f"member_{number}") for number in range(4)]]
        written.knows(browsers)
        for _ in range(5):
            writing = asyncio.create_task(write_until_cut_off(browsers, written))
            await some_are_acknowledged(written, moments)
            await asyncio.to_thread(postgres.stop, "immediate")
            await writing
            await asyncio.to_thread(postgres.start)

            async def is_back() -> bool:
                return (await owner.get("/api/me")).status == 200

            await until(is_back)
            lost = await written.lost_from(gateway.database)

            assert lost == []
    assert written.acknowledged > 5
