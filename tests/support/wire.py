"""A TCP relay in front of a server's signalling, which a test can cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit


class Wire:
    """What connections to one server run over."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._open: set[asyncio.StreamWriter] = set()
        self.url = ""

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
async def a_wire(url: str) -> AsyncIterator[Wire]:
    """Lay a wire to the server at `url`; the wire's own `url` is its near end."""
    wire = Wire(url)
    listening = await asyncio.start_server(wire.relay, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    wire.url = f"ws://127.0.0.1:{port}"
    try:
        yield wire
    finally:
        wire.cut()
        listening.close()
