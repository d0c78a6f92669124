"""Torg as a person starts it: `torg serve` in a folder of its own, and what it prints."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp
from tests.support.databases import DATABASES
from tests.support.waiting import until

WITHIN_S: Final = 60
"""A first start imports everything and makes the database."""

ADDRESS: Final = re.compile(r"http://localhost:\d+\S*")


@dataclass(frozen=True, slots=True)
class Program:
    """A running Torg."""

    origin: str
    link: str
    """What it printed to be opened: the owner's link, or its address."""
    pid: int
    log: Path


@asynccontextmanager
async def torg_serve(
    folder: Path, *options: str, settings: Mapping[str, str] | None = None
) -> AsyncIterator[Program]:
    """Start Torg on free ports and wait until it says what to open; stop it as Ctrl+C does."""
    log = folder / "log"
    with log.open("w") as errors:
        process = await asyncio.create_subprocess_exec(
            *_command(folder, "serve", "--port", "0", *options),
            env={**await _environment(folder), **(settings or {})},
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
    try:
        async with asyncio.timeout(WITHIN_S):
            link = await _address_in(process)
        origin = "/".join(link.split("/")[:3])
        await until(lambda: _media_is_up(origin), within_s=30, every_s=0.1)
        yield Program(origin, link, process.pid, log)
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 20)


async def what_torg_prints(folder: Path, *command: str) -> str:
    """Run a command as the owner of the machine does, beside the Torg that runs in this folder."""
    process = await asyncio.create_subprocess_exec(
        *_command(folder, *command),
        env=await _environment(folder),
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await process.communicate()
    return printed.decode()


def _command(folder: Path, *command: str) -> list[str]:
    return [sys.executable, "-m", "torg", *command, "--data-dir", str(folder / "data")]


async def _environment(folder: Path) -> dict[str, str]:
    """Give what all programs of a folder are started with: they share a database."""
    settings = {**os.environ, "TORG_MEDIA_PORT": "0"}
    if (database := await DATABASES.of_program(folder)) is not None:
        settings["TORG_DATABASE_URL"] = database
    return settings


async def _media_is_up(origin: str) -> bool:
    async with aiohttp.ClientSession(origin) as http, http.get("/api/health") as answer:
        return bool((await answer.json())["media"] == "ok")


async def _address_in(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async for line in process.stdout:
        found = ADDRESS.search(line.decode())
        if found is not None:
            return found[0]
    raise AssertionError(f"torg serve ended with {await process.wait()} before it was ready")
