"""The record of one admission byte by byte, and the chain of their hashes: pure.

The form is described for others in docs/invitations.md; a change of it is a new first line.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from torg.kit.ids import AccountId

BEFORE_ALL: Final = bytes(32)
"""What stands as the hash before the first record."""

NOBODY: Final = "-"
"""What stands for the inviter and the invitation of whoever nobody let in."""

MOMENT: Final = "%Y-%m-%dT%H:%M:%S.%fZ"
"""A time in UTC, to the microsecond."""

_UUID: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_WRITTEN: Final = re.compile(
    "torg admission 1\n"
    "number ([1-9][0-9]{0,17})\n"
    f"member ({_UUID})\n"
    f"inviter ({_UUID}|-)\n"
    f"invitation ({_UUID}|-)\n"
    r"at (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)" + "\n"
    "before ([0-9a-f]{64})\n",
    re.ASCII,
)


class NoRecord(ValueError):
    """These bytes are no record of an admission."""


@dataclass(frozen=True, slots=True)
class Record:
    """Who let whom in, when, and by which invitation, tied to all that was recorded before."""

    number: int
    member: AccountId
    inviter: AccountId | None
    invitation: UUID | None
    at: datetime
    before: bytes
    """The chain's hash before this record, 32 bytes."""


def written(record: Record) -> bytes:
    """Give the one form in which a record is hashed, signed and kept."""
    return (
        "torg admission 1\n"
        f"number {record.number}\n"
        f"member {record.member}\n"
        f"inviter {record.inviter or NOBODY}\n"
        f"invitation {record.invitation or NOBODY}\n"
        f"at {moment_of(record.at)}\n"
        f"before {record.before.hex()}\n"
    ).encode("ascii")


def read(data: bytes) -> Record:
    """Read a record back; what `written` gives for it are these bytes again. Raises NoRecord."""
    found = _WRITTEN.fullmatch(data.decode("ascii", "replace"))
    if found is None:
        raise NoRecord
    number, member, inviter, invitation, at, before = found.groups()
    try:
        moment = datetime.strptime(at, MOMENT).replace(tzinfo=UTC)
    except ValueError as never:
        raise NoRecord from never
    return Record(
        number=int(number),
        member=AccountId(UUID(member)),
        inviter=None if inviter == NOBODY else AccountId(UUID(inviter)),
        invitation=None if invitation == NOBODY else UUID(invitation),
        at=moment,
        before=bytes.fromhex(before),
    )


def moment_of(at: datetime) -> str:
    """Write a time as records and proofs do."""
    return at.astimezone(UTC).strftime(MOMENT)


def digest_of(record: bytes) -> bytes:
    """Give the SHA-256 of a record: all that a proof tells of the admissions of others."""
    return hashlib.sha256(record).digest()


def chained(before: bytes, digest: bytes) -> bytes:
    """Give the chain's hash after a record with this digest."""
    return hashlib.sha256(before + digest).digest()
