"""What a gateway asks of its database while a test looks."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from tests.support.gateway import Gateway


@contextmanager
def statements_at(gateway: Gateway) -> Iterator[list[str]]:
    """Collect the statements the gateway sends to its database for whoever asks it meanwhile."""
    seen: list[str] = []
    # What goes on all the time asks too, now and then; the test itself may be who asks.
    others = asyncio.all_tasks() - {asyncio.current_task()}

    def note(*what: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        if asyncio.current_task() not in others:
            seen.append(what[2])

    engine = gateway.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
