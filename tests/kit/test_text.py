"""Text on one line."""

import pytest

from torg.kit.text import one_line, several_lines


def test_a_line_is_normalised_and_trimmed() -> None:
    assert one_line("  Þo\u0301ra ") == "Þóra"


@pytest.mark.parametrize(
    "sign", ["\n", "\t", "\x00", "\x7f", "\u202e", "\u2066", "\u200f", "\u2028"]
)
def test_signs_that_deceive_the_eye_are_refused(sign: str) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        one_line(f"Ana{sign}Bo")


@pytest.mark.parametrize("text", ["Ж", "ð", "नमस्ते", "👩‍🚀", "Ana (demo)"])
def test_the_scripts_of_the_world_are_let_in(text: str) -> None:
    assert one_line(text) == text


@pytest.mark.parametrize(
    "text", ["\u200b", "\u3164\u2800", "\u00ad\u2060", "\ufeff", "\U000e0061", "\u034f \ufe0f"]
)
def test_a_line_with_nothing_to_see_is_an_empty_one(text: str) -> None:
    assert one_line(text) == ""


def test_several_lines_keep_one_empty_line_between_them_at_most() -> None:
    assert several_lines(" Listens. \r\n\n\n\nSpeaks.\n\n") == "Listens.\n\nSpeaks."
    assert several_lines("e\u0301") == "\u00e9"
    assert several_lines("\n \u2800\n") == ""


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x07", "\t", "\x85", "\u2028"])
def test_no_line_of_several_holds_a_sign_that_deceives(sign: str) -> None:
    with pytest.raises(ValueError, match="cannot stand"):
        several_lines(f"one\ntw{sign}o")
