"""What JSON from outside is let in."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torg.errors import BadRequest
from torg.kit.strict_json import DEEPEST, GREATEST, read_json

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-GREATEST, GREATEST)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=100)
@given(VALUES)
def test_what_a_browser_writes_is_read_as_it_was(value: object) -> None:
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


@settings(max_examples=200)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_and_nothing_else(noise: bytes) -> None:
    with contextlib.suppress(BadRequest):
        read_json(noise)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1e999",
        str(GREATEST + 1).encode(),
        str(-GREATEST - 1).encode(),
        b"9" * 5_000,
        rb'"\ud800"',
        rb'{"\udfff": 1}',
        rb'"\u0000"',
        rb'{"a\u0000": 1}',
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
        b"[" * 30_000,
    ],
)
def test_what_two_programs_could_read_differently_is_refused(text: bytes) -> None:
    with pytest.raises(BadRequest):
        read_json(text)


def test_the_deepest_nesting_is_still_read() -> None:
    text = "[" * DEEPEST + "]" * DEEPEST

    assert read_json(text) is not None
