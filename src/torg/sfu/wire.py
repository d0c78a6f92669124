"""The outgoing queue of one signalling socket: bounded, closed when its reader is too slow."""

from collections import deque
from collections.abc import Iterator
from typing import Final

from torg.sfu.config import Limits
from torg.sfu.participant import Hangup

TRY_AGAIN_LATER: Final = 1013


class Wire:
    """Messages on their way to one socket, and at most one hang-up at their end."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._messages: deque[bytes] = deque()
        self._size = 0
        self._closing: Hangup | None = None

    def push(self, signal: bytes | Hangup) -> None:
        """Queue a message; when there are too many, the socket is closed instead."""
        if self._closing is not None:
            return
        if isinstance(signal, Hangup):
            self._closing = signal
            return
        self._messages.append(signal)
        self._size += len(signal)
        limits = self._limits
        # One message always fits: a `join` that names thousands may be larger than the queue.
        too_many = len(self._messages) > limits.queue_messages
        if too_many or (self._size > limits.queue_bytes and len(self._messages) > 1):
            self._messages.clear()
            self._closing = Hangup(TRY_AGAIN_LATER, "too slow")

    def drain(self) -> Iterator[bytes | Hangup]:
        """Take what is to be sent, in order, one at a time."""
        while self._messages:
            message = self._messages.popleft()
            self._size -= len(message)
            yield message
        if self._closing is not None:
            yield self._closing

    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._messages and self._closing is None
