"""A wrapper for values that must never reach a log line, an error or a repr."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Private(Generic[T]):
    """Holds an address, a token or an SDP; `reveal` is the one word to look for in review."""

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """Give the value itself, to the one place that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "<private>"

    __str__ = __repr__
