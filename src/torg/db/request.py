"""One request, one transaction: the dependencies through which endpoints reach the database."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from torg.db.session import Database, Transaction


async def _transaction(connection: HTTPConnection) -> AsyncIterator[Transaction]:
    database: Database = connection.app.state.database
    async with database.transaction() as transaction:
        yield transaction


async def _reading(connection: HTTPConnection) -> AsyncIterator[Transaction]:
    database: Database = connection.app.state.database
    async with database.reading() as transaction:
        yield transaction


# With the default scope the answer would leave before the commit, and stay when it fails.
Tx = Annotated[Transaction, Depends(_transaction, scope="function")]
"""The transaction of a command: committed before the answer leaves."""

Reading = Annotated[Transaction, Depends(_reading, scope="function")]
"""A transaction that only reads and waits for no writer."""
