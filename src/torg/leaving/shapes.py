"""The words in which the rules of leaving are written: what is told of a table, what goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Told:
    """The rows that name the member in one column, and the columns told of them."""

    mine: str
    columns: tuple[str, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    """Columns that name others, by the word they are told under; as the member may see them."""
    rooms: Mapping[str, str] = field(default_factory=dict)
    """Columns that name a room; its title is told to who was there."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Columns that become files of their own."""
    called: str | None = None
    """What these rows are called, where a table has rows of several kinds."""
    only: Mapping[str, str] = field(default_factory=dict)
    """What else must stand in the row."""


@dataclass(frozen=True, slots=True)
class Export:
    """What of a table a member is given; `hides` are columns about members that are not told."""

    told: tuple[Told, ...] = ()
    hides: Mapping[str, str] = field(default_factory=dict)
    """By column, or "*" for a whole table: why."""


class Mark(Enum):
    """A value that is known only when somebody goes."""

    NOW_IF_EMPTY = auto()
    NO_HANDLE = auto()
    """Something that is no handle, so that nobody has it."""


Value = str | bool | None | tuple[()] | Mark


@dataclass(frozen=True, slots=True)
class Erased:
    """Rows that name the member in this column go."""

    column: str
    while_empty: str | None = None
    """Only while this other column is empty."""


@dataclass(frozen=True, slots=True)
class ErasedWith:
    """Rows that belong to a row of another table which names the member go."""

    column: str
    table: str
    names: str


@dataclass(frozen=True, slots=True)
class Blanked:
    """Rows that name the member in this column stay, without what is personal in them."""

    column: str
    values: Mapping[str, Value]
    unless_empty: str | None = None
    """Only once this other column has a value."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The column goes on naming the random id that is left of the member; here is why."""

    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Unconcerned:
    """A table that holds nothing of a member; here is why."""

    why: str


Delete = tuple[Erased | ErasedWith | Blanked | Kept | Unconcerned, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of one table when a member takes their data along, and when they go."""

    export: Export
    delete: Delete
