"""Runs the gateway until it is told to stop, and tells the terminal what to open."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import (
    AbstractAsyncContextManager,
    contextmanager,
)
from typing import Protocol

import uvloop
from fastapi import FastAPI
from pydantic import HttpUrl

from torg.app.compose import build_app
from torg.app.life import Prepare, alive
from torg.app.server import Server, listening_socket, server_for
from torg.config import Settings
from torg.invitations.service import Admission
from torg.kit.alone import alone_in
from torg.kit.clock import Clock, SystemClock
from torg.kit.logs import set_up_logs
from torg.kit.origin import own_origin
from torg.kit.starting import CannotStart


class Beside(Protocol):
    """Something that lives with the gateway, such as the demo community."""

    def __call__(self, app: FastAPI) -> AbstractAsyncContextManager[str]:
        """Begin once the gateway is ready; give the words to print."""
        ...


def run(settings: Settings, prepare: Prepare, beside: Beside | None = None) -> None:
    """Serve until SIGINT or SIGTERM. Raises CannotStart."""
    set_up_logs(for_people=sys.stderr.isatty())
    # Keys and rows are for this user only, whatever the shell's habit is.
    os.umask(0o077)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise CannotStart(
            f"the data folder {settings.data_dir} cannot be made ({fault.strerror})."
            " Choose another with --data-dir (TORG_DATA_DIR), or let this user write there."
        ) from fault
    listener = listening_socket(settings.listen_host, settings.listen_port)
    with (
        listener,
        alone_in(settings.data_dir),
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        runner.run(serve(at_port(listener.getsockname()[1], settings), listener, prepare, beside))


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
def stopped_by_signals(server: Server) -> Iterator[None]:
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


def at_port(port: int, settings: Settings) -> Settings:
    """Give the settings with the port that was found, and its origin unless one was given."""
    changed: dict[str, object] = {"listen_port": port}
    if "origin" not in settings.model_fields_set:
        changed["origin"] = HttpUrl(f"http://localhost:{port}")
    return settings.model_copy(update=changed)
