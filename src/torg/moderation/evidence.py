"""What is kept beside a report: who was in the room at that moment, and what was done there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from torg.audit.acts import Act
from torg.audit.repository import Audit, Written
from torg.db.session import Transaction
from torg.kit.ids import AccountId, RoomId
from torg.moderation.report_rules import REPORTED_WITHIN
from torg.moderation.rooms_repository import BeenThere
from torg.stage.roles import Role

ENTRIES_AT_MOST: Final = 200
"""The latest ones; a report is about what just happened."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Ids only: whoever deletes their account leaves no name in it."""

    present: Sequence[tuple[AccountId, Role]]
    entries: Sequence[Written]


async def evidence_of(transaction: Transaction, room: RoomId, now: datetime) -> dict[str, Any]:
    """Gather it, as JSON: who is there or left within ten minutes, people on stage first."""
    present = await BeenThere(transaction).roster(room, now - REPORTED_WITHIN)
    entries = await Audit(transaction).of_room(room, None, ENTRIES_AT_MOST)
    return {
        "present": [{"account": str(who), "role": role} for who, role in present],
        "entries": [
            {
                "at": entry.at.isoformat(),
                "act": entry.act,
                "actor": _text(entry.actor),
                "target": _text(entry.target),
                "reason": entry.reason,
            }
            for entry in entries
        ],
    }


def evidence_in(kept: Mapping[str, Any], room: RoomId) -> Evidence:
    """Read it again; what was erased is empty."""
    return Evidence(
        present=[
            (AccountId(UUID(one["account"])), Role(one["role"])) for one in kept.get("present", ())
        ],
        entries=[
            Written(
                at=datetime.fromisoformat(one["at"]),
                act=Act(one["act"]),
                actor=_account(one["actor"]),
                target=_account(one["target"]),
                room=room,
                reason=one["reason"],
            )
            for one in kept.get("entries", ())
        ],
    )


def _text(account: AccountId | None) -> str | None:
    return None if account is None else str(account)


def _account(text: str | None) -> AccountId | None:
    return None if text is None else AccountId(UUID(text))
