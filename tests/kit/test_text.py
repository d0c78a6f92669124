"""Text on one line."""

import pytest

from torg.kit.text import one_line


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
