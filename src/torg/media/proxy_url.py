"""Pure: which of a client's query parameters reach the media server."""

from collections.abc import Iterable, Mapping
from typing import Final

PASSED: Final = frozenset(
    {
        "sdk",
        "version",
        "protocol",
        "client_protocol",
        "auto_subscribe",
        "adaptive_stream",
        "reconnect",
        "sid",
        "reconnect_reason",
        "os",
        "os_version",
        "browser",
        "browser_version",
        "device_model",
        "network",
        "capabilities",
    }
)
"""All else stays here. `publish` would make a second identity at LiveKit, `attributes` would let
a client write about itself, `join_request` would turn v0 into a dialect we do not check."""

VALUE_LIMIT: Final = 256

TRUE: Final = frozenset({"1", "true"})


def upstream_query(asked: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give the query for upstream; of a name given twice the first, of a long value nothing."""
    passed: dict[str, str] = {}
    for name, value in asked:
        if name in PASSED and len(value) <= VALUE_LIMIT:
            passed.setdefault(name, value)
    return passed


def hears_all(query: Mapping[str, str]) -> bool:
    """Say whether a client with this query is sent every voice, unless it chooses otherwise later.

    Only such a one is told of everybody who talks.
    """
    return query.get("auto_subscribe", "1").lower() in TRUE
