"""The headers under which a browser runs our page, and nobody else's."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from torg.config import Settings
from torg.kit.origin import own_origin

YEAR_S = 31_536_000

PERMISSIONS = (
    "microphone=(self), accelerometer=(), autoplay=(self), "
    "camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
    "geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), midi=(), "
    "payment=(), picture-in-picture=(), publickey-credentials-create=(self), "
    "publickey-credentials-get=(self), screen-wake-lock=(self), serial=(), "
    "usb=(), xr-spatial-tracking=()"
)
"""Microphone, sound at once, passkeys, a screen that stays on; all else browsers know is off."""


def content_security_policy(settings: Settings) -> str:
    """Give the policy: our own files only, no inline script, no frames."""
    # 'self' covers WebSockets in new browsers only, so the address stands there in full.
    feed = own_origin(settings).replace("http", "ws", 1)
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob:",
            "font-src 'self'",
            f"connect-src 'self' {feed}",
            "media-src 'self' blob:",
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types svelte-trusted-html torg",
        )
    )


def security_headers(settings: Settings) -> dict[str, str]:
    """Give the headers that stand on every answer."""
    headers = {
        "Content-Security-Policy": content_security_policy(settings),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if settings.origin.scheme == "https":
        headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"
    return headers


class SecurityHeaders:
    """Sets the headers on every answer; the API is stored nowhere unless its route says so."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = security_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or socket."""

        async def dressed(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, dressed)
