"""The HTTP and WebSocket server of the gateway: uvicorn, as we set it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from torg.config import Settings
from torg.kit.starting import CannotStart
from torg.media.pulse import PulsingProtocol

FRAME_LIMIT: Final = 64 * 1024
"""Bytes of one WebSocket message from a client, at most."""
GOODBYE_WITHIN_S: Final = 5
"""What is still open by then is cut: a socket that only sends would never notice the end."""
BACKLOG: Final = 2048


class Server(uvicorn.Server):
    """Serves beside other work, and leaves the process's signals to its owner."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.guests = AsyncExitStack()
        """Who lives by being served: they end before the sockets do."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal: uvicorn would raise it again before our parts have ended."""
        yield

    @asynccontextmanager
    async def serving(self, listener: socket.socket) -> AsyncIterator[None]:
        """Serve on a socket: the block begins when it is ready, and waits at its end."""
        ready = asyncio.Event()
        self._tell_ready = ready.set
        async with asyncio.TaskGroup() as group:
            group.create_task(self.serve(sockets=[listener]))
            await ready.wait()
            yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and tell so."""
        await super().startup(sockets)
        self._tell_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say goodbye to the guests, then to everybody else."""
        await self.guests.aclose()
        await super().shutdown(sockets)


def server_for(app: ASGIApp, settings: Settings) -> Server:
    """Make the server of the gateway; its sockets are handed to `serve`."""
    proxies = [str(network) for network in settings.trusted_proxies]
    return Server(
        uvicorn.Config(
            app,
            # The parts begin before the server and end after it, whatever happens to it.
            lifespan="off",
            http="httptools",
            ws=PulsingProtocol,
            ws_max_size=FRAME_LIMIT,
            ws_per_message_deflate=False,
            # Our own log knows no query string, and cuts addresses to their network.
            access_log=False,
            log_config=None,
            server_header=False,
            # uvicorn would trust 127.0.0.1 by default, where anybody may be.
            proxy_headers=bool(proxies),
            forwarded_allow_ips=proxies or None,
            timeout_graceful_shutdown=GOODBYE_WITHIN_S,
        )
    )


def listening_socket(host: str, port: int) -> socket.socket:
    """Listen on an address, port 0 for a free one. Raises CannotStart."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named, asyncio knows that Nagle's algorithm may be turned off.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as fault:
        listener.close()
        raise CannotStart(
            f"cannot listen on {host}:{port} ({fault.strerror}). Stop what listens there, or choose"
            " another port with --port (TORG_LISTEN_PORT) or address (TORG_LISTEN_HOST)."
        ) from fault
    listener.settimeout(0)
    return listener
