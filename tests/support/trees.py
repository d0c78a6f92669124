"""A tree of admissions made in memory: its key, its records and the proofs of its members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tests.support.clock import NOON

from torg.invitations.instance_key import InstanceKey
from torg.invitations.proof import file_of, prove
from torg.invitations.record import BEFORE_ALL, Record, chained, digest_of, written
from torg.kit.ids import AccountId

KEY = InstanceKey(bytes(range(32)))


@dataclass(frozen=True)
class Grown:
    """Records as they are kept, oldest first."""

    records: Sequence[bytes]

    def proof(self, number: int, host: str = "talk.example.org", key: InstanceKey = KEY) -> bytes:
        """Give the proof of the member who was admitted as this number."""
        own, *later = self.records[number - 1 :]
        return file_of(prove(key, host, (own, key.sign(own)), [*map(digest_of, later)], NOON))


def grown(members: int) -> Grown:
    """Let each member bring the next."""
    chain, records = BEFORE_ALL, []
    for number in range(1, members + 1):
        record = written(
            Record(
                number=number,
                member=AccountId(UUID(int=number)),
                inviter=None if number == 1 else AccountId(UUID(int=number - 1)),
                invitation=None if number == 1 else UUID(int=1_000 + number),
                at=NOON + timedelta(days=number, microseconds=number),
                before=chain,
            )
        )
        records.append(record)
        chain = chained(chain, digest_of(record))
    return Grown(records)
