"""Counts how many different profiles are looked at, so that nobody collects the members."""

from contextlib import suppress
from typing import Final

from starlette.requests import Request

from torg.accounts.rules import handle_as_typed
from torg.accounts.signed_in import Now, SignedIn
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.errors import TooMany
from torg.kit.http import network_of
from torg.kit.limits import Limited, Limits

REMEMBERED: Final = 17
"""Signs of what was asked for; no handle is so long, and longer ones would only fill the memory."""


async def counted_profile(me: SignedIn, handle: str, now: Now, request: Request) -> None:
    """Count a look by the handle that was asked for, so that guessing handles counts as well.

    Raises TooMany, and then writes it down for the admins, once in an hour.
    """
    limits: Limits = request.app.state.limits
    asked = handle_as_typed(handle)[:REMEMBERED]
    if asked == me.handle:
        return
    try:
        limits.spend_on(Limited.PROFILE, asked, account=me.id, network=network_of(request))
    except TooMany:
        with suppress(TooMany):
            limits.spend(Limited.SCRAPING_NOTED, account=me.id)
            async with request.app.state.database.transaction() as transaction:
                await Audit(transaction).note(Act.SCRAPING, now, target=me.id)
        raise
