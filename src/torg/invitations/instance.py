"""What the doors show to everybody: which instance this is, and whether it has an owner yet."""

from importlib.metadata import version
from typing import Final, Literal

from fastapi import APIRouter, Depends, Request

from torg.accounts.repository import Accounts
from torg.accounts.signed_in import count_visitor
from torg.config import Settings
from torg.db.request import Reading
from torg.kit.shapes import Shape

VERSION: Final = version("torg")

router = APIRouter(prefix="/api", tags=["instance"])


class Instance(Shape):
    """One installation of Torg."""

    name: str
    host: str
    state: Literal["unclaimed", "ready"]
    demo: bool
    version: str


@router.get("/instance", dependencies=[Depends(count_visitor)])
async def instance(request: Request, transaction: Reading) -> Instance:
    """Say which instance this is."""
    settings: Settings = request.app.state.settings
    claimed = await Accounts(transaction).any_owner()
    return Instance(
        name=settings.instance_name,
        host=settings.origin.host or "",
        state="ready" if claimed else "unclaimed",
        demo=settings.demo,
        version=VERSION,
    )
