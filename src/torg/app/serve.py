"""Runs the gateway on uvicorn until it is told to stop."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
)
from typing import Final, Protocol

import uvicorn
import uvloop
from fastapi import FastAPI
from pydantic import HttpUrl
from starlette.types import ASGIApp

from torg.app.compose import build_app
from torg.app.life import Prepare, alive
from torg.config import Settings
from torg.invitations.service import Admission
from torg.kit.clock import Clock, SystemClock
from torg.kit.logs import set_up_logs
from torg.kit.origin import own_origin
from torg.media.pulse import PulsingProtocol

FRAME_LIMIT: Final = 64 * 1024
"""Bytes of one WebSocket message from a client, at most."""
GOODBYE_WITHIN_S: Final = 5
"""What is still open by then is cut: a socket that only sends would never notice the end."""
BACKLOG: Final = 2048


class Beside(Protocol):
    """Something that lives with the gateway, such as the demo community."""

    def __call__(self, app: FastAPI) -> AbstractAsyncContextManager[str]:
        """Begin once the gateway is ready; give the words to print."""
        ...


class CannotStart(Exception):
    """The gateway cannot start here; the message says why, to whoever starts it."""


def run(settings: Settings, prepare: Prepare, beside: Beside | None = None) -> None:
    """Serve until SIGINT or SIGTERM. Raises CannotStart."""
    set_up_logs(for_people=sys.stderr.isatty())
    # Keys and rows are for this user only, whatever the shell's habit is.
    os.umask(0o077)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        listener = listening_socket(settings.listen_host, settings.listen_port)
    except OSError as fault:
        raise CannotStart(
            f"{fault.strerror}: {settings.listen_host}:{settings.listen_port}"
        ) from fault
    with listener, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(at_port_of(listener, settings), listener, prepare, beside))


async def serve(
    settings: Settings, listener: socket.socket, prepare: Prepare, beside: Beside | None
) -> None:
    """Run the gateway on a socket, and tell on standard output what to open."""
    clock = SystemClock()
    app = build_app(settings, clock)
    server = server_for(app, settings)
    with stopped_by_signals(server):
        async with alive(app, settings, clock, prepare), server.serving(listener):
            words = await welcome(app, settings, clock)
            if beside is not None:
                words += await server.guests.enter_async_context(beside(app))
            print(words, flush=True)  # noqa: T201 - the terminal is how an owner comes in


@contextmanager
def stopped_by_signals(server: "Server") -> Iterator[None]:
    """Let SIGINT and SIGTERM stop the server in order, and the second SIGINT at once."""
    loop = asyncio.get_running_loop()
    stops = (signal.SIGINT, signal.SIGTERM)
    for stop in stops:
        loop.add_signal_handler(stop, server.handle_exit, stop, None)
    try:
        yield
    finally:
        for stop in stops:
            loop.remove_signal_handler(stop)


async def welcome(app: FastAPI, settings: Settings, clock: Clock) -> str:
    """Give the words for the terminal: the address, and the owner's link while there is none."""
    async with app.state.database.transaction() as transaction:
        link = await Admission(transaction, settings).owner_link(clock.now())
    if link is None:
        return f"\n  Torg is running at {own_origin(settings)}\n"
    return (
        "\n  Torg is running. It has no owner yet: whoever opens this link first becomes it."
        f"\n\n      {link}\n"
        "\n  The link works once, and the next start prints a new one.\n"
    )


def at_port_of(listener: socket.socket, settings: Settings) -> Settings:
    """Give the settings with the port that was found, and its origin unless one was given."""
    port = listener.getsockname()[1]
    changed: dict[str, object] = {"listen_port": port}
    if "origin" not in settings.model_fields_set:
        changed["origin"] = HttpUrl(f"http://localhost:{port}")
    return settings.model_copy(update=changed)


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
    """Listen on an address, port 0 for a free one. Raises OSError when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    listener.settimeout(0)
    return listener
