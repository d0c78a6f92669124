"""Reads moments that clients send back: only those that any database could keep."""

from datetime import UTC, datetime


def moment_in(text: str) -> datetime:
    """Read a moment with its zone (ISO 8601), and give it in UTC. Raises ValueError."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a moment needs its zone")
    try:
        return at.astimezone(UTC)
    except OverflowError as beyond:
        raise ValueError("a moment before the first year, or after the last") from beyond
