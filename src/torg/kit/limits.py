"""How often something may be done: one table, and the counters that hold it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from enum import Enum, StrEnum, auto
from typing import Final, NamedTuple

from torg.errors import TooMany
from torg.kit.clock import Clock
from torg.kit.distinct import DistinctWindow
from torg.kit.ids import AccountId
from torg.kit.private import Private
from torg.kit.window import MovingWindow


class Limited(Enum):
    """What is counted."""

    REQUEST = auto()
    """Any request to the API by somebody signed in."""
    REQUEST_SIGNED_OUT = auto()
    """Any other request to the API."""
    INVITATION_FAILURE = auto()
    """A look at an invitation, or a try to redeem one, that failed."""
    INVITATION_TRY = auto()
    """Any look at an invitation or try to redeem one."""
    REGISTER = auto()
    """An account made by an invitation."""
    SIGN_IN_OPTIONS = auto()
    """A passkey asked for; no sign-in yet."""
    SIGN_IN = auto()
    """A try to sign in."""
    SIGN_IN_FAILURE = auto()
    """One that failed: by a passkey of an account, or by a code for a handle, known or not."""
    RESERVE = auto()
    """A name reserved on the waiting list."""
    RESERVATION_LOOK = auto()
    """A try to come back to a reservation by its code."""
    PROFILE = auto()
    """A look at a profile; only different ones count."""
    SCRAPING_NOTED = auto()
    """An entry of the audit log about too many of them."""
    SEARCH = auto()
    FOLLOW = auto()
    BLOCK = auto()
    UPLOAD = auto()
    """A photo sent."""
    PHOTO = auto()
    """A photo fetched; a page of faces fetches many at once."""
    INVITE = auto()
    """An invitation made."""
    DRAW_CODE = auto()
    """A link drawn as a QR code."""
    OPEN_ROOM = auto()
    JOIN = auto()
    HAND = auto()
    """A hand raised."""
    SIGNALLING = auto()
    """A connect to signalling with a live lease; the lease is the subject."""
    SIGNALLING_ASTRAY = auto()
    """A connect to signalling without a live lease."""
    SIGNALLING_ASKED = auto()
    """A question with a live lease why a connect was refused."""
    EXPORT = auto()
    """Everything about a member packed for them."""
    PROOF = auto()
    """A proof that one's admission is in the tree; it is as long as the tree."""
    FEED_MESSAGE = auto()
    """A message from a browser on one of its feeds."""
    REPORT = auto()
    """A report made."""
    MAIL_CODE = auto()
    """A mailed code asked for, by a member or for a handle, known or not."""
    MAILED_TO = auto()
    """A code that is really mailed to an account, however it was asked for."""
    MAIL_CODE_TRY = auto()
    """A mailed code tried; how often for one code stands in its row."""
    APPEAL = auto()
    """A try to appeal by a suspended member's ticket."""


class Per(StrEnum):
    """Whose count it is."""

    ACCOUNT = auto()
    HANDLE = auto()
    NETWORK = auto()
    LEASE = auto()
    INSTANCE = auto()


class Rate(NamedTuple):
    """So many times in any such span."""

    times: int
    within: timedelta


SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=s) for s in (1, 60, 3_600, 86_400))

LIMITS: Final[Mapping[Limited, Mapping[Per, Rate]]] = {
    # 20 a second with a burst of 60 is 60 in any 3 seconds; the others likewise.
    Limited.REQUEST: {Per.ACCOUNT: Rate(60, 3 * SECOND), Per.NETWORK: Rate(600, 3 * SECOND)},
    Limited.REQUEST_SIGNED_OUT: {Per.NETWORK: Rate(30, 3 * SECOND)},
    Limited.INVITATION_FAILURE: {Per.NETWORK: Rate(10, MINUTE)},
    Limited.INVITATION_TRY: {Per.INSTANCE: Rate(1_000, HOUR)},
    Limited.REGISTER: {Per.NETWORK: Rate(60, HOUR), Per.INSTANCE: Rate(1_000, HOUR)},
    Limited.SIGN_IN_OPTIONS: {Per.NETWORK: Rate(30, MINUTE), Per.INSTANCE: Rate(50, SECOND)},
    Limited.SIGN_IN: {Per.NETWORK: Rate(10, MINUTE), Per.INSTANCE: Rate(50, SECOND)},
    # By account and by handle apart: who fails at codes for a handle must not shut out its passkey.
    Limited.SIGN_IN_FAILURE: {
        Per.ACCOUNT: Rate(5, 15 * MINUTE),
        Per.HANDLE: Rate(5, 15 * MINUTE),
    },
    Limited.RESERVE: {Per.NETWORK: Rate(5, HOUR), Per.INSTANCE: Rate(500, HOUR)},
    Limited.RESERVATION_LOOK: {Per.NETWORK: Rate(10, MINUTE), Per.INSTANCE: Rate(50, SECOND)},
    Limited.SCRAPING_NOTED: {Per.ACCOUNT: Rate(1, HOUR)},
    Limited.SEARCH: {Per.ACCOUNT: Rate(30, MINUTE), Per.NETWORK: Rate(120, MINUTE)},
    Limited.FOLLOW: {Per.ACCOUNT: Rate(60, HOUR)},
    Limited.BLOCK: {Per.ACCOUNT: Rate(60, HOUR)},
    Limited.UPLOAD: {Per.ACCOUNT: Rate(10, HOUR)},
    Limited.PHOTO: {Per.ACCOUNT: Rate(600, MINUTE)},
    Limited.INVITE: {Per.ACCOUNT: Rate(10, DAY)},
    # A long link costs a tenth of a second.
    Limited.DRAW_CODE: {Per.ACCOUNT: Rate(20, MINUTE)},
    Limited.OPEN_ROOM: {Per.ACCOUNT: Rate(6, HOUR)},
    Limited.JOIN: {Per.ACCOUNT: Rate(30, MINUTE)},
    Limited.HAND: {Per.ACCOUNT: Rate(6, MINUTE)},
    Limited.SIGNALLING: {Per.LEASE: Rate(10, MINUTE)},
    Limited.SIGNALLING_ASTRAY: {Per.NETWORK: Rate(300, MINUTE)},
    Limited.SIGNALLING_ASKED: {Per.LEASE: Rate(30, MINUTE)},
    Limited.EXPORT: {Per.ACCOUNT: Rate(1, DAY)},
    Limited.PROOF: {Per.ACCOUNT: Rate(10, HOUR)},
    Limited.FEED_MESSAGE: {Per.ACCOUNT: Rate(60, 3 * SECOND)},
    Limited.REPORT: {Per.ACCOUNT: Rate(10, HOUR)},
    Limited.MAIL_CODE: {
        Per.HANDLE: Rate(3, HOUR),
        Per.NETWORK: Rate(20, HOUR),
        Per.INSTANCE: Rate(500, HOUR),
    },
    Limited.MAILED_TO: {Per.ACCOUNT: Rate(3, HOUR)},
    Limited.MAIL_CODE_TRY: {Per.NETWORK: Rate(30, HOUR)},
    Limited.APPEAL: {Per.NETWORK: Rate(10, MINUTE), Per.INSTANCE: Rate(50, SECOND)},
}
"""Beyond these the answer is 429 with the seconds to wait."""

DISTINCT: Final[Mapping[Limited, Sequence[tuple[Per, Rate]]]] = {
    Limited.PROFILE: (
        (Per.ACCOUNT, Rate(300, HOUR)),
        (Per.ACCOUNT, Rate(1_000, DAY)),
        (Per.NETWORK, Rate(3_000, DAY)),
    ),
}
"""So many different things, likewise; the same one again is free."""


class Limits:
    """The counters of one gateway. They live in memory: a restart forgives."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._windows = {
            (what, per): MovingWindow(*rate)
            for what, rates in LIMITS.items()
            for per, rate in rates.items()
        }
        self._distinct = {
            what: [(per, DistinctWindow(*rate)) for per, rate in rates]
            for what, rates in DISTINCT.items()
        }

    def spend_on(
        self, what: Limited, thing: str, *, account: AccountId, network: Private[str]
    ) -> None:
        """Count a thing once against both. Raises TooMany, and then counts nothing."""
        now = self._clock.monotonic()
        subjects = _subjects(account, None, network, None)
        windows = [(subjects[per], window) for per, window in self._distinct[what]]
        if longest := max(window.wait_s(subject, thing, now) for subject, window in windows):
            raise TooMany(retry_after=longest)
        for subject, window in windows:
            window.note(subject, thing, now)

    def spend(
        self,
        what: Limited,
        *,
        account: AccountId | None = None,
        handle: str | None = None,
        network: Private[str] | None = None,
        lease: str | None = None,
    ) -> None:
        """Count one against everybody the table names. Raises TooMany, and then counts nothing."""
        self.check(what, account=account, handle=handle, network=network, lease=lease)
        now = self._clock.monotonic()
        for window, subject in self._counting(what, _subjects(account, handle, network, lease)):
            window.note(subject, now)

    @contextmanager
    def spending(self, what: Limited, *, network: Private[str]) -> Iterator[None]:
        """Count one beforehand, and no longer should it fail. Raises TooMany, and counts nothing.

        Counted only afterwards, any number that run at once would pass the same check.
        """
        self.check(what, network=network)
        now = self._clock.monotonic()
        counting = list(self._counting(what, _subjects(None, None, network, None)))
        for window, subject in counting:
            window.note(subject, now)
        try:
            yield
        except BaseException:
            for window, subject in counting:
                window.take_back(subject, now)
            raise

    def check(
        self,
        what: Limited,
        *,
        account: AccountId | None = None,
        handle: str | None = None,
        network: Private[str] | None = None,
        lease: str | None = None,
    ) -> None:
        """Refuse what is beyond a limit already, without counting. Raises TooMany."""
        now = self._clock.monotonic()
        counting = self._counting(what, _subjects(account, handle, network, lease))
        waits = [window.wait_s(subject, now) for window, subject in counting]
        if longest := max(waits, default=0):
            raise TooMany(retry_after=longest)

    def _counting(
        self, what: Limited, subjects: Mapping[Per, object]
    ) -> Iterator[tuple[MovingWindow, object]]:
        """Give the windows that count this, each with whose count it is there."""
        for per, subject in subjects.items():
            if window := self._windows.get((what, per)):
                yield window, subject


def _subjects(
    account: AccountId | None,
    handle: str | None,
    network: Private[str] | None,
    lease: str | None,
) -> dict[Per, object]:
    given = {
        Per.ACCOUNT: account,
        Per.HANDLE: handle,
        Per.NETWORK: network.reveal() if network else None,
        Per.LEASE: lease,
        Per.INSTANCE: "instance",
    }
    return {per: subject for per, subject in given.items() if subject is not None}
