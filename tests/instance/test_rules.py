"""Which colours an instance may choose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.errors import AccentTooFaint
from torg.instance.rules import (
    DARK_INSIDE,
    DARK_PAPER,
    LEAST,
    LIGHT_PAPER,
    accent_in_the_dark,
    accent_of,
    contrast,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#777777", 1.0), ("#A5401C", "#FAF6EF", 5.8)],
)
def test_contrast_is_what_the_guidelines_say(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.05)
    assert contrast(other, one) == contrast(one, other)


def test_an_accent_passes_from_four_and_a_half_on() -> None:
    passes, fails = "#717171", "#727272"

    assert contrast(passes, LIGHT_PAPER) >= LEAST > contrast(fails, LIGHT_PAPER)
    assert accent_of(passes) == passes
    with pytest.raises(AccentTooFaint):
        accent_of(fails)


def test_an_accent_is_kept_in_small_letters() -> None:
    assert accent_of("#A5401C") == "#a5401c"


@given(COLOURS)
def test_every_accent_can_be_read_in_the_dark(colour: str) -> None:
    lightened = accent_in_the_dark(colour)

    assert contrast(lightened, DARK_PAPER) >= LEAST
    assert contrast(lightened, DARK_INSIDE) >= LEAST


def test_what_can_be_read_in_the_dark_stays_as_it_is() -> None:
    assert accent_in_the_dark("#f2a27e") == "#f2a27e"
