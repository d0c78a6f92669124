"""What a log line may tell."""

from typing import Any

import pytest

from torg.kit.logs import only_allowed, tell_where
from torg.kit.private import Private


def test_a_field_that_is_not_in_the_list_is_left_out_and_named() -> None:
    line: dict[str, Any] = {"event": "joined", "token": "secret", "status": 200}

    assert only_allowed(None, "info", line) == {
        "event": "joined (left out: token)",
        "status": 200,
    }


def test_an_error_is_told_by_kind_and_place_never_by_its_words() -> None:
    def fails() -> None:
        raise ValueError("192.0.2.77")

    with pytest.raises(ValueError, match="192") as failure:
        fails()
    line = tell_where(None, "error", {"event": "unexpected", "exc_info": failure.value})

    assert line["error"] == "ValueError"
    assert [place.partition(" ")[2] for place in line["where"]] == [
        "test_an_error_is_told_by_kind_and_place_never_by_its_words",
        "fails",
    ]
    assert "192.0.2.77" not in str(line)


def test_a_private_value_cannot_be_printed() -> None:
    address = Private("192.0.2.77")

    assert f"{address} {address!r} {[address]}" == "<private> <private> [<private>]"
    assert address.reveal() == "192.0.2.77"
