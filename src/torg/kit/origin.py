"""The one origin whose pages may give commands."""

from torg.config import Settings

DEFAULT_PORTS = {"http": 80, "https": 443}


def own_origin(settings: Settings) -> str:
    """Give the instance's origin as browsers write it (RFC 6454): no path, no default port."""
    origin = settings.origin
    if origin.port in {None, DEFAULT_PORTS[origin.scheme]}:
        return f"{origin.scheme}://{origin.host}"
    return f"{origin.scheme}://{origin.host}:{origin.port}"


def is_own_origin(origin: str | None, settings: Settings) -> bool:
    """Say whether an Origin header names this instance; missing and `null` do not."""
    return origin == own_origin(settings)
