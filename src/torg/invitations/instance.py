"""What the doors show to everybody: which instance this is, and how far it is set up."""

from importlib.metadata import version
from typing import Final

from fastapi import APIRouter, Depends, Request

from torg.accounts.signed_in import count_visitor
from torg.config import Settings
from torg.db.request import Reading
from torg.instance.repository import Choices
from torg.instance.rules import accent_in_the_dark
from torg.invitations.claim import State, state_of
from torg.invitations.instance_key import InstanceKey
from torg.kit.shapes import Shape

VERSION: Final = version("torg")

router = APIRouter(prefix="/api", tags=["instance"])


class Instance(Shape):
    """One installation of Torg."""

    name: str
    host: str
    state: State
    languages: tuple[str, ...]
    accent: str | None
    """#rrggbb for the light theme; None is Torg's own."""
    accent_dark: str | None
    """The same colour, lightened for the dark theme."""
    house_rules: str
    public_key_fingerprint: str
    """The SHA-256 of the key that signs the tree of admissions, 64 hex digits."""
    mail: bool
    """Whether codes can be mailed to members here."""
    demo: bool
    version: str


@router.get("/instance", dependencies=[Depends(count_visitor)])
async def instance(request: Request, transaction: Reading) -> Instance:
    """Say which instance this is."""
    settings: Settings = request.app.state.settings
    key: InstanceKey = request.app.state.instance_key
    chosen = await Choices(transaction, settings).read()
    return Instance(
        name=chosen.name,
        host=settings.origin.host or "",
        # The demo community is at home from the start.
        state=await state_of(transaction, is_set_up=chosen.is_set_up or settings.demo),
        languages=chosen.languages,
        accent=chosen.accent,
        accent_dark=chosen.accent and accent_in_the_dark(chosen.accent),
        house_rules=chosen.house_rules,
        public_key_fingerprint=key.fingerprint,
        mail=settings.smtp_url is not None,
        demo=settings.demo,
        version=VERSION,
    )
