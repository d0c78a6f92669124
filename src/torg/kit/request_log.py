"""The outermost middleware: every request gets an id, one log line, and an answer."""

from collections.abc import MutableMapping
from typing import Any

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from torg.errors import Internal
from torg.kit.clock import Clock
from torg.kit.fresh import new_uuid
from torg.kit.http import network_of
from torg.kit.metrics import REQUEST_SECONDS, REQUESTS
from torg.kit.problems import problem

log = structlog.get_logger()


class RequestLog:
    """Names, times and logs requests; turns what nobody expected into a bare 500."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or socket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        request_id = new_uuid().hex
        scope.setdefault("state", {})["request_id"] = request_id
        begun = self._clock.monotonic()
        status: int | None = None

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            elif message["type"] == "websocket.accept":
                status = 101
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, noting)
            except Exception:  # whatever it is, it must end here, and be told
                log.exception("unexpected")
                if scope["type"] == "http" and status is None:
                    await problem(Internal, request_id)(scope, receive, noting)
            self._tell(scope, status, self._clock.monotonic() - begun)

    def _tell(self, scope: Scope, status: int | None, seconds: float) -> None:
        labels = {"route": _route_of(scope), "status": str(status or "-")}
        REQUESTS.labels(**labels).inc()
        if scope["type"] == "http":
            REQUEST_SECONDS.labels(route=labels["route"]).observe(seconds)
        log.info(
            "request",
            method=scope.get("method", "WS"),
            duration_ms=round(seconds * 1000, 1),
            network=network_of(HTTPConnection(scope)).reveal(),
            route=labels["route"],
            status=labels["status"],
        )


def _route_of(scope: MutableMapping[str, Any]) -> str:
    """Give the route's template: a path would tell who was in which room."""
    return str(getattr(scope.get("route"), "path", "-"))
