"""Which signs of a name would be taken for a mark that the instance gives: pure."""

from typing import Final

BADGES: Final = frozenset(
    "\u2713\u2714\u2705\u2611\U0001f5f8\U0001f5f9\u237b"  # ticks
    "\U0001f6e1\U0001f530\U0001f46e\U0001f6a8\u2691\u2690"  # shields and guards
    "\u2605\u2606\u2b50\U0001f31f\u272a\u272f\u2729\u2730\u269d\u2726\u2727"  # stars
    "\U0001f451\u265b\u2654\U0001f396\U0001f3c5\U0001f947\U0001f3f5\U0001f4db\u269c"  # honours
    "\u00a9\u00ae\u2122\u2120\U0001f197\U0001f399\U0001f3a4\U0001f507\U0001f508"
    "\U0001f50a\U0001f534\U0001f7e2\U0001f535"  # marks of rows: speaks, is muted, is recorded
)
"""Ticks, shields, stars, medals, and the marks that a row of a room may carry."""


def has_badge(name: str) -> bool:
    """Say whether a name would look as if the instance vouched for it."""
    return not BADGES.isdisjoint(name)
