"""Who may do what on the instance as a whole, and to whom: pure, and a table on purpose.

The rows are those of the permission matrix that do not depend on a role in a room (22, 24, 26,
27 and 32).
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from torg.accounts.account import InstanceRole
from torg.errors import NotAllowed
from torg.kit.ids import AccountId


class Right(Enum):
    """Something only some may do, whichever room they are in."""

    LOOK_AT_MEMBERS = auto()
    SUSPEND = auto()
    """And lift it; a branch too."""
    MAKE_ADMINS = auto()
    """And take it back."""
    LOOK_AT_ROOMS = auto()
    """All live ones, closed ones too, but only their cards."""
    END_ROOMS = auto()
    LOOK_AT_INVITATIONS = auto()
    GRANT_INVITATIONS = auto()
    LOOK_INTO_THE_TREE = auto()
    HANDLE_REPORTS = auto()
    READ_THE_WHOLE_AUDIT_LOG = auto()
    CHOOSE = auto()
    """What the instance is called, and how it looks and speaks."""


OWNER: Final = frozenset({InstanceRole.OWNER})
ADMINS: Final = frozenset({InstanceRole.OWNER, InstanceRole.ADMIN})

MAY: Final[Mapping[Right, frozenset[InstanceRole]]] = {
    Right.LOOK_AT_MEMBERS: ADMINS,
    Right.SUSPEND: ADMINS,
    Right.MAKE_ADMINS: OWNER,
    Right.LOOK_AT_ROOMS: ADMINS,
    Right.END_ROOMS: ADMINS,
    Right.LOOK_AT_INVITATIONS: ADMINS,
    Right.GRANT_INVITATIONS: ADMINS,
    Right.LOOK_INTO_THE_TREE: ADMINS,
    Right.HANDLE_REPORTS: ADMINS,
    Right.READ_THE_WHOLE_AUDIT_LOG: ADMINS,
    Right.CHOOSE: OWNER,
}

MAY_SUSPEND: Final[Mapping[InstanceRole, frozenset[InstanceRole]]] = {
    InstanceRole.OWNER: frozenset({InstanceRole.ADMIN, InstanceRole.MEMBER}),
    InstanceRole.ADMIN: frozenset({InstanceRole.MEMBER}),
    InstanceRole.MEMBER: frozenset(),
}
"""Whom each may suspend, by role; nobody ever the owner, and nobody themself."""

FALLS_WITH_A_BRANCH: Final = frozenset({InstanceRole.MEMBER})
"""Who is suspended because of where they stand in the tree; others are passed over."""


def require(role: InstanceRole, right: Right) -> None:
    """Ask whether this role has this right. Raises NotAllowed."""
    if role not in MAY[right]:
        raise NotAllowed


def those_over(
    target_role: InstanceRole, admins: Mapping[AccountId, InstanceRole]
) -> frozenset[AccountId]:
    """Give those who may suspend somebody of this role, and so lift it."""
    return frozenset(one for one, role in admins.items() if target_role in MAY_SUSPEND[role])


def require_over(
    actor: AccountId, role: InstanceRole, target: AccountId, target_role: InstanceRole
) -> None:
    """Ask whether the actor may suspend the target. Raises NotAllowed."""
    if actor == target or target_role not in MAY_SUSPEND[role]:
        raise NotAllowed
