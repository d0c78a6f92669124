"""How long a name stays reserved, who sees it, and which handle is nearest to it: pure rules."""

from datetime import timedelta
from typing import Final

from torg.accounts.account import InstanceRole
from torg.accounts.handles import is_reserved

KEPT: Final = timedelta(days=30)
"""A reservation nobody let in by then is erased."""

KNOWN_AT_MOST: Final = 3
"""So many members may be named who know the person."""

PAGE: Final = 50
"""So many who wait are told at once."""

SEES_ALL: Final = frozenset({InstanceRole.OWNER, InstanceRole.ADMIN})
"""Who sees every reservation; everybody else sees those that name them."""

HANDLE_LENGTH: Final = 16
LAST_NUMBER: Final = 99


def candidates(handle: str) -> tuple[str, ...]:
    """Give the handles somebody may get who reserved this one, the nearest first.

    A reserved handle is held for nobody: saying "taken" would tell strangers who is here.
    """
    numbers = map(str, range(2, LAST_NUMBER + 1))
    near = (handle, *(handle[: HANDLE_LENGTH - len(each)] + each for each in numbers))
    return tuple(each for each in dict.fromkeys(near) if not is_reserved(each))
