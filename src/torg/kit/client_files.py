"""Serves the built client from memory: hashed files for ever, the page itself never stored."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final, Self

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

HASHED: Final = "/assets/"
"""The build names what lies here by its content."""
PAGE: Final = "/index.html"
OTHERS: Final = ("/api/", "/rtc")
"""What never is a page of the client."""
COMPRESSED: Final = ("text/", "application/json", "application/manifest+json", "image/svg+xml")
FOR_EVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
ASK_EACH_TIME: Final = {"Cache-Control": "no-cache"}
NOT_BUILT: Final = b"The web client has not been built. Run: make web\n"

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("application/manifest+json", ".webmanifest")


@dataclass(frozen=True, slots=True)
class File:
    """One file of the client, as it is and gzipped (None where that gains nothing)."""

    content: bytes
    gzipped: bytes | None
    media_type: str
    etag: str

    @classmethod
    def of(cls, content: bytes, media_type: str) -> Self:
        """Take a file's bytes; its type says whether it is worth squeezing."""
        gzipped = None
        if media_type.startswith(COMPRESSED):
            squeezed = gzip.compress(content, mtime=0)
            gzipped = squeezed if len(squeezed) < len(content) else None
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        return cls(content, gzipped, media_type, etag)

    def answer(self, request: Request, headers: Mapping[str, str]) -> Response:
        """Give the file, or "not modified" to who has it already."""
        vary = headers.get("Vary")
        sent = {
            **headers,
            "ETag": self.etag,
            "Vary": f"Accept-Encoding, {vary}" if vary else "Accept-Encoding",
        }
        if request.headers.get("if-none-match") == self.etag:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=sent)
        content = self.content
        if self.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
            content = self.gzipped
            sent["Content-Encoding"] = "gzip"
        sent["Content-Length"] = str(len(content))
        body = b"" if request.method == "HEAD" else content
        return Response(body, headers=sent, media_type=self.media_type)


class ClientFiles:
    """Knows every file by its exact path, so no path can lead outside."""

    def __init__(self, folder: Path, home: str | None = None) -> None:
        """Read the folder `vite build` wrote; an empty one means the client is not built.

        With a `home`, the one origin, whoever comes by another name of this machine is sent there.
        """
        self._home = home
        self._files: Mapping[str, File] = {
            f"/{path.relative_to(folder).as_posix()}": _read(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }

    def owns(self, scope: Scope) -> bool:
        """Say whether this request is for the client: one of its files, or one of its pages."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return False
        path: str = scope["path"]
        return path in self._files or _is_page(path)

    @property
    def page(self) -> str | None:
        """The page that starts the client; None while it is not built."""
        file = self._files.get(PAGE)
        return None if file is None else file.content.decode()

    def sent_home(self, request: Request) -> Response | None:
        """Send who came by another name of this machine to the origin; None when they are there."""
        if self._home is None or f"http://{request.headers.get('host')}" == self._home:
            return None
        # Commands from http://127.0.0.1 would be refused as a foreign page's.
        return RedirectResponse(self._home + request.url.path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file, or with the page that finds its way by itself."""
        request = Request(scope)
        answer = self.sent_home(request) or self._answer(request)
        await answer(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        path = request.url.path
        file = self._files.get(path) or self._files.get(PAGE)
        if file is None:
            return Response(NOT_BUILT, HTTPStatus.SERVICE_UNAVAILABLE, media_type="text/plain")
        return file.answer(request, FOR_EVER if path.startswith(HASHED) else ASK_EACH_TIME)


def _is_page(path: str) -> bool:
    """Pages have no dot in their last part; whatever they are, the client says so itself."""
    return not path.startswith(OTHERS) and "." not in path.rpartition("/")[2]


def _read(path: Path) -> File:
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return File.of(path.read_bytes(), media_type)
