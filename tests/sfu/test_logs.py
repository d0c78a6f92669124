"""Log lines: one JSON object each, and never what an exception quotes."""

import json
import logging
import sys

from torg.sfu.logs import MOST_CAUSES, OncePerSecond, OneLine


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


def test_asyncio_quoted_the_exception_of_a_forgotten_task() -> None:
    words = (
        "Task exception was never retrieved\nfuture: <Task-{} exception=ValueError('a=ice-pwd')>"
    )
    once = OncePerSecond()
    records = [
        logging.LogRecord("asyncio", logging.ERROR, "x.py", 1, words.format(each), None, None)
        for each in range(3)
    ]
    passed = [once.filter(each) for each in records]
    line = json.loads(OneLine().format(records[0]))

    assert line["what"] == "Task exception was never retrieved"
    assert passed == [True, False, False]


def test_causes_without_number_filled_the_memory() -> None:
    once = OncePerSecond()
    for number in range(2 * MOST_CAUSES):
        once.filter(a_record(f"cause {number}"))

    assert len(once._last) <= MOST_CAUSES


def test_a_cause_is_told_once_a_second_and_says_how_often_it_came() -> None:
    once = OncePerSecond()
    passed = [once.filter(a_record(at=1 + number / 10)) for number in range(10)]
    later = a_record(at=2.1)

    assert passed == [True] + [False] * 9
    assert once.filter(a_record("another cause", at=1.5))
    assert once.filter(later)
    assert json.loads(OneLine().format(later))["suppressed"] == 9
