"""Our own media server as the gateway keeps it: a child process on a unix socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support.media import KEY, SECRET
from tests.support.signalling import eventually

from torg.config import Settings
from torg.kit.clock import SystemClock
from torg.media.child import Child
from torg.media.client import connected
from torg.media.reach import Reach
from torg.media.running import CHILD_KEY_FILE, child_program

STARTED_WITHIN_S = 40.0
"""A process that shares two processors with many others takes its time to import."""


@asynccontextmanager
async def a_torg_media(path: Path) -> AsyncIterator[Child]:
    """Run `torg media` on a unix socket, watched by a keeper, until the block ends."""
    child: Child | None = None
    try:
        async with a_keeper(path) as child:
            yield child
    finally:
        # After the keeper, who would start again what has just been stopped.
        if child is not None:
            await child.stop()


@asynccontextmanager
async def a_keeper(path: Path) -> AsyncIterator[Child]:
    """Keep a media server running on this socket; the end of the block ends only the keeper."""
    secret = path.parent / CHILD_KEY_FILE
    secret.touch(mode=0o600)
    secret.write_text(SECRET)
    settings = Settings.model_validate({"data_dir": path.parent, "media_port": 0})
    clock = SystemClock()
    async with connected(path, KEY, SECRET) as media:
        program = child_program(settings, path, webhook=None)
        child = Child(program, path, media, Reach(clock), clock)
        running = asyncio.create_task(child.run())
        try:
            await eventually(lambda: child.state == "ok", STARTED_WITHIN_S)
            yield child
        finally:
            running.cancel()
            await asyncio.wait({running})
