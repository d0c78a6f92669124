"""Keeps an exception of ours to the one peer, message or room that it came up at."""

import logging
from collections.abc import Callable

from torg.sfu.metrics import Metrics

log = logging.getLogger(__name__)


class Guard:
    """A `with` block that counts and logs what fails in it, has it followed up, and goes on."""

    __slots__ = ("_follow_up", "_metrics")

    def __init__(self, metrics: Metrics, follow_up: Callable[[], None] | None = None) -> None:
        self._metrics, self._follow_up = metrics, follow_up

    def __enter__(self) -> None:
        """Begin to watch."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        self._metrics.count("failed")
        log.error("something failed and cost the one it was done for", exc_info=error)
        if self._follow_up is not None:
            self._follow_up()
        return True
