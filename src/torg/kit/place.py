"""Where a page of a list ends, and how that is written into its cursor: pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from torg.errors import BadRequest
from torg.kit.moment import moment_in


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list in order of time; it holds when what stood there is gone."""

    at: datetime
    id: UUID

    @property
    def cursor(self) -> str:
        """This place as a client carries it."""
        return f"{self.at.isoformat()}~{self.id}"

    @classmethod
    def of(cls, cursor: str) -> Self:
        """Read a cursor. Raises BadRequest."""
        at, _, who = cursor.partition("~")
        try:
            return cls(moment_in(at), UUID(who))
        except ValueError as unreadable:
            raise BadRequest from unreadable
