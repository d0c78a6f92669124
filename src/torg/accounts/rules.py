"""What a handle may be, and how long a login session and a proof live: pure rules."""

import re
from datetime import datetime, timedelta
from typing import Final

from torg.accounts.account import InstanceRole
from torg.accounts.handles import is_reserved
from torg.errors import HandleRefused

HANDLE: Final = re.compile(r"[a-z0-9_]{3,16}", re.ASCII)

IDLE: Final = timedelta(days=30)
"""A login session that nobody used for this long is over."""

ABSOLUTE: Final = timedelta(days=90)
"""A login session older than this is over, used or not."""

TOUCH_AFTER: Final = timedelta(hours=1)
"""Use is noted at most this often, so that reading does not become writing."""

PROOF: Final = timedelta(minutes=10)
"""New ways in ask for a sign-in not older than this."""

CHALLENGE: Final = timedelta(minutes=5)
"""A passkey's answer must come within this."""

RECOVERY_LINK: Final = timedelta(minutes=30)
"""A link from the console works this long."""

HANDLE_KEPT: Final = timedelta(days=90)
"""A handle may change once in this time, and the old one stays locked as long."""

NEW_FOR: Final = timedelta(days=7)
"""So long a member is new here."""

PASSKEYS_AT_MOST: Final = 20
RECOVERY_CODES: Final = 10


def handle_of(text: str, role: InstanceRole = InstanceRole.MEMBER) -> str:
    """Give the handle, which is exactly what was written. Raises HandleRefused.

    The alphabet is small on purpose: capitals, Cyrillic and full-width look-alikes and
    zero-width signs cannot be told apart by eye, so none of them is let in or folded away.
    """
    if HANDLE.fullmatch(text) is None:
        raise HandleRefused
    if is_reserved(text) and role is not InstanceRole.OWNER:
        raise HandleRefused
    return text


def handle_as_typed(text: str) -> str:
    """Give the handle somebody means who signs in by hand: "@Ana " is "ana"."""
    return text.strip().removeprefix("@").lower()


def may_change_handle(changed_at: datetime | None, now: datetime) -> bool:
    """Say whether a member may take another handle, who last did so at this time."""
    return changed_at is None or now - changed_at >= HANDLE_KEPT


def is_new_here(joined_at: datetime, now: datetime) -> bool:
    """Say whether a member who came in at this time is new."""
    return now - joined_at < NEW_FOR


def is_live(last_seen_at: datetime, expires_at: datetime, now: datetime) -> bool:
    """Say whether a login session that nobody revoked still counts."""
    return now < expires_at and now - last_seen_at < IDLE


def is_due_for_touch(last_seen_at: datetime, now: datetime) -> bool:
    """Say whether this use of a login session is worth a write."""
    return now - last_seen_at >= TOUCH_AFTER


def is_proof(proved_at: datetime, now: datetime) -> bool:
    """Say whether a sign-in at this time still shows that its bearer is here."""
    return now - proved_at <= PROOF
