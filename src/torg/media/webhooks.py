"""What the media server reports: checked, and then only a reason to look by ourselves."""

from collections import OrderedDict
from typing import Final

import jwt
from fastapi import APIRouter, Request, Response
from google.protobuf.json_format import ParseError
from livekit import api
from livekit.protocol.webhook import WebhookEvent

from torg.media.metrics import WEBHOOKS
from torg.media.reconciler import Reconciler, room_named
from torg.media.tokens import LEEWAY, LeaseKeys

PATH: Final = "/media/webhook"
BODY_LIMIT: Final = 64 * 1024
REMEMBERED: Final = 1_000

router = APIRouter(include_in_schema=False)


class Unsigned(Exception):
    """The report is not signed by our media server, or is not what was signed."""


class Reports:
    """Checks reports; each id counts once among the last thousand."""

    def __init__(self, keys: LeaseKeys) -> None:
        verifier = api.TokenVerifier(keys.livekit_key, keys.livekit_secret, leeway=LEEWAY)
        self._receiver = api.WebhookReceiver(verifier)
        self._seen: OrderedDict[str, None] = OrderedDict()

    def read(self, body: bytes, signature: str) -> WebhookEvent | None:
        """Give the report; None for one that came before. Raises Unsigned."""
        try:
            event = self._receiver.receive(body.decode(), signature)
        except (jwt.InvalidTokenError, ParseError, UnicodeDecodeError, ValueError) as fault:
            raise Unsigned from fault
        except Exception as fault:
            # The receiver says "hash mismatch" and "no hash" by the bare class.
            if type(fault) is not Exception:
                raise
            raise Unsigned from fault
        if event.id in self._seen:
            return None
        self._seen[event.id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return event


@router.post(PATH)
async def report(request: Request) -> Response:
    """Take a report. It is never a command: the reconciler looks for itself."""
    reports: Reports = request.app.state.reports
    reconciler: Reconciler = request.app.state.reconciler
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_LIMIT:
            WEBHOOKS.labels("too large").inc()
            return Response(status_code=413)
    try:
        event = reports.read(bytes(body), request.headers.get("authorization", ""))
    except Unsigned:
        WEBHOOKS.labels("refused").inc()
        return Response(status_code=401)
    WEBHOOKS.labels("repeated" if event is None else "read").inc()
    if event is not None and (room := room_named(event.room.name)) is not None:
        reconciler.kick(room)
    return Response(status_code=200)
