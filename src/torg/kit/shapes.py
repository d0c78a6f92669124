"""The bases of everything that crosses the wire as JSON."""

from pydantic import BaseModel


class Body(BaseModel, extra="forbid", frozen=True):
    """What a client sends: a field nobody knows is refused."""


class Shape(BaseModel, frozen=True):
    """What a client is told: only the fields named here ever leave."""
