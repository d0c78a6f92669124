"""Who may do what to whom in a live room: the roles, the acts and the one table of rights."""

from collections.abc import Mapping
from enum import StrEnum, auto
from typing import Final


class Role(StrEnum):
    """What a participant is in a room; everyone has exactly one."""

    LISTENER = auto()
    SPEAKER = auto()
    MODERATOR = auto()
    HOST = auto()
    """The moderator who holds the chair; a room has at most one."""

    @property
    def is_on_stage(self) -> bool:
        """Whether the person may speak once they unmute and are not held."""
        return self is not Role.LISTENER

    @property
    def moderates(self) -> bool:
        """Whether the person looks after the stage."""
        return self in {Role.MODERATOR, Role.HOST}


class Act(StrEnum):
    """What somebody may want to do in a room."""

    READ_ROSTER = auto()
    SEND_AUDIO = auto()
    MUTE = auto()
    UNMUTE = auto()
    RAISE_HAND = auto()
    LOWER_HAND = auto()
    ANSWER_OFFER = auto()
    SEE_HANDS = auto()
    REFUSE_HAND = auto()
    INVITE_TO_SPEAK = auto()
    HOLD_MUTE = auto()
    RELEASE_MUTE = auto()
    MOVE_TO_AUDIENCE = auto()
    EXTEND_LIST = auto()
    END_ROOM = auto()


class On(StrEnum):
    """Whom or what an act is aimed at, as the actor sees it."""

    SELF = auto()
    LISTENER = auto()
    SPEAKER = auto()
    MODERATOR = auto()
    HOST = auto()
    ROOM = auto()


_OWN = frozenset({On.SELF})
_ROOM = frozenset({On.ROOM})
_LISTENER = frozenset({On.LISTENER})

MAY: Final[Mapping[tuple[Role, Act], frozenset[On]]] = {
    # An act that has no entry is refused. Nobody's entry lets them unmute another.
    (Role.LISTENER, Act.READ_ROSTER): _ROOM,
    (Role.LISTENER, Act.RAISE_HAND): _OWN,
    (Role.LISTENER, Act.LOWER_HAND): _OWN,
    (Role.LISTENER, Act.ANSWER_OFFER): _OWN,
    (Role.SPEAKER, Act.READ_ROSTER): _ROOM,
    (Role.SPEAKER, Act.SEND_AUDIO): _OWN,
    (Role.SPEAKER, Act.MUTE): _OWN,
    (Role.SPEAKER, Act.UNMUTE): _OWN,
    (Role.SPEAKER, Act.MOVE_TO_AUDIENCE): _OWN,
    (Role.MODERATOR, Act.READ_ROSTER): _ROOM,
    (Role.MODERATOR, Act.SEND_AUDIO): _OWN,
    (Role.MODERATOR, Act.MUTE): _OWN,
    (Role.MODERATOR, Act.UNMUTE): _OWN,
    (Role.MODERATOR, Act.SEE_HANDS): _ROOM,
    (Role.MODERATOR, Act.REFUSE_HAND): _LISTENER,
    (Role.MODERATOR, Act.INVITE_TO_SPEAK): _LISTENER,
    (Role.MODERATOR, Act.HOLD_MUTE): frozenset({On.SPEAKER, On.MODERATOR}),
    (Role.MODERATOR, Act.RELEASE_MUTE): frozenset({On.SPEAKER, On.MODERATOR}),
    (Role.MODERATOR, Act.MOVE_TO_AUDIENCE): frozenset({On.SELF, On.SPEAKER}),
    (Role.MODERATOR, Act.EXTEND_LIST): _ROOM,
    (Role.HOST, Act.READ_ROSTER): _ROOM,
    (Role.HOST, Act.SEND_AUDIO): _OWN,
    (Role.HOST, Act.MUTE): _OWN,
    (Role.HOST, Act.UNMUTE): _OWN,
    (Role.HOST, Act.SEE_HANDS): _ROOM,
    (Role.HOST, Act.REFUSE_HAND): _LISTENER,
    (Role.HOST, Act.INVITE_TO_SPEAK): _LISTENER,
    (Role.HOST, Act.HOLD_MUTE): frozenset({On.SPEAKER, On.MODERATOR}),
    (Role.HOST, Act.RELEASE_MUTE): frozenset({On.SPEAKER, On.MODERATOR}),
    (Role.HOST, Act.MOVE_TO_AUDIENCE): frozenset({On.SELF, On.SPEAKER, On.MODERATOR}),
    (Role.HOST, Act.EXTEND_LIST): _ROOM,
    (Role.HOST, Act.END_ROOM): _ROOM,
}


def may(role: Role, act: Act, on: On) -> bool:
    """Say whether the table lets this role do this to such a target."""
    return on in MAY.get((role, act), frozenset())
