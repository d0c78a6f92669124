"""How a media server is kept running: started, watched, taken over, and ended in good order."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest
from tests.support.signalling import eventually

from torg.kit.clock import SystemClock
from torg.media.child import Child
from torg.media.client import MediaServer, MediaUnreachable
from torg.media.reach import Reach

LISTENS = """
import socket, sys
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen(64)
print('{"ready": true, "udp": []}', flush=True)
while True:
    listener.accept()[0].close()
"""
NEVER_READY = "import time\nwhile True: time.sleep(1)"
FAILS = "raise SystemExit(1)"


class Answers:
    """A media server that takes our key, or does not."""

    def __init__(self) -> None:
        self.ours = True

    async def rooms(self) -> frozenset[str]:
        if not self.ours:
            raise MediaUnreachable("unauthenticated")
        return frozenset()


class Nursery:
    """Children that listen on one socket, one after the other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.media = Answers()
        self.reach = Reach(SystemClock())
        self.children: list[Child] = []

    @asynccontextmanager
    async def a_child(self, script: str = LISTENS) -> AsyncIterator[Child]:
        """Run a child; the end of the block is a crash of the gateway: nobody is stopped."""
        program = (sys.executable, "-S", "-c", script, str(self.path))
        media = cast("MediaServer", self.media)
        child = Child(program, self.path, media, self.reach, SystemClock())
        self.children.append(child)
        tasks = [asyncio.create_task(child.run()), asyncio.create_task(self._ask())]
        try:
            yield child
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def _ask(self) -> None:
        while True:
            await self.reach.ask(self.media.rooms(), otherwise=None)
            await asyncio.sleep(0.01)


@pytest.fixture
async def nursery(tmp_path: Path) -> AsyncIterator[Nursery]:
    made = Nursery(tmp_path / "media.sock")
    yield made
    for child in made.children:
        await child.stop()


def runs(pid: int) -> bool:
    """Say whether a process runs; one that ended and was not waited for does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


async def pid_of(child: Child) -> int:
    await eventually(lambda: child.state == "ok" and child.pid is not None)
    assert child.pid is not None
    return child.pid


async def test_a_child_starts_in_a_group_of_its_own_and_is_ended_by_stop(
    nursery: Nursery,
) -> None:
    async with nursery.a_child() as child:
        before = child.state
        pid = await pid_of(child)
        group = os.getpgid(pid)
    await child.stop()

    assert before == "starting"
    assert group == pid
    assert not runs(pid)
    assert not nursery.path.exists()


async def test_a_child_that_dies_is_back_at_once(nursery: Nursery) -> None:
    async with nursery.a_child() as child:
        first = await pid_of(child)
        os.kill(first, signal.SIGKILL)
        await eventually(lambda: child.pid not in {first, None})
        second = await pid_of(child)

    assert not runs(first)
    assert runs(second)


async def test_who_fails_again_and_again_is_given_longer_and_longer(
    nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(
        "torg.media.child.log.warning", lambda _, **told: pauses.append(told["seconds"])
    )
    monkeypatch.setattr("torg.media.child.PAUSES_S", (0.0, 0.01, 0.02))
    async with nursery.a_child(FAILS) as child:
        await eventually(lambda: len(pauses) >= 5)

    assert pauses[:5] == [0.0, 0.01, 0.02, 0.02, 0.02]
    assert child.state == "away"


async def test_the_next_gateway_takes_over_who_lives(nursery: Nursery) -> None:
    async with nursery.a_child() as child:
        pid = await pid_of(child)
    async with nursery.a_child() as heir:
        adopted = await pid_of(heir)
    survived = runs(pid)
    await heir.stop()

    assert adopted == pid
    assert survived
    await eventually(lambda: not runs(pid))


async def test_one_taken_over_that_dies_is_followed_by_a_new_one(nursery: Nursery) -> None:
    async with nursery.a_child() as child:
        pid = await pid_of(child)
    async with nursery.a_child() as heir:
        assert await pid_of(heir) == pid
        os.kill(pid, signal.SIGKILL)
        await eventually(lambda: heir.pid not in {pid, None})


async def test_one_that_does_not_take_our_key_is_ended_and_replaced(nursery: Nursery) -> None:
    async with nursery.a_child() as child:
        pid = await pid_of(child)
    nursery.media.ours = False
    async with nursery.a_child() as heir:
        other = await pid_of(heir)

        assert other != pid
        await eventually(lambda: not runs(pid))


async def test_one_that_never_gets_ready_is_ended(
    nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    spawn = asyncio.create_subprocess_exec

    async def noted(*program: str, **options: object) -> asyncio.subprocess.Process:
        process = await spawn(*program, **options)  # type: ignore[arg-type]
        started.append(process.pid)
        return process

    monkeypatch.setattr("asyncio.create_subprocess_exec", noted)
    monkeypatch.setattr("torg.media.child.READY_WITHIN_S", 0.1)
    async with nursery.a_child(NEVER_READY):
        await eventually(lambda: len(started) >= 2)

        assert not runs(started[0])


async def test_one_that_is_frozen_is_ended_and_replaced(
    nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (
        ("torg.media.child.FROZEN_AFTER_S", 0.1),
        ("torg.media.child.STOP_WITHIN_S", 0.1),
        ("torg.media.child.LOOK_EVERY_S", 0.02),
        ("torg.media.reach.CONFIRMED_FOR_S", 0.05),
    ):
        monkeypatch.setattr(name, seconds)
    async with nursery.a_child() as child:
        pid = await pid_of(child)
        os.kill(pid, signal.SIGSTOP)
        nursery.media.ours = False
        await eventually(lambda: not runs(pid))
        nursery.media.ours = True

        await eventually(lambda: child.pid not in {pid, None})
