"""The gateway's own figures, and the page that shows them to this machine only."""

from typing import Final

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

from torg.errors import NotFound

REQUESTS: Final = Counter(
    "torg_requests_total", "Requests and sockets, by route and status.", ["route", "status"]
)
REQUEST_SECONDS: Final = Histogram(
    "torg_request_seconds",
    "How long requests took.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)

FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""With one of these the request came through a proxy, thus from the network."""

LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
NAMES: Final = LOOPBACK | {"localhost"}
"""By another name a page from elsewhere may be asking, whose name was bound to this machine."""

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Show the figures in Prometheus' text form, our own media server's after the gateway's.

    To the network this page does not exist.
    """
    peer = request.client.host if request.client else ""
    is_forwarded = any(name in request.headers for name in FORWARDED)
    if peer not in LOOPBACK or is_forwarded or request.url.hostname not in NAMES:
        raise NotFound
    of_media: bytes = await request.app.state.media_figures()
    return Response(generate_latest() + of_media, media_type=CONTENT_TYPE_LATEST)
