"""uvicorn's WebSocket protocol, with a pulse that an endpoint can feel.

ASGI has no word for pings. uvicorn sends and checks them by itself, but all it can do is close a
silent socket, and it never tells the endpoint that one lives. A socket that is silent for a few
seconds shall be shown as reconnecting, not closed, so this protocol notes when bytes came last
and lets the endpoint set the rate of the pings.
"""

from typing import Final, cast

from starlette.websockets import WebSocket
from uvicorn._types import ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

EXTENSION: Final = "torg.pulse"
CLOSE_WITHIN_S: Final = 1.0


class PulsingProtocol(WebSocketsSansIOProtocol):
    """Give this class to uvicorn as `ws`."""

    heard_at: float = 0.0

    def data_received(self, data: bytes) -> None:
        """Take bytes from the socket; pongs never reach the endpoint, but they pass here."""
        self.heard_at = self.loop.time()
        super().data_received(data)

    def handle_connect(self, event: Request) -> None:
        """Begin to serve a connection; its scope carries the pulse."""
        super().handle_connect(event)
        if not self.handshake_complete:
            self.scope["extensions"][EXTENSION] = {"pulse": Pulse(self)}

    async def send(self, message: ASGISendEvent) -> None:
        """Send what the endpoint says."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body"):
            # A refusal in full is an end of the handshake; uvicorn forgets to note that, and
            # complains of every one.
            self.handshake_complete = True


class Pulse:
    """The signs of life of one WebSocket."""

    def __init__(self, protocol: PulsingProtocol) -> None:
        self._protocol = protocol

    def silent_for_s(self) -> float:
        """Give the seconds since anything came from the other side."""
        return self._protocol.loop.time() - self._protocol.heard_at

    def beat_every(self, seconds: float) -> None:
        """Ping at this rate, and leave it to the caller what silence means."""
        self._protocol.ping_interval = seconds
        self._protocol.ping_timeout = None
        # A dead peer never answers a close, and its descriptor would wait for that.
        self._protocol.close_timeout = CLOSE_WITHIN_S

    def abort(self) -> None:
        """End the connection without waiting for a peer that may be dead."""
        self._protocol.transport.abort()


class NoPulse(Pulse):
    """Stands in under another server: a socket lives there while it is open."""

    def __init__(self) -> None:
        """Need nothing."""

    def silent_for_s(self) -> float:
        """Never silent."""
        return 0.0

    def beat_every(self, seconds: float) -> None:
        """Change nothing."""

    def abort(self) -> None:
        """Leave it to the server."""


def pulse_of(websocket: WebSocket) -> Pulse:
    """Give the pulse of a connection."""
    extension = websocket.scope.get("extensions", {}).get(EXTENSION)
    return NoPulse() if extension is None else cast("Pulse", extension["pulse"])
