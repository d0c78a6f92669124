"""What a handle may be, and how long a login session lives."""

from datetime import timedelta

import pytest
from tests.support.clock import NOON

from torg.accounts.rules import ABSOLUTE, IDLE, handle_of, is_due_for_touch, is_live
from torg.errors import HandleRefused


@pytest.mark.parametrize("handle", ["bob", "a_1", "0123456789abcdef", "___"])
def test_a_handle_has_3_to_16_letters_digits_or_underscores(handle: str) -> None:
    assert handle_of(handle) == handle


@pytest.mark.parametrize(
    "handle",
    [
        *("", "ab", "0123456789abcdefg", "Bob", "bob ", " bob", "bob\n", "bo-b", "bo.b", "þór"),
        "b\u043eb",  # a Cyrillic o
        "\uff42\uff4f\uff42",  # full-width bob
        "bo\u200bb",  # a zero-width space
        "bób",
        "١٢٣",  # Arabic digits
    ],
)
def test_a_handle_that_could_be_taken_for_another_is_refused(handle: str) -> None:
    with pytest.raises(HandleRefused):
        handle_of(handle)


def test_a_login_session_ends_when_idle_and_when_old() -> None:
    ends = NOON + ABSOLUTE
    instant = timedelta(microseconds=1)

    assert is_live(NOON, ends, NOON + IDLE - instant)
    assert not is_live(NOON, ends, NOON + IDLE)
    assert is_live(ends - instant, ends, ends - instant)
    assert not is_live(ends - instant, ends, ends)


def test_use_is_noted_once_an_hour() -> None:
    assert not is_due_for_touch(NOON, NOON + timedelta(minutes=59))
    assert is_due_for_touch(NOON, NOON + timedelta(hours=1))
