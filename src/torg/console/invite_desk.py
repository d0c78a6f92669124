"""`torg invite` at the terminal: prints links, and pictures to hold a phone to."""

import asyncio

from torg.accounts.schemas import Language
from torg.app.serve import at_port
from torg.config import Settings
from torg.console.desk import database_of, require_database
from torg.console.inviting import drawn, invite
from torg.console.terminal import say
from torg.console.upgrading import Upgrading
from torg.invitations.schemas import InvitationMade, NewInvitation
from torg.kit.clock import SystemClock


def invite_command(settings: Settings, language: Language, days: int, count: int) -> None:
    """Print invitations of the owner. Raises Refused, CannotStart."""
    require_database(settings)
    home = at_port(settings.listen_port, settings)
    wish = NewInvitation(language=language, expires_days=days)
    now = SystemClock().now()

    async def run() -> list[InvitationMade]:
        async with database_of(settings) as database:
            await Upgrading(settings)(database)
            async with database.transaction() as transaction:
                return await invite(transaction, home, wish, count, now)

    for made in asyncio.run(run()):
        say(f"\n{drawn(made.link)}\n\n    {made.link}")
        say(f"\n    For one person, once, until {made.expires_at:%Y-%m-%d}. It is not shown again.")
