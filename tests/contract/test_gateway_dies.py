"""The gateway is killed, its media server lives: it falls silent after 30 s, or is taken over."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import aiohttp
import psutil
import pytest
from tests.support.gateway import Browser, person
from tests.support.livekit_server import LiveKitServer
from tests.support.program import Program, torg_serve
from tests.support.rooms import join, open_room
from tests.support.sdk import SdkPerson, SdkTown
from tests.support.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

Record = Callable[[str, object], None]

DEAD_MAN_S: Final = 30
GONE_WITHIN_S: Final = 45
LISTENS_EVERY_S: Final = 0.4
"""Longer than the fifth of a second that an ear keeps, so that it is full again."""


@dataclass
class Evening:
    """Ana talks and Bjarni listens: two accounts, at whichever gateway runs."""

    folder: Path
    stack: AsyncExitStack
    browsers: dict[str, Browser] = field(default_factory=dict)
    room: str = ""

    async def begins_at(self, program: Program) -> None:
        """Let Ana set the instance up, invite Bjarni, and open a room."""
        for name in ("ana", "bjarni"):
            jar = aiohttp.CookieJar(unsafe=True)
            session = await self.stack.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
            self.browsers[name] = Browser(session, program.origin, program.origin)
        ana, bjarni = self.browsers.values()
        _, _, token = program.link.partition("#")
        await ana.post("/api/setup", {"token": token, **person("ana")})
        invited = (await ana.post("/api/invitations", {"language": "en"})).body
        invitation, _, secret = invited["link"].rpartition("/")[2].partition("#")
        path = f"/api/invitations/{invitation}/redeem"
        redeemed = await bjarni.post(path, {"token": secret, **person("bjarni")})
        self.room = await open_room(ana)

        assert redeemed.status == 201, redeemed

    async def is_heard_at(self, program: Program) -> tuple[SdkPerson, SdkPerson]:
        """Let both join by the SDK, and wait until Bjarni hears Ana."""
        speaker, listener = [await self._joins(name, program) for name in ("ana", "bjarni")]
        await speaker.publish()
        await listener.hears(speaker.identity)
        return speaker, listener

    async def _joins(self, name: str, program: Program) -> SdkPerson:
        browser = self.browsers[name]
        browser.base = browser.origin = program.origin
        ticket = await join(browser, self.room)
        client = SdkPerson(ticket["lease_id"])
        self.stack.push_async_callback(client.leave)
        await client.room.connect(ticket["url"], ticket["token"])
        return client

    def media_of(self, program: Program) -> psutil.Process:
        """Find the media server a gateway started, and end it with the test at the latest."""
        (media,) = [
            child for child in psutil.Process(program.pid).children() if "media" in child.cmdline()
        ]
        self.stack.callback(_end, media)
        return media


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Evening]:
    async with AsyncExitStack() as stack:
        yield Evening(tmp_path, stack)


async def test_without_a_gateway_the_media_server_falls_silent_and_ends(
    evening: Evening, record_property: Record
) -> None:
    async with torg_serve(evening.folder) as program:
        media = evening.media_of(program)
        await evening.begins_at(program)
        speaker, listener = await evening.is_heard_at(program)
        os.kill(program.pid, signal.SIGKILL)
        killed = time.monotonic()
        last_heard = killed

    async def gone() -> bool:
        nonlocal last_heard
        if not ear.silent():
            last_heard = time.monotonic()
        ear.forget()
        return not _lives(media)

    await asyncio.gather(speaker.has_seen("reconnecting"), listener.has_seen("reconnecting"))
    # The SDK gives its sound up with its socket; two who speak to the media server itself do not.
    around = await evening.stack.enter_async_context(_way_around_the_gateway(media))
    town = SdkTown(around, evening.room)
    evening.stack.push_async_callback(town.closing.aclose)
    stayed = await town.enters("listener", may_publish=False)
    await (await town.enters("speaker")).publish()
    await stayed.hears("speaker")
    ear = stayed._ears["speaker"]
    await until(gone, GONE_WITHIN_S, LISTENS_EVERY_S)
    ended_after = time.monotonic() - killed
    heard_for = last_heard - killed
    record_property("ended_after_s", round(ended_after, 2))
    record_property("heard_for_s", round(heard_for, 2))

    assert DEAD_MAN_S - 1 <= ended_after <= DEAD_MAN_S + 2
    assert DEAD_MAN_S - 1 <= heard_for <= DEAD_MAN_S + 1


async def test_the_next_gateway_adopts_the_media_server_and_who_comes_back_is_heard(
    evening: Evening, record_property: Record
) -> None:
    async with torg_serve(evening.folder) as first:
        media = evening.media_of(first)
        await evening.begins_at(first)
        await evening.is_heard_at(first)
        os.kill(first.pid, signal.SIGKILL)
        killed = time.monotonic()
    async with torg_serve(evening.folder) as second:
        adopted_after = time.monotonic() - killed
        await evening.is_heard_at(second)
        heard_after = time.monotonic() - killed
        started_anew = psutil.Process(second.pid).children()
        survived = _lives(media)
    await until(lambda: _is_gone(media))
    record_property("adopted_after_s", round(adopted_after, 2))
    record_property("heard_after_s", round(heard_after, 2))

    assert survived
    assert started_anew == []


@asynccontextmanager
async def _way_around_the_gateway(media: psutil.Process) -> AsyncIterator[LiveKitServer]:
    """Lead connections to the media server's own socket, with the key its gateway gave it."""
    given = media.cmdline()
    path, key, file = (given[given.index(f"--{it}") + 1] for it in ("unix", "key", "secret-file"))

    async def lead(from_client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            from_media, to_media = await asyncio.open_unix_connection(path)
            await asyncio.gather(_copy(from_client, to_media), _copy(from_media, to_client))
        to_client.close()

    secret = await asyncio.to_thread(Path(file).read_text)
    server = await asyncio.start_server(lead, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield LiveKitServer(f"ws://127.0.0.1:{port}", key, secret.strip())
    finally:
        server.close()


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await source.read(65_536):
            sink.write(data)
    sink.close()


def _lives(process: psutil.Process) -> bool:
    """Say whether it runs; one that nobody has reaped yet has ended all the same."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def _is_gone(process: psutil.Process) -> bool:
    return not _lives(process)


def _end(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()
