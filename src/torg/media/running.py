"""The media part of a gateway, wired: a child or a cluster, its client, reconciler and lines."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from torg.config import Settings
from torg.db.session import Database
from torg.kit.clock import Clock
from torg.kit.starting import CannotStart
from torg.media.child import Child, State
from torg.media.client import LiveKit, MediaUnreachable, connected
from torg.media.key_files import key_in
from torg.media.reach import Reach
from torg.media.reconciler import Reconciler
from torg.media.sockets import Sockets, TellTalking
from torg.media.tokens import LeaseKeys
from torg.media.watch import Observe, Surroundings
from torg.media.webhooks import Reports

OWN_KEY_FILE: Final = "lease.key"
CHILD_NAME: Final = "torg"
CHILD_KEY_FILE: Final = "media.key"
CHILD_SOCKET: Final = "media.sock"
DEAD_MAN_S: Final = 30
LONGEST_SOCKET_PATH: Final = 100
"""The kernel takes 107 bytes."""


@dataclass(frozen=True, slots=True)
class MediaParts:
    """What endpoints find on `app.state`, each under its own name."""

    media: LiveKit
    reconciler: Reconciler
    sockets: Sockets
    lease_keys: LeaseKeys
    reports: Reports
    child: Child | None

    def state(self) -> State:
        """Say for /api/health how the media server is."""
        if self.reconciler.is_confirmed:
            return "ok"
        if self.child is not None and self.child.state == "starting":
            return "starting"
        return "away"

    async def figures(self) -> bytes:
        """Give the figures of our own media server; nothing when it is away, or not ours."""
        if self.child is None:
            return b""
        try:
            return await self.media.figures()
        except MediaUnreachable:
            return b""


@dataclass(frozen=True, slots=True)
class Told:
    """Who hears what the media part finds out."""

    observe: Observe
    """Leases of a room changed: presence, microphone, lost."""
    talking: TellTalking
    """Other people than before are talking in a room."""


@asynccontextmanager
async def media_running(
    settings: Settings, database: Database, clock: Clock, told: Told, webhook: str | None
) -> AsyncIterator[MediaParts]:
    """Run the media part for as long as the block; its end is the orderly stop of the child.

    `webhook` is the address at which the child reaches this gateway; None spares it reporting.
    """
    keys = _keys(settings)
    target = settings.livekit_url or _socket_in(settings.data_dir)
    async with connected(target, keys.livekit_key, keys.livekit_secret) as media:
        reach = Reach(clock)
        sockets = Sockets(clock, told.talking)
        around = Surroundings(database, media, reach, sockets, clock, told.observe)
        reconciler = Reconciler(around)
        child = None
        if isinstance(target, Path):
            child = Child(child_program(settings, target, webhook), target, media, reach, clock)
        async with _ended_after(reconciler, child):
            yield MediaParts(media, reconciler, sockets, keys, Reports(keys), child)


@asynccontextmanager
async def _ended_after(reconciler: Reconciler, child: Child | None) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(reconciler.run())]
        if child is not None:
            tasks.append(group.create_task(child.run()))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            if child is not None:
                await child.stop()


def child_program(settings: Settings, path: Path, webhook: str | None) -> tuple[str, ...]:
    """Write the command line of our own media server; the secret is in a file, never here."""
    secret_file = settings.data_dir / CHILD_KEY_FILE
    return (
        *(sys.executable, "-m", "torg", "media"),
        *("--unix", str(path)),
        *("--udp-port", str(settings.media_port)),
        *(part for address in settings.media_address for part in ("--address", str(address))),
        *("--key", CHILD_NAME, "--secret-file", str(secret_file)),
        *("--dead-man", str(DEAD_MAN_S)),
        *("--announce", "publishers"),
        *(() if webhook is None else ("--webhook", webhook)),
    )


def _keys(settings: Settings) -> LeaseKeys:
    own = key_in(settings.data_dir / OWN_KEY_FILE).encode()
    if settings.livekit_key is not None and settings.livekit_secret is not None:
        return LeaseKeys(own, settings.livekit_key, settings.livekit_secret.get_secret_value())
    return LeaseKeys(own, CHILD_NAME, key_in(settings.data_dir / CHILD_KEY_FILE))


def _socket_in(data_dir: Path) -> Path:
    path = data_dir / CHILD_SOCKET
    if len(os.fsencode(path)) > LONGEST_SOCKET_PATH:
        raise CannotStart(
            f"the data folder's path is too long for the media server's socket: {path} has"
            f" {len(os.fsencode(path))} bytes of at most {LONGEST_SOCKET_PATH}."
            " Choose a shorter one with --data-dir (TORG_DATA_DIR)."
        )
    return path
