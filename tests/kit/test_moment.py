"""Moments that clients send back are read in UTC, or refused."""

from datetime import UTC, datetime

import pytest

from torg.kit.moment import moment_in


def test_a_moment_is_given_in_utc() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)

    assert moment_in("2026-11-22T12:00:00+00:00") == noon
    assert moment_in("2026-11-22T14:00:00+02:00") == noon
    assert moment_in("2026-11-22T14:00:00+02:00").tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        *("", "noon", "2026-11-22T12:00:00"),
        *("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"),
    ],
)
def test_what_is_no_moment_of_ours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        moment_in(text)
