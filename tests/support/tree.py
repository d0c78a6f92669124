"""A large tree of members, written straight into the tables."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import insert

from torg.accounts.models import AccountRow, LoginSessionRow
from torg.db.session import Database
from torg.invitations.models import AdmissionRow

CHILDREN: Final = 3


async def grown(database: Database, members: int, now: datetime) -> UUID:
    """Grow a tree of so many members, each signed in once; give its head."""
    ids = [uuid4() for _ in range(members)]
    accounts = [
        {
            "id": who,
            "handle": f"m{place:05}",
            "name": "Member",
            "languages": ["en"],
            "role": "member",
            "created_at": now,
        }
        for place, who in enumerate(ids)
    ]
    sessions = [
        {
            "id": uuid4(),
            "account_id": who,
            "secret_hash": who.bytes,
            "created_at": now,
            "last_seen_at": now,
            "expires_at": now + timedelta(days=90),
        }
        for who in ids
    ]
    admissions = [
        {
            "number": 1_000 + place,
            "member_id": who,
            "inviter_id": ids[(place - 1) // CHILDREN] if place else None,
            "admitted_at": now,
        }
        for place, who in enumerate(ids)
    ]
    async with database.transaction() as transaction:
        for table, rows in (
            (AccountRow, accounts),
            (LoginSessionRow, sessions),
            (AdmissionRow, admissions),
        ):
            await transaction.session.execute(insert(table), rows)
    return ids[0]
