"""What a gateway asks of its database while a test looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from tests.support.gateway import Gateway


@contextmanager
def statements_at(gateway: Gateway) -> Iterator[list[str]]:
    """Collect the statements the gateway sends to its database."""
    seen: list[str] = []

    def note(*what: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        seen.append(what[2])

    engine = gateway.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
