"""The media server under test: our own `torg media`, or any LiveKit server named by environment."""

import asyncio
import json
import os
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from livekit import api


@dataclass(frozen=True, slots=True)
class LiveKitServer:
    """Where a LiveKit server listens, and the key and secret it knows."""

    url: str
    key: str
    secret: str = field(repr=False)
    pid: int | None = None

    def token(
        self,
        identity: str,
        room: str,
        *,
        may_publish: bool = True,
        lifetime: timedelta = timedelta(minutes=10),
    ) -> str:
        """Write the token with which one participant joins one room."""
        grants = api.VideoGrants(
            room_join=True, room=room, can_publish=may_publish, can_subscribe=True
        )
        return (
            api.AccessToken(self.key, self.secret)
            .with_identity(identity)
            .with_ttl(lifetime)
            .with_grants(grants)
            .to_jwt()
        )

    def service(self) -> api.LiveKitAPI:
        """Open the official client of its RoomService; the caller closes it."""
        return api.LiveKitAPI(self.url.replace("ws", "http", 1), self.key, self.secret)


@asynccontextmanager
async def a_livekit_server(folder: Path, *options: str) -> AsyncIterator[LiveKitServer]:
    """Give the server named by TORG_TEST_LIVEKIT_URL, _KEY and _SECRET, or start our own."""
    url = os.environ.get("TORG_TEST_LIVEKIT_URL")
    if url is not None:
        key, secret = (os.environ[f"TORG_TEST_LIVEKIT_{part}"] for part in ("KEY", "SECRET"))
        yield LiveKitServer(url, key, secret)
        return
    async with torg_media(folder, options) as server:
        yield server


@asynccontextmanager
async def torg_media(
    folder: Path,
    options: Sequence[str] = (),
    *,
    host: str = "127.0.0.1",
    program: Sequence[str] = (sys.executable, "-m", "torg"),
    log: Path | None = None,
) -> AsyncIterator[LiveKitServer]:
    """Start `torg media` alone on free ports, what it logs in a file, and stop it afterwards."""
    secret = secrets.token_urlsafe(32)
    secret_file = folder / "secret"
    secret_file.touch(mode=0o600)
    secret_file.write_text(secret)
    command = [*program, "media", "--listen", f"{host}:0", "--udp-port", "0"]
    command += ["--key", "test", "--secret-file", str(secret_file), *options]
    with log.open("wb") if log else nullcontext() as errors:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=subprocess.PIPE, stderr=errors
        )
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), 20)
        ready = json.loads(line)
        yield LiveKitServer(f"ws://{ready['listen']}", "test", secret, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 10)
