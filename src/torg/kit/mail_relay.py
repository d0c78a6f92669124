"""Where mail is handed over, read from its address: pure."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr


class Secured(Enum):
    """How the way to the mail server is kept private."""

    TLS = auto()
    """From the first byte."""
    STARTTLS = auto()
    """From the first command on; a server that does not offer it is given nothing."""
    BY_ITSELF = auto()
    """It does not leave this machine."""


PORTS: Final = {Secured.TLS: 465, Secured.STARTTLS: 587, Secured.BY_ITSELF: 25}
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Relay:
    """A mail server."""

    host: str
    port: int
    secured: Secured
    user: str | None = None
    password: SecretStr | None = None


def relay_of(url: SecretStr) -> Relay:
    """Read smtp://USER:PASSWORD@HOST:PORT or smtps://…. Raises ValueError, without the value."""
    try:
        parts = urlsplit(url.get_secret_value())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError(UNREADABLE) from None
    if parts.scheme not in {"smtp", "smtps"} or not host or parts.path not in {"", "/"}:
        raise ValueError(UNREADABLE)
    if parts.scheme == "smtps":
        secured = Secured.TLS
    else:
        secured = Secured.BY_ITSELF if host in HERE else Secured.STARTTLS
    return Relay(
        host=host,
        port=port or PORTS[secured],
        secured=secured,
        user=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else SecretStr(unquote(parts.password)),
    )


UNREADABLE: Final = "TORG_SMTP_URL must be smtp://USER:PASSWORD@HOST:PORT or smtps://…"
