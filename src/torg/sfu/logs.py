"""Log lines of the media server: one JSON object each, at most one a second and cause."""

import json
import logging
import re
from typing import Final

PER_CAUSE_S: Final = 1.0
MOST_CAUSES: Final = 256
OURS: Final = "torg."

_VALUES: Final = re.compile(r"\s*[\n(<{%'\"]")


def words_of(record: logging.LogRecord) -> str:
    """Give what a record says; of other libraries only what is the same for every case."""
    if record.name.startswith(OURS):
        return record.getMessage().replace("\n", " ")
    return cause_of(record)


def cause_of(record: logging.LogRecord) -> str:
    """Give a record's words before any value."""
    message = str(record.msg)
    return message if record.name.startswith(OURS) else _VALUES.split(message, maxsplit=1)[0]


class OneLine(logging.Formatter):
    """Writes time, level, words and, of an exception, only its type and place.

    An exception's own words may quote an SDP or a token; its place never does. Of other
    libraries' words only the beginning is written, before asyncio goes on to show the task and
    the exception.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        line: dict[str, object] = {
            "at": round(record.created, 3),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": words_of(record),
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            line["error"] = kind.__name__
            if trace is not None:
                code = trace.tb_frame.f_code
                line["place"] = f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        if suppressed := getattr(record, "suppressed", 0):
            line["suppressed"] = suppressed
        return json.dumps(line)


class OncePerSecond(logging.Filter):
    """Lets one record a second of each cause through, and says how many it held back."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, str], float] = {}
        self._held: dict[tuple[str, str], int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Judge one record; its cause is its logger and its words before any value."""
        cause = (record.name, cause_of(record))
        if cause not in self._last and len(self._last) >= MOST_CAUSES:
            self._last.clear()
            self._held.clear()
        last = self._last.get(cause)
        if last is not None and 0 <= record.created - last < PER_CAUSE_S:
            self._held[cause] = self._held.get(cause, 0) + 1
            return False
        self._last[cause] = record.created
        record.suppressed = self._held.pop(cause, 0)
        return True
