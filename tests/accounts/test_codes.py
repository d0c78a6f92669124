"""How recovery codes are written, and read however they were typed."""

import re

import pytest

from torg.accounts.codes import ENTROPY_BYTES, as_typed, written

CODE = "0123-4567-89ab-cdef-0123-4567-89ab-cdef"
DIGITS = "0123456789abcdef" * 2


def test_a_code_is_128_bits_in_groups_of_four() -> None:
    code = written(bytes.fromhex(DIGITS))

    assert code == CODE
    assert ENTROPY_BYTES * 8 == 128
    assert re.fullmatch(r"([0-9a-f]{4}-){7}[0-9a-f]{4}", code)


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.upper(),
        CODE.replace("-", " "),
        f"  {DIGITS}\n",
        CODE.replace("-", "\u2013"),  # a phone's keyboard makes dashes of hyphens
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("a", "\u0430").replace("c", "\u0421").replace("e", "\u0435"),  # Cyrillic
    ],
)
def test_a_code_may_be_typed_as_people_type(typed: str) -> None:
    assert as_typed(typed) == DIGITS


def test_another_digit_is_another_code() -> None:
    assert as_typed(CODE.replace("9", "8")) != DIGITS
