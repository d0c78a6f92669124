"""The handles that are near to a reserved one."""

from hypothesis import given
from hypothesis import strategies as some

from torg.accounts.rules import HANDLE, handle_of
from torg.waiting.rules import candidates

HANDLES = some.from_regex(HANDLE, fullmatch=True)


def test_the_reserved_handle_itself_comes_first() -> None:
    assert candidates("anna")[:3] == ("anna", "anna2", "anna3")


def test_a_long_handle_gives_way_to_its_number() -> None:
    assert candidates("a" * 16)[1] == "a" * 15 + "2"
    assert candidates("a" * 16)[9] == "a" * 14 + "10"


@given(HANDLES)
def test_each_of_them_is_a_handle_and_there_are_a_hundred_or_nearly(handle: str) -> None:
    near = candidates(handle)

    assert [handle_of(each) for each in near] == list(near)
    assert len(set(near)) >= 98
