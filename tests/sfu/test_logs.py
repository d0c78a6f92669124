"""Log lines: one JSON object each, and never what an exception quotes."""

import json
import logging
import sys

from torg.sfu.logs import OncePerSecond, OneLine


def a_record(message: str = "something happened", at: float = 1.0) -> logging.LogRecord:
    record = logging.LogRecord("torg.sfu", logging.ERROR, "x.py", 1, message, None, None)
    record.created = at
    return record


def test_an_exception_is_named_with_its_place_but_not_quoted() -> None:
    record = a_record("first\nsecond")
    try:
        int("198.51.100.7")
    except ValueError:
        record.exc_info = sys.exc_info()
    text = OneLine().format(record)
    line = json.loads(text)

    assert "\n" not in text
    assert "198.51.100.7" not in text
    assert line["error"] == "ValueError"
    assert line["place"].startswith("test_logs.py:")


def test_a_cause_is_told_once_a_second_and_says_how_often_it_came() -> None:
    once = OncePerSecond()
    passed = [once.filter(a_record(at=1 + number / 10)) for number in range(10)]
    later = a_record(at=2.1)

    assert passed == [True] + [False] * 9
    assert once.filter(a_record("another cause", at=1.5))
    assert once.filter(later)
    assert json.loads(OneLine().format(later))["suppressed"] == 9
