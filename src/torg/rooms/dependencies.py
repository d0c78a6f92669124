"""What the endpoints of rooms need of their request."""

from typing import Annotated

from fastapi import Depends, Request

from torg.accounts.signed_in import Reading, SignedIn, Tx
from torg.db.session import Transaction
from torg.kit.limits import Limited
from torg.rooms.service import LiveRooms


def _changing(request: Request, transaction: Tx) -> LiveRooms:
    return _live_rooms(request, transaction)


def _looking(request: Request, transaction: Reading) -> LiveRooms:
    return _live_rooms(request, transaction)


def _live_rooms(request: Request, transaction: Transaction) -> LiveRooms:
    state = request.app.state
    return LiveRooms(transaction, state.stage_limits, state.reconciler.kick)


Rooms = Annotated[LiveRooms, Depends(_changing)]
"""The rooms, in the transaction of a command."""

RoomsToRead = Annotated[LiveRooms, Depends(_looking)]
"""The rooms, only to look at."""


class AtMost:
    """Counts a request against one of the limits of its account. Raises TooMany."""

    def __init__(self, what: Limited) -> None:
        self._what = what

    def __call__(self, request: Request, me: SignedIn) -> None:
        """Count one."""
        request.app.state.limits.spend(self._what, account=me.id)


def media_is_there(request: Request) -> None:
    """Let nobody in, nor up, while it is unknown who is there. Raises MediaAway."""
    request.app.state.reconciler.require_media()
