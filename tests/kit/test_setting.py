"""Setting a text in lines that fit, with letters that are each half their size wide."""

from hypothesis import given
from hypothesis import strategies as some

from torg.kit.setting import ELLIPSIS, Room, fitted

ROOM = Room(width=200, lines=3, sizes=(40, 20))


def width(text: str, size: int) -> float:
    return len(text) * size / 2


def test_a_short_text_is_set_large() -> None:
    assert fitted("Late talk", ROOM, width).size == 40
    assert fitted("Late talk", ROOM, width).lines == ("Late talk",)


def test_lines_are_about_equally_long() -> None:
    assert fitted("aaaa bbb ccc dd", ROOM, width).lines == ("aaaa bbb", "ccc dd")


def test_a_longer_text_is_set_smaller() -> None:
    block = fitted("one two three four five six seven", ROOM, width)

    assert block.size == 20
    assert " ".join(block.lines) == "one two three four five six seven"


def test_what_is_too_long_at_the_smallest_size_is_cut() -> None:
    block = fitted("word " * 40, ROOM, width)

    assert len(block.lines) == 3
    assert block.lines[-1].endswith(ELLIPSIS)


def test_a_word_wider_than_the_room_is_broken() -> None:
    block = fitted("a" * 25, ROOM, width)

    assert "".join(block.lines) == "a" * 25
    assert len(block.lines) == 3


def test_a_space_that_must_not_break_does_not() -> None:
    assert fitted("aaaa bbb\N{NO-BREAK SPACE}ccc", ROOM, width).lines == (
        "aaaa",
        "bbb\N{NO-BREAK SPACE}ccc",
    )


def test_nothing_is_one_empty_line() -> None:
    assert fitted("  ", ROOM, width).lines == ("",)


@given(some.text(max_size=200))
def test_whatever_is_written_stays_in_its_room(text: str) -> None:
    block = fitted(text, ROOM, width)

    assert len(block.lines) <= ROOM.lines
    assert all(width(line, block.size) <= ROOM.width for line in block.lines)
