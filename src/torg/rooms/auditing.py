"""Pure: which commands of a stage are privileged acts, and who did what to whom."""

from typing import NamedTuple

from torg.audit.acts import Act
from torg.kit.ids import AccountId
from torg.stage import commands as c


class Entry(NamedTuple):
    """What the audit log says of a command that was carried out."""

    act: Act
    actor: AccountId
    target: AccountId | None


def entry_of(command: c.Command) -> Entry | None:
    """Give the entry of a command; None for what people do about themselves, and for time."""
    match command:
        case c.HoldMute(by, whom):
            return Entry(Act.HELD_MUTED, by, whom)
        case c.ReleaseMute(by, whom):
            return Entry(Act.HOLD_RELEASED, by, whom)
        case c.MoveToAudience(by, whom) if by != whom:
            return Entry(Act.MOVED_TO_AUDIENCE, by, whom)
        case c.EndRoom(by):
            return Entry(Act.ENDED, by, None)
        case _:
            return None
