"""The feed in the OpenAPI document: every frame that is sent has its schema there."""

import json
import re
from pathlib import Path

import pytest
from tests.support.gateway import Gateway
from tests.support.rooms import feed_of

from torg.app.feed_schema import TOPICS, feed_schemas
from torg.app.openapi import describe
from torg.feed.frames import Frame


def kinds_of(frames: tuple[type[Frame], ...]) -> set[str]:
    return {frame.model_fields["kind"].default for frame in frames}


def refs_in(text: str) -> set[str]:
    return set(re.findall(r"#/components/schemas/([\w-]+)", text))


def test_the_feed_adds_schemas_and_changes_none_of_http() -> None:
    document, added = describe(), feed_schemas()
    known = document["components"]["schemas"].keys()

    assert refs_in(json.dumps(document)) <= known
    assert added["Card"]["required"] == document["components"]["schemas"]["Card"]["required"]
    assert not [name for name in known if name.endswith(("-Input", "-Output"))]


@pytest.mark.parametrize("topic", TOPICS)
def test_each_frame_says_its_kind_and_no_two_the_same(topic: str) -> None:
    _, name, frames = TOPICS[topic]
    schemas = feed_schemas()

    assert len(kinds_of(frames)) == len(frames) == len(schemas[name]["anyOf"])
    for frame in frames:
        assert "kind" in schemas[frame.__name__]["required"]


@pytest.mark.parametrize("topic", TOPICS)
def test_each_kind_is_described_in_the_page_about_the_feed(topic: str) -> None:
    page = Path("docs/feed.md").read_text("utf-8")

    assert topic in describe()["webhooks"]
    assert all(f"`{kind}`" in page for kind in kinds_of(TOPICS[topic][2]))


async def test_a_snapshot_has_just_the_fields_of_its_schema(gateway: Gateway) -> None:
    async with feed_of(await gateway.owner()) as feed:
        seen = await feed.watch("me")

    assert seen is not None
    assert sorted(seen) == sorted(feed_schemas()["MyState"]["properties"])
