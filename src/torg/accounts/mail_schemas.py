"""What is said about mail addresses and mailed codes."""

from typing import Annotated

from pydantic import AfterValidator, Field

from torg.accounts.mail_rules import address_of
from torg.kit.shapes import Body, Shape

Code = Annotated[str, Field(max_length=32)]
"""Eight digits, however they were typed."""


class MyEmail(Shape):
    """My address, masked: "a…@example.org"; null when there is none."""

    address: str | None
    confirmed: bool


class NewEmail(Body):
    """The address I can be mailed at."""

    address: Annotated[str, Field(max_length=300), AfterValidator(address_of)]


class MailedCode(Body):
    """The code that was mailed to me."""

    code: Code


class AskForCode(Body):
    """Whom a sign-in code is to be mailed to."""

    handle: str = Field(max_length=64)


class ByMailedCode(Body):
    """Signing in by a mailed code."""

    handle: str = Field(max_length=64)
    code: Code
