"""What a mail address and a mailed code may look like, and how an address is shown: pure."""

import re
from datetime import timedelta
from enum import StrEnum
from typing import Final

DIGITS: Final = 8
LIVES: Final = timedelta(minutes=10)
TRIES: Final = 5
"""After so many wrong tries a code is worth nothing; they are counted in its row."""

ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@"
    r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]",
    re.ASCII,
)
"""An address in plain letters (RFC 5321 without quotes, literals and SMTPUTF8)."""

ADDRESS_LIMIT: Final = 254


class Purpose(StrEnum):
    """What a mailed code is for; it serves for nothing else."""

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"


def address_of(text: str) -> str:
    """Give the address somebody means, its host in small letters. Raises ValueError."""
    local, at, host = text.strip().rpartition("@")
    address = f"{local}{at}{host.lower()}"
    if len(address) > ADDRESS_LIMIT or ADDRESS.fullmatch(address) is None:
        raise ValueError("is no mail address")
    return address


def masked(address: str) -> str:
    """Show an address to its owner so that who looks over the shoulder does not learn it."""
    local, _, host = address.rpartition("@")
    return f"{local[0]}…@{host}"


def code_of(number: int) -> str:
    """Write a number below 10^8 as a code."""
    return f"{number:0{DIGITS}d}"


def code_as_typed(text: str) -> str:
    """Give the digits somebody meant, however they grouped them."""
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())
