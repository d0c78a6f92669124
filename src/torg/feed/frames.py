"""The base of every frame, and how a message of the feed is put together."""

import json
from datetime import UTC, datetime
from typing import Annotated

from pydantic import PlainSerializer

from torg.kit.shapes import Shape

GONE = '"kind":"gone"'


def _wire_time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


WireTime = Annotated[datetime, PlainSerializer(_wire_time, return_type=str)]
"""A time as RFC 3339 in UTC, always with six decimals: as text it sorts as in time."""


class Frame(Shape, json_schema_serialization_defaults_required=True):
    """One change of a topic's state; its field `kind` says which."""


def inside_of(shape: Shape) -> str:
    """Give a shape's fields as JSON text without the outer braces."""
    return shape.model_dump_json()[1:-1]


def snapshot_of(state: Shape) -> str:
    """Give what a snapshot message says beside its topic and its number."""
    return f'"kind":"snapshot","state":{state.model_dump_json()}'


def message(topic: str, seq: int, inside: str) -> str:
    """Put a message together; what it says may be shared by many readers, its number is not."""
    return f'{{"topic":{json.dumps(topic)},"seq":{seq},{inside}}}'
