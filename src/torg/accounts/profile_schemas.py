"""What members say about themselves once they are in."""

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from torg.accounts.schemas import Languages, Name
from torg.kit.shapes import Body
from torg.kit.text import several_lines

BIO_LIMIT: Final = 500


def _bio(text: str) -> str:
    bio = several_lines(text)
    if len(bio) > BIO_LIMIT:
        raise ValueError("a bio has at most 500 signs")
    return bio


Bio = Annotated[str, Field(max_length=2_000), AfterValidator(_bio)]
"""Some lines, at most 500 signs after normalising (2,000 is only the reader's bound)."""


class ProfileChange(Body):
    """What shall be different; what is left out stays as it is."""

    name: Name | None = None
    bio: Bio | None = None
    languages: Annotated[Languages, Field(max_length=3)] | None = None


class NewHandle(Body):
    """The handle somebody wants from now on."""

    handle: str = Field(max_length=64)
