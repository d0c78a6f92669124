"""Runs the gateway on uvicorn until it is told to stop."""

import asyncio
import socket
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from torg.config import Settings
from torg.media.pulse import PulsingProtocol

FRAME_LIMIT: Final = 64 * 1024
"""Bytes of one WebSocket message from a client, at most."""
GOODBYE_WITHIN_S: Final = 5
"""What is still open by then is cut: a socket that only sends would never notice the end."""
BACKLOG: Final = 2048


class Server(uvicorn.Server):
    """Says when it is ready, so that nobody need ask."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the application and listen."""
        await super().startup(sockets)
        if self.started:
            self.ready.set()


def server_for(app: ASGIApp, settings: Settings) -> Server:
    """Make the server of the gateway; its sockets are handed to `serve`."""
    proxies = [str(network) for network in settings.trusted_proxies]
    return Server(
        uvicorn.Config(
            app,
            lifespan="on",
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
