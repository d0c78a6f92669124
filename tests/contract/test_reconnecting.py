"""The signalling socket breaks, and the official SDK is back with its sound by itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import pytest_asyncio
from tests.support.livekit_server import LiveKitServer, a_livekit_server
from tests.support.sdk import SdkTown

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # The secret of a development server is short.
    pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning"),
]


class Wire:
    """A TCP relay in front of the signalling of a server, which a test can cut."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._open: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        """Break every connection as a dead network does, without a goodbye."""
        for each in [*self._open]:
            each.transport.abort()

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        there, back = await asyncio.open_connection(self._host, self._port)
        self._open |= {writer, back}
        try:
            await asyncio.gather(_carry(reader, back), _carry(there, writer))
        except ConnectionError:
            pass
        finally:
            self._open -= {writer, back}
            writer.close()
            back.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    writer.close()


@asynccontextmanager
async def a_wire(server: LiveKitServer) -> AsyncIterator[tuple[Wire, LiveKitServer]]:
    wire = Wire(server.url)
    listening = await asyncio.start_server(wire.relay, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield wire, replace(server, url=f"ws://127.0.0.1:{port}")
    finally:
        wire.cut()
        listening.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveKitServer]:
    async with a_livekit_server(tmp_path_factory.mktemp("media"), "--auto-create") as running:
        yield running


@pytest.mark.parametrize(
    "broken", [{"ana"}, {"bo"}, {"ana", "bo"}], ids=["speaker", "listener", "both"]
)
async def test_sound_is_back_after_the_socket_broke(
    server: LiveKitServer, broken: set[str]
) -> None:
    async with a_wire(server) as (wire, behind):
        town = SdkTown(server, f"room-{uuid4().hex[:8]}")
        people = {}
        for name in ("ana", "bo"):
            town.server = behind if name in broken else server
            people[name] = await town.enters(name)
        town.server = server
        await people["ana"].publish()
        await people["bo"].hears("ana")
        people["bo"].forget_sounds()
        wire.cut()
        for name in broken:
            await people[name].has_seen("reconnected")
        await people["bo"].hears("ana")
        logs = [line for log in town.logs().values() for line in log]
        await town.closing.aclose()

        assert not [line for line in logs if line.startswith("disconnected")]
