"""Lets a command that makes something be repeated: the dependency behind `Idempotency-Key`."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header

from torg.accounts.signed_in import Now, SignedIn, Tx
from torg.db.repeats import Repeats


class Repeatable:
    """One command of one member, by the key it came with."""

    def __init__(
        self,
        me: SignedIn,
        transaction: Tx,
        now: Now,
        idempotency_key: Annotated[str | None, Header(min_length=1, max_length=128)] = None,
    ) -> None:
        """Take any key, such as a UUID; without one each command is a new one."""
        self._me, self._repeats, self._now = me.id, Repeats(transaction), now
        self._key = idempotency_key

    async def first(self, what: str, made: UUID) -> UUID:
        """Give the id of what this command made the first time; `made` when this is the first."""
        if self._key is None:
            return made
        return await self._repeats.first(self._me, what, self._key, made, self._now)


Repeating = Annotated[Repeatable, Depends(Repeatable, scope="function")]
"""The command's key; what is noted under it stands and falls with the command."""
