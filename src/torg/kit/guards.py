"""What every request must satisfy before a route sees it: origin, credentials, rate and body."""

import asyncio
from typing import Final

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from torg.config import Settings
from torg.errors import BadRequest, BodyTooLarge, ForeignOrigin, NotJson, PhotoRefused, TorgError
from torg.kit.http import network_of, request_id_of
from torg.kit.limits import Limited, Limits
from torg.kit.origin import is_own_origin
from torg.kit.problems import problem
from torg.kit.strict_json import read_json
from torg.kit.uploads import Upload, Uploads

SAFE: Final = frozenset({"GET", "HEAD"})
BODY_LIMIT: Final = 64 * 1024
"""Bytes of a body, at most."""
BODY_WITHIN_S: Final = 10
"""A body that has not come by then is given up."""


class Guards:
    """Refuses foreign pages, two credentials at once, floods, and bodies that are no strict JSON.

    A cookie goes along whichever page sends the request, so it alone proves nothing: every
    command and every socket must come from a page of this instance (`Origin`).
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        limits: Limits,
        session_cookie: str,
        uploads: Uploads,
    ) -> None:
        self._app = app
        self._uploads = uploads
        self._settings = settings
        self._limits = limits
        self._cookie = session_cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or socket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        try:
            self._admit(HTTPConnection(scope))
            upload = self._uploads.get((scope.get("method", ""), scope["path"]))
            if upload is not None:
                _admit_upload(Request(scope), upload)
            elif scope["type"] == "http" and _is_command(scope) and _is_api(scope):
                receive = _again(await _read_body(Request(scope, receive)), receive)
        except TorgError as refusal:
            await _refuse(refusal, scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _admit(self, connection: HTTPConnection) -> None:
        # No database keeps this sign in a text, and no page sends it.
        if "\0" in connection.scope["path"] or b"%00" in connection.scope["query_string"]:
            raise BadRequest
        signed_in = self._cookie in connection.cookies
        if signed_in and "authorization" in connection.headers:
            raise BadRequest
        origin = connection.headers.get("origin")
        # Without a cookie only programs, which send no Origin, may come from elsewhere.
        needs_origin = _is_command(connection.scope) and (signed_in or origin is not None)
        if needs_origin and not is_own_origin(origin, self._settings):
            raise ForeignOrigin
        if _is_api(connection.scope):
            what = Limited.REQUEST if signed_in else Limited.REQUEST_SIGNED_OUT
            self._limits.spend(what, network=network_of(connection))


def _is_command(scope: Scope) -> bool:
    """Say whether this could change something: a socket, or any method but GET and HEAD."""
    return bool(scope["type"] == "websocket" or scope["method"] not in SAFE)


def _is_api(scope: Scope) -> bool:
    """Say whether this is ours; LiveKit's signalling and webhooks keep rules of their own."""
    return bool(scope["path"].startswith("/api/"))


def _admit_upload(request: Request, upload: Upload) -> None:
    """Refuse by its headers what its route would not take. Raises PhotoRefused, BodyTooLarge.

    The route reads the body itself, once it knows whose it is.
    """
    _check_length(request, upload.limit)
    if _media_type(request) not in upload.content_types:
        raise PhotoRefused


def _check_length(request: Request, limit: int) -> None:
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limit:
        raise BodyTooLarge


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _read_body(request: Request) -> bytes:
    """Read a body that is empty or strict JSON. Raises NotJson, BodyTooLarge, BadRequest."""
    _check_length(request, BODY_LIMIT)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            async for part in request.stream():
                body += part
                if len(body) > BODY_LIMIT:
                    raise BodyTooLarge
    except TimeoutError as late:
        raise BadRequest from late
    if body:
        if _media_type(request) != "application/json":
            raise NotJson
        read_json(bytes(body))
    return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Give what was read once more, and then whatever comes after it."""
    waiting = [body]

    async def receive_again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return receive_again


async def _refuse(refusal: TorgError, scope: Scope, receive: Receive, send: Send) -> None:
    answer = problem(refusal, request_id_of(HTTPConnection(scope)))
    if scope["type"] == "http":
        await answer(scope, receive, send)
    else:
        await WebSocket(scope, receive, send).send_denial_response(answer)
