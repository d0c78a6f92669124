"""The feed as OpenAPI describes it: one webhook a topic, with its snapshot and all its frames."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from pydantic.json_schema import models_json_schema

from torg.feed.frames import Frame
from torg.hallway.frames import HallwayFrame
from torg.hallway.schemas import Hallway
from torg.kit.shapes import Shape
from torg.rooms.frames import RoomFrame
from torg.rooms.me import MeFrame, MyState
from torg.rooms.schemas import RoomState

Schema = dict[str, Any]

TOPICS: Final[Mapping[str, tuple[type[Shape], str, tuple[type[Frame], ...]]]] = {
    "me": (MyState, "MeFrames", (MeFrame,)),
    "hallway": (Hallway, "HallwayFrames", get_args(HallwayFrame)),
    "room": (RoomState, "RoomFrames", get_args(RoomFrame)),
}
"""What each topic's state is, what its frames are called together, and which they are."""

ABOUT: Final = "Messages of `/api/feed` on this topic: a snapshot, then frames; see docs/feed.md."
REF: Final = "#/components/schemas/{model}"


def feed_schemas() -> dict[str, Schema]:
    """Give the schemas of all states and frames, by name."""
    shapes = [shape for state, _, frames in TOPICS.values() for shape in (state, *frames)]
    _, found = models_json_schema([(shape, "serialization") for shape in shapes], ref_template=REF)
    schemas: dict[str, Schema] = dict(found["$defs"])
    for _, name, frames in TOPICS.values():
        schemas[name] = {"title": name, "anyOf": [_ref(frame.__name__) for frame in frames]}
    return schemas


def feed_webhooks() -> dict[str, Schema]:
    """Give one webhook a topic: OpenAPI's word for what a server sends by itself."""
    return {
        topic: {
            "post": {
                "operationId": f"feed_{topic}",
                "summary": f"Feed: {topic}",
                "description": ABOUT,
                "tags": ["feed"],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": _message(state.__name__, frames)}},
                },
                "responses": {"default": {"description": "Nothing is answered."}},
            }
        }
        for topic, (state, frames, _) in TOPICS.items()
    }


def _message(state: str, frames: str) -> Schema:
    numbered = _object(topic={"type": "string"}, seq={"type": "integer"})
    snapshot = _object(kind={"const": "snapshot"}, state=_ref(state))
    gone = _object(kind={"const": "gone"})
    return {"allOf": [numbered, {"anyOf": [snapshot, _ref(frames), gone]}]}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": sorted(properties)}


def _ref(name: str) -> Schema:
    return {"$ref": REF.format(model=name)}
