"""Pure: what decides who sees which room, and how its card looks to them."""

from dataclasses import dataclass, field

from torg.kit.ids import AccountId, RoomId
from torg.rooms.room import RoomType
from torg.rooms.schemas import Card


@dataclass(frozen=True, slots=True)
class Eyes:
    """Whom a member follows and has blocked, what they speak, which rooms they have hidden."""

    follows: frozenset[AccountId] = field(default_factory=frozenset)
    blocked: frozenset[AccountId] = field(default_factory=frozenset)
    languages: frozenset[str] = field(default_factory=frozenset)
    hidden: frozenset[RoomId] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Places:
    """Who is where in one room."""

    stage: tuple[AccountId, ...]
    """On stage, longest there first."""
    on_stage: frozenset[AccountId]
    """The same people."""
    moderators: frozenset[AccountId]
    """Who looks after it, also from a seat that waits."""
    inside: frozenset[AccountId]
    """Everybody there or with a seat that waits; not told of open rooms, where it opens no door."""
    listening: int


@dataclass(frozen=True, slots=True)
class RoomCard:
    """A card as it looks to who follows nobody, and what decides who may see it."""

    card: Card
    type: RoomType
    host: AccountId
    places: Places
    listed: frozenset[AccountId]

    @property
    def moderators(self) -> frozenset[AccountId]:
        """Who moderates the room now; whose chair it is, also while they are away."""
        return self.places.moderators | {self.host}

    def to(self, eyes: Eyes) -> Card:
        """Give the card as it looks to these eyes."""
        card = self.card
        followed = len(self.places.on_stage & eyes.follows)
        mine = not eyes.languages.isdisjoint(card.languages)
        if (followed, mine) == (card.followed, card.my_language):
            return card
        return card.model_copy(update={"followed": followed, "my_language": mine})
