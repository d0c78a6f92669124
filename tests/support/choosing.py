"""What an owner chooses, put where the gateway reads it."""

from tests.support.gateway import Gateway

from torg.instance.chosen import Chosen
from torg.instance.repository import Choices


async def choose(gateway: Gateway, **chosen: object) -> None:
    """Let the owner have chosen this, and nothing else."""
    choices = Chosen(**({"name": "Torg"} | chosen))  # type: ignore[arg-type] # any of its fields
    async with gateway.database.transaction() as transaction:
        await Choices(transaction, gateway.settings).write(choices)
