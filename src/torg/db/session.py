"""The engine, and the one transaction in which a command and its news stand together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from torg.db.address import POSTGRES, engine_url
from torg.db.faults import busy, faults_as_refusals
from torg.db.postgres import postgres_engine
from torg.db.sqlite import READS, sqlite_engine

Frame = Mapping[str, Any]
Publish = Callable[[str, Frame], None]

TURN_WITHIN_S: Final = 10.0
"""How long a writer waits for those before it."""
CONNECTION_WITHIN_S: Final = 5.0
"""How long one waits for a connection of the pool."""
CONNECTIONS: Final = 15
"""How many connections there are at most, unless a setting says otherwise."""


class Transaction:
    """One unit of work: its session for repositories, its news for after the commit."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self._news: list[tuple[str, Frame]] = []
        self._afterwards: list[Callable[[], None]] = []

    def tell(self, topic: str, frame: Frame) -> None:
        """Publish the frame on the topic once this transaction has been committed."""
        self._news.append((topic, frame))

    def after(self, callback: Callable[[], None]) -> None:
        """Run the callback after the commit; it must not wait and must not raise."""
        self._afterwards.append(callback)

    def committed(self, publish: Publish) -> None:
        """Send what was told; called once, by whoever committed."""
        for topic, frame in self._news:
            publish(topic, frame)
        for callback in self._afterwards:
            callback()


class Database:
    """The engine and the factory of transactions; nothing else commits."""

    def __init__(self, address: str, publish: Publish, connections: int = CONNECTIONS) -> None:
        """Take sqlite+aiosqlite:///FILE or postgresql://…, and the most connections at once."""
        self.engine = engine_for(address, connections)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self._readers = async_sessionmaker(
            self.engine.execution_options(**{READS: True}), expire_on_commit=False
        )
        self._publish = publish
        # SQLite's writers otherwise wait in its busy loop, which keeps no order and can starve.
        self._turn = asyncio.Lock() if self.engine.dialect.name == "sqlite" else None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Open one transaction: committed at the end of the block, rolled back on an error.

        On SQLite writers take turns in the order they came; never open one inside another.
        Raises DatabaseBusy, DiskFull.
        """
        async with self._turn_taken(), self._session_of(self._sessions) as session:
            transaction = Transaction(session)
            yield transaction
        transaction.committed(self._publish)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """Open one transaction that only reads: it waits for no writer and tells nothing.

        Raises DatabaseBusy, DiskFull.
        """
        async with self._session_of(self._readers) as session:
            yield Transaction(session)

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()

    @asynccontextmanager
    async def _turn_taken(self) -> AsyncIterator[None]:
        """Wait for one's turn to write, but not for ever."""
        if self._turn is None:
            yield
            return
        try:
            async with asyncio.timeout(TURN_WITHIN_S):
                await self._turn.acquire()
        except TimeoutError:
            raise busy() from None
        try:
            yield
        finally:
            self._turn.release()

    @asynccontextmanager
    async def _session_of(
        self, sessions: async_sessionmaker[AsyncSession]
    ) -> AsyncIterator[AsyncSession]:
        with faults_as_refusals():
            async with sessions() as session, session.begin():
                yield session


def engine_for(address: str, connections: int = CONNECTIONS) -> AsyncEngine:
    """Make an engine whose connections keep an acknowledged write through a power cut."""
    url = engine_url(address)
    options: dict[str, Any] = {
        # An error names its statement, never its values.
        "hide_parameters": True,
        "pool_timeout": CONNECTION_WITHIN_S,
        "pool_size": connections,
        "max_overflow": 0,
    }
    if url.get_backend_name() == POSTGRES:
        return postgres_engine(url, options)
    return sqlite_engine(url, options)
