"""What the gateway starts before its first request, and ends after its last."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from fastapi import FastAPI

from torg.config import Settings
from torg.db.session import Database, Frame, Transaction
from torg.kit.ids import AccountId, LoginSessionId


def life_of(settings: Settings) -> object:
    """Give the lifespan of a gateway with these settings."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            database = Database(settings.sqlalchemy_url, _publish)
            stack.push_async_callback(database.close)
            app.state.database = database
            app.state.depart = _depart
            app.state.media_state = lambda: "away"
            yield

    return life


def _publish(topic: str, frame: Frame) -> None:
    pass


async def _depart(
    transaction: Transaction, account: AccountId, login_session: LoginSessionId, now: datetime
) -> None:
    pass
