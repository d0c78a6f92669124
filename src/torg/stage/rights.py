"""Ask the table of rights about a real actor, a real target and this very room."""

from torg.errors import NotAllowed
from torg.kit.ids import AccountId
from torg.stage.roles import Act, On, Role, may
from torg.stage.state import Participant, Stage


def require(stage: Stage, by: AccountId, act: Act, on: AccountId | None = None) -> Participant:
    """Give the actor, who may do this to that person (None: to the room). Raises NotAllowed."""
    actor = stage.participants.get(by)
    target = On.ROOM if on is None else relation(stage, by, on)
    if actor is None or target is None or not may(actor.role, act, target):
        raise NotAllowed
    return actor


def relation(stage: Stage, by: AccountId, whom: AccountId) -> On | None:
    """Say what the target is to the actor; None when the target is not in the room.

    Whoever lost the connection on stage still counts as what their seat says.
    """
    if whom == by:
        return On.SELF
    role = role_of(stage, whom)
    return None if role is None else On(role.value)


def role_of(stage: Stage, whom: AccountId) -> Role | None:
    """Say which role somebody has here, present or by a kept seat."""
    place = stage.participants.get(whom) or stage.seats.get(whom)
    return None if place is None else place.role
