"""Lets a command that makes something be repeated: the dependency behind `Idempotency-Key`."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Request

from torg.accounts.signed_in import Now, SignedIn, Tx
from torg.db.repeats import Command, Repeats


class Repeatable:
    """One command of one member, by the key it came with."""

    def __init__(
        self,
        me: SignedIn,
        transaction: Tx,
        now: Now,
        request: Request,
        idempotency_key: Annotated[str | None, Header(min_length=1, max_length=128)] = None,
    ) -> None:
        """Take any key, such as a UUID; without one each command is a new one."""
        self._me, self._repeats, self._now = me.id, Repeats(transaction), now
        self._request = request
        self._key = idempotency_key

    async def first(self, made: UUID) -> UUID:
        """Give the id of what this command made the first time; `made` when this is the first.

        Raises KeyReused when the key came with another body before.
        """
        if self._key is None:
            return made
        command = f"{self._request.method} {self._request.url.path}"
        asked = Command(self._me, command, await self._request.body(), self._key)
        return await self._repeats.first(asked, made, self._now)


Repeating = Annotated[Repeatable, Depends(Repeatable, scope="function")]
"""The command's key; what is noted under it stands and falls with the command."""
