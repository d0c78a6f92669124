"""The cookie that carries a login session's secret."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from torg.accounts.rules import ABSOLUTE
from torg.config import Settings

SECURE_NAME = "__Host-torg"
LOCAL_NAME = "torg-local"


def cookie_name(settings: Settings) -> str:
    """Give the cookie's name; the plain one is for http://localhost only."""
    return SECURE_NAME if settings.origin.scheme == "https" else LOCAL_NAME


def secret_in(connection: HTTPConnection) -> str | None:
    """Give the secret the request carries, if any."""
    settings: Settings = connection.app.state.settings
    return connection.cookies.get(cookie_name(settings))


def set_secret(response: Response, settings: Settings, secret: str) -> None:
    """Let the browser carry the secret until the login session's last day."""
    response.set_cookie(
        cookie_name(settings),
        secret,
        max_age=int(ABSOLUTE.total_seconds()),
        path="/",
        secure=settings.origin.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def clear_secret(response: Response, settings: Settings) -> None:
    """Let the browser forget the secret."""
    response.delete_cookie(
        cookie_name(settings),
        path="/",
        secure=settings.origin.scheme == "https",
        httponly=True,
        samesite="lax",
    )
