"""Bodies that are no JSON: which routes take them, and how one is read up to its limit."""

import asyncio
from collections.abc import Mapping
from typing import Final, NamedTuple

from starlette.requests import Request

from torg.errors import BadRequest, BodyTooLarge

UPLOAD_WITHIN_S: Final = 60
"""A body that has not come by then is given up; a phone on a bad line needs most of it."""


class Upload(NamedTuple):
    """What one route takes in place of JSON."""

    content_types: frozenset[str]
    limit: int
    """Bytes, at most."""


Uploads = Mapping[tuple[str, str], Upload]
"""By method and path."""


async def read_upload(request: Request, limit: int) -> bytes:
    """Read a body of at most so many bytes. Raises BodyTooLarge, BadRequest when it is slow."""
    body = bytearray()
    try:
        async with asyncio.timeout(UPLOAD_WITHIN_S):
            async for part in request.stream():
                body += part
                if len(body) > limit:
                    raise BodyTooLarge
    except TimeoutError as late:
        raise BadRequest from late
    return bytes(body)
