"""Whether the tree is still as it was signed: a walk along the whole chain. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from torg.invitations.instance_key import is_signed
from torg.invitations.record import BEFORE_ALL, Record, chained, digest_of, written
from torg.kit.ids import AccountId


class Kept(NamedTuple):
    """An admission as the database has it: what Torg goes by, and what was signed."""

    member: AccountId
    inviter: AccountId | None
    invitation: UUID | None
    at: datetime
    record: bytes
    chain: bytes
    """The chain's hash after it."""
    signature: bytes


def first_fault(kept: Iterable[Kept], public: bytes) -> int | None:
    """Give the number of the first admission that is not as this key signed it; None: all are."""
    chain = BEFORE_ALL
    for number, row in enumerate(kept, 1):
        due = written(Record(number, row.member, row.inviter, row.invitation, row.at, chain))
        chain = chained(chain, digest_of(due))
        if (row.record, row.chain) != (due, chain) or not is_signed(due, row.signature, public):
            return number
    return None
