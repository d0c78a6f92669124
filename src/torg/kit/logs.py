"""Log lines: one event each, with fields from an allow-list and no address, token or name."""

import logging
import sys
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import structlog
from structlog.typing import Processor

ALLOWED: Final = frozenset(
    {
        *("event", "level", "timestamp", "logger", "request_id"),
        *("method", "route", "status", "duration_ms", "network"),
        *("error", "where", "code", "reason", "count", "seconds", "attempt", "pid", "port"),
        *("state", "version", "revision", "fault", "job"),
    }
)
"""Fields that may be written; another one is left out, and its name is told instead."""

UNFOUNDED: Final = "ASGI callable returned without completing handshake."
"""uvicorn's complaint about every socket that is refused with an answer, as it should be."""

FRAMES = 12
"""How much of a stack is told, innermost last."""


def set_up_logs(*, for_people: bool) -> None:
    """Log to standard error: all of it as JSON lines, or for people what needs their eye."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        tell_where,
        only_allowed,
    ]
    last: Processor = (
        structlog.dev.ConsoleRenderer() if for_people else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.WARNING if for_people else logging.INFO
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # Libraries log sentences with values inside them, so only their warnings are let through,
    # as the bare fact that there was one and where.
    handler = _Libraries()
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def only_allowed(
    logger: object, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Leave out fields that are not in the list."""
    del logger, method
    refused = sorted(event.keys() - ALLOWED)
    kept = {key: value for key, value in event.items() if key in ALLOWED}
    return (
        kept | {"event": f"{kept['event']} (left out: {', '.join(refused)})"} if refused else kept
    )


def tell_where(
    logger: object, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Turn `exc_info` into the error's kind and its places; its message may hold a value."""
    del logger, method
    failure = event.pop("exc_info", None)
    if failure is True:
        failure = sys.exc_info()[1]
    if isinstance(failure, BaseException):
        event["error"] = type(failure).__name__
        event["where"] = places_of(failure.__traceback__)
    return event


def places_of(traceback: TracebackType | None) -> list[str]:
    """Give the innermost places of a traceback as file:line function."""
    places: list[str] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return places[-FRAMES:]


class _Libraries(logging.Handler):
    """Writes that a library warned, by its name and the error's kind, never its sentence."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == UNFOUNDED:
            return
        failure = record.exc_info[1] if record.exc_info else None
        structlog.get_logger().warning(
            "a library complained",
            logger=record.name,
            code=record.levelname.lower(),
            exc_info=failure,
            reason=f"{record.module}:{record.lineno}",
        )
