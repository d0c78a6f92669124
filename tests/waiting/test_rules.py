"""The handles that are near to a reserved one."""

from hypothesis import given
from hypothesis import strategies as some

from torg.accounts.handles import is_reserved
from torg.accounts.rules import HANDLE
from torg.waiting.rules import candidates

HANDLES = some.from_regex(HANDLE, fullmatch=True)


def test_the_reserved_handle_itself_comes_first() -> None:
    assert candidates("anna")[:3] == ("anna", "anna2", "anna3")


def test_a_long_handle_gives_way_to_its_number() -> None:
    assert candidates("a" * 16)[1] == "a" * 15 + "2"
    assert candidates("a" * 16)[9] == "a" * 14 + "10"


def test_nobody_gets_a_handle_that_looks_like_the_instance_itself() -> None:
    assert "roo7" not in candidates("roo")


@given(HANDLES)
def test_each_of_them_is_a_handle_and_there_are_many(handle: str) -> None:
    near = candidates(handle)

    assert all(HANDLE.fullmatch(each) for each in near)
    assert not any(map(is_reserved, near))
    assert len(set(near)) == len(near) >= 80
