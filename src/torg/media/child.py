"""Keeps our own media server running as a child process, and takes over one that lives already."""

import asyncio
import json
import os
import signal
import socket
import struct
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import structlog

from torg.kit.clock import Clock
from torg.media.client import MediaServer
from torg.media.metrics import CHILD_STARTS
from torg.media.reach import Reach

READY_WITHIN_S: Final = 30.0
LOOK_EVERY_S: Final = 0.25
FROZEN_AFTER_S: Final = 10.0
"""A process that lives but answers no call for this long is ended and started anew."""

STOP_WITHIN_S: Final = 3.0
STEADY_AFTER_S: Final = 30.0
"""Who ran this long is started again at once; who fails sooner, after the next pause."""

PAUSES_S: Final = (0.0, 0.3, 1.0, 3.0, 10.0)

State = Literal["ok", "starting", "away"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Running:
    """A media server that runs; `process` is None for one that was taken over."""

    pid: int | None
    process: Process | None


class Child:
    """Supervises `torg media`.

    The child outlives a gateway that crashes: it has a process group of its own, its key lies in
    a file, and the next gateway finds it by its socket. Only `stop` ends it.
    """

    def __init__(
        self,
        program: Sequence[str],
        path: Path,
        media: MediaServer,
        reach: Reach,
        clock: Clock,
    ) -> None:
        """Take the command line, the socket the child listens on, and the client of it."""
        self._program = program
        self._path = path
        self._media = media
        self._reach = reach
        self._clock = clock
        self._running: _Running | None = None
        self._state: State = "starting"

    @property
    def state(self) -> State:
        """How the process is: whether it answers is for `Reach` to say."""
        return self._state

    @property
    def pid(self) -> int | None:
        """The process that runs now, as far as it is known."""
        return None if self._running is None else self._running.pid

    async def run(self) -> None:
        """Keep one running until cancelled; the process itself goes on until `stop`."""
        failures = 0
        while True:
            began = self._clock.monotonic()
            self._running = await self._take_over() or await self._start()
            if self._running is not None:
                self._state = "ok"
                await self._until_gone(self._running)
            self._running = None
            self._state = "away"
            failures = 0 if self._clock.monotonic() - began > STEADY_AFTER_S else failures + 1
            pause = PAUSES_S[min(max(failures - 1, 0), len(PAUSES_S) - 1)]
            log.warning("the media server is gone", attempt=failures, seconds=pause)
            await asyncio.sleep(pause)

    async def stop(self) -> None:
        """End the process in good order, by force after three seconds."""
        running, self._running = self._running, None
        if running is not None:
            await self._end(running)
        self._path.unlink(missing_ok=True)

    async def _take_over(self) -> _Running | None:
        """Adopt what listens on our socket if it takes our key; otherwise make room."""
        if not _listens(self._path):
            self._path.unlink(missing_ok=True)
            return None
        running = _Running(_pid_behind(self._path), None)
        if await self._answers():
            CHILD_STARTS.labels("taken over").inc()
            log.info("took over a living media server", pid=running.pid)
            return running
        await self._end(running)
        self._path.unlink(missing_ok=True)
        return None

    async def _start(self) -> _Running | None:
        """Start a process and wait until it says it is ready."""
        CHILD_STARTS.labels("started").inc()
        # Its standard error is ours, not a pipe: a pipe would break when the gateway crashes, and
        # the media server with it at its next line.
        process = await asyncio.create_subprocess_exec(
            *self._program, stdin=DEVNULL, stdout=PIPE, start_new_session=True
        )
        running = _Running(process.pid, process)
        try:
            async with asyncio.timeout(READY_WITHIN_S):
                ready = await _is_ready(process)
        except TimeoutError:
            ready = False
        except asyncio.CancelledError:
            self._running = running
            raise
        if ready:
            log.info("the media server is ready", pid=process.pid)
            return running
        await self._end(running)
        return None

    async def _until_gone(self, running: _Running) -> None:
        answered_at = self._clock.monotonic()
        while await self._lives(running):
            if self._reach.is_confirmed or await self._answers():
                answered_at = self._clock.monotonic()
            elif self._clock.monotonic() - answered_at > FROZEN_AFTER_S:
                log.error("the media server is frozen", pid=running.pid)
                await self._end(running)

    async def _answers(self) -> bool:
        return await self._reach.ask(self._media.rooms(), otherwise=None) is not None

    async def _lives(self, running: _Running) -> bool:
        """Look after a moment; the end of our own process is noticed at once."""
        if running.process is None:
            await asyncio.sleep(LOOK_EVERY_S)
            return _listens(self._path)
        try:
            async with asyncio.timeout(LOOK_EVERY_S):
                await running.process.wait()
        except TimeoutError:
            return True
        return False

    async def _end(self, running: _Running) -> None:
        for order in (signal.SIGTERM, signal.SIGKILL):
            if running.pid is None or not _signalled(running.pid, order):
                return
            try:
                async with asyncio.timeout(STOP_WITHIN_S):
                    while await self._lives(running):
                        pass
            except TimeoutError:
                continue
            return


async def _is_ready(process: Process) -> bool:
    """Read the one line a media server prints: `{"ready": true, …}`."""
    if process.stdout is None:
        return False
    try:
        said = json.loads(await process.stdout.readline())
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("ready") is True


def _signalled(pid: int, order: signal.Signals) -> bool:
    try:
        os.kill(pid, order)
    except ProcessLookupError:
        return False
    return True


def _listens(path: Path) -> bool:
    """Say whether anybody accepts connections on a unix socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.0)
        try:
            probe.connect(str(path))
        except BlockingIOError:
            # Its queue is full, so it is there.
            return True
        except OSError:
            return False
        return True


def _pid_behind(path: Path) -> int | None:
    """Ask the kernel who listens on a unix socket; None where it does not say (not Linux)."""
    if not hasattr(socket, "SO_PEERCRED"):
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(LOOK_EVERY_S)
        try:
            probe.connect(str(path))
        except OSError:
            return None
        form = struct.Struct("3i")
        pid, _, _ = form.unpack(probe.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, form.size))
        return int(pid)
