"""How much of a list is shown, and which lists there are: pure rules."""

from enum import StrEnum, auto
from typing import Final

A_PAGE: Final = 50
"""Persons on one page of followers or followed."""

SHOWN_AT_MOST: Final = 500
"""Persons shown of one list; its count is exact all the same."""

FOUND_A_PAGE: Final = 20
"""Persons on one page of a search."""

LOOKED_AT_MOST: Final = 2_000
"""Members that a search considers: it ends in time where everybody has the same name."""

FOUND_AT_MOST: Final = 100
"""Persons shown for one search: who looks for somebody types on, who collects gets no further."""


class FollowList(StrEnum):
    """The two lists of a member."""

    FOLLOWERS = auto()
    FOLLOWING = auto()
