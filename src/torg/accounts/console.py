"""What only the console may do: let somebody back in who has lost every way."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from torg.accounts.recovery_repository import RecoveryLinks
from torg.accounts.repository import Accounts
from torg.accounts.rules import handle_as_typed
from torg.config import Settings
from torg.db.session import Database
from torg.errors import MemberUnknown
from torg.kit.fresh import new_secret
from torg.kit.origin import own_origin


async def recovery_link(
    settings: Settings,
    prepare: Callable[[Database], Awaitable[None]],
    handle: str,
    now: datetime,
) -> str:
    """Make a link that signs a member in once within 30 minutes. Raises MemberUnknown.

    It works beside a running gateway and without one. The row that is written tells the member,
    and whoever looks later, that the link was made and whether it was used.
    """
    name = handle_as_typed(handle)
    # The gateway reads the row by itself; there is nobody in this process to tell.
    database = Database(settings.sqlalchemy_url, lambda topic, frame: None)  # noqa: ARG005
    try:
        await prepare(database)
        async with database.transaction() as transaction:
            found = await Accounts(transaction).people_by_handle([name])
            if name not in found:
                raise MemberUnknown
            token = new_secret()
            await RecoveryLinks(transaction).add(found[name].id, token, now)
    finally:
        await database.close()
    return f"{own_origin(settings)}/recover#{token}"
