"""The owner's desk: the choices about the instance as a whole."""

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import AfterValidator, Field

from torg.accounts.schemas import Languages
from torg.accounts.signed_in import Now, Owner, Reading, Tx, answers
from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.errors import AccentTooFaint, ForeignOrigin, NotAllowed, NotSignedIn, TooMany, Validation
from torg.instance.chosen import Chosen
from torg.instance.repository import Choices
from torg.instance.rules import accent_of
from torg.kit.http import nothing_said
from torg.kit.shapes import Body, Shape
from torg.kit.text import SomeLines, one_line

NAME_LIMIT = 60
RULES_LIMIT = 4_000

router = APIRouter(prefix="/api/admin/instance", tags=["instance"])


def _name(text: str) -> str:
    name = one_line(text)
    if not 1 <= len(name) <= NAME_LIMIT:
        raise ValueError("a name has 1 to 60 signs")
    return name


class Wish(Body, frozen=True):
    """What the owner chooses anew; what is not named stays."""

    name: Annotated[str, Field(max_length=480), AfterValidator(_name)] | None = None
    languages: Annotated[Languages, Field(max_length=3)] | None = None
    accent: Annotated[str, Field(pattern="^#[0-9A-Fa-f]{6}$")] | None = None
    """#rrggbb; null brings Torg's own back."""
    house_rules: Annotated[SomeLines, Field(max_length=RULES_LIMIT)] | None = None
    shows_open_rooms: bool | None = None

    def upon(self, chosen: Chosen) -> Chosen:
        """Give the choices with this wish fulfilled. Raises AccentTooFaint."""
        given: dict[str, Any] = {name: getattr(self, name) for name in self.model_fields_set}
        wished = {name: value for name, value in given.items() if value is not None}
        if "accent" in given:
            wished["accent"] = None if self.accent is None else accent_of(self.accent)
        return replace(chosen, **wished)


class OwnersChoices(Shape):
    """The choices as the owner sees them."""

    name: str
    languages: tuple[str, ...]
    accent: str | None
    house_rules: str
    shows_open_rooms: bool
    is_set_up: bool

    @classmethod
    def of(cls, chosen: Chosen) -> "OwnersChoices":
        """Put them together."""
        return cls.model_validate(chosen, from_attributes=True)


def _choices(transaction: Tx, request: Request) -> Choices:
    return Choices(transaction, request.app.state.settings)


Chooses = Annotated[Choices, Depends(_choices, scope="function")]


@router.get("", responses=answers(NotSignedIn, NotAllowed, TooMany))
async def choices(me: Owner, transaction: Reading, request: Request) -> OwnersChoices:
    """Give the choices, to the owner."""
    del me
    return OwnersChoices.of(await Choices(transaction, request.app.state.settings).read())


@router.patch(
    "",
    responses=answers(NotSignedIn, ForeignOrigin, NotAllowed, AccentTooFaint, Validation, TooMany),
)
async def choose(
    me: Owner, wish: Wish, choices: Chooses, transaction: Tx, now: Now
) -> OwnersChoices:
    """Choose the name, the languages, the colour or the rules of the house anew."""
    chosen = wish.upon(await choices.read())
    await choices.write(chosen)
    await Audit(transaction).note(Act.CHOICES_CHANGED, now, actor=me.id)
    return OwnersChoices.of(chosen)


@router.post(
    "/set-up-done",
    status_code=HTTPStatus.NO_CONTENT,
    dependencies=[Depends(nothing_said)],
    responses=answers(NotSignedIn, ForeignOrigin, NotAllowed, Validation, TooMany),
)
async def set_up_done(me: Owner, choices: Chooses, now: Now) -> None:
    """Note that the first steps are done, so that the place is open."""
    del me
    await choices.set_up(now)
