"""A browser that folds the hallway's frames equals a fresh snapshot, whoever looks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.client import fold
from tests.support.doors import a_door
from tests.support.stages import ANA, BO, EVA, JON, START

from torg.feed.reader import Who
from torg.hallway.frames import CardFrame
from torg.hallway.moment import HallwayNow
from torg.hallway.rules import Door
from torg.hallway.source import HallwaySource
from torg.kit.ids import LoginSessionId, RoomId
from torg.rooms.room import RoomType
from torg.rooms.seeing import Eyes

WHO = Who(BO, LoginSessionId(UUID(int=1)))
SOURCE = HallwaySource(None)  # type: ignore[arg-type] # what is tested here reads nothing
SOMEBODY = st.frozensets(st.sampled_from([ANA, BO, EVA, JON]), max_size=3)


@dataclass(frozen=True)
class Change:
    """What happens between two looks: rooms open, change or end; one's own eyes change."""

    doors: Mapping[RoomId, Door | None]
    eyes: Eyes | None


def doors() -> st.SearchStrategy[Door]:
    return st.builds(
        a_door,
        st.integers(1, 6),
        room_type=st.sampled_from(RoomType),
        on_stage=SOMEBODY,
        inside=SOMEBODY,
        listed=SOMEBODY,
        followed=SOMEBODY,
        barred=SOMEBODY,
        languages=st.sampled_from([("en",), ("is", "ru")]),
        listening=st.integers(0, 2),
    )


def eyes() -> st.SearchStrategy[Eyes]:
    rooms = st.frozensets(st.integers(1, 6).map(lambda number: RoomId(UUID(int=number))))
    spoken = st.sampled_from([frozenset({"en"}), frozenset({"is"})])
    return st.builds(Eyes, SOMEBODY, SOMEBODY, spoken, rooms)


def changes() -> st.SearchStrategy[Change]:
    ids = st.integers(1, 6).map(lambda number: RoomId(UUID(int=number)))
    opened = doors().map(lambda door: (RoomId(door.room.card.id), door))
    ended = ids.map(lambda room: (room, None))
    some = st.lists(st.one_of(opened, opened, ended), max_size=4).map(dict)
    return st.builds(Change, some, st.none() | eyes())


def after(moment: HallwayNow, change: Change) -> HallwayNow:
    found = {**moment.doors, **change.doors}
    kept = {room: door for room, door in found.items() if door is not None}
    return HallwayNow(kept, moment.eyes if change.eyes is None else {BO: change.eyes})


def shown(moment: HallwayNow) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SOURCE.snapshot(moment, BO).model_dump_json())
    return found


@settings(max_examples=200, deadline=None)
@given(st.lists(changes(), min_size=2, max_size=6))
def test_a_client_that_folds_frames_equals_a_fresh_snapshot(script: list[Change]) -> None:
    before = HallwayNow({}, {BO: Eyes()})
    client = shown(before)
    for change in script:
        moment = after(before, change)
        for frame in SOURCE.frames(before, BO, moment, SOURCE.view(moment, WHO)):
            client = fold(client, json.loads(frame.model_dump_json()))
        before = moment

        assert client == shown(moment)


def test_a_room_that_changes_costs_one_card_among_three_hundred() -> None:
    rooms = {
        RoomId(UUID(int=n)): a_door(n, opened=START + timedelta(seconds=n)) for n in range(300)
    }
    before = HallwayNow(rooms, {BO: Eyes(follows=frozenset({EVA}))})
    came = a_door(7, opened=START + timedelta(seconds=7), on_stage=frozenset({EVA}))
    moment = HallwayNow({**rooms, RoomId(UUID(int=7)): came}, before.eyes)
    frames = SOURCE.frames(before, BO, moment, BO)

    assert [type(frame) for frame in frames] == [CardFrame]
    assert len(frames[0].model_dump_json()) < 600
    assert shown(moment)["rooms"][0]["id"] == str(UUID(int=7))


def test_nothing_is_told_of_what_others_do_where_i_may_not_look() -> None:
    before = HallwayNow({}, {BO: Eyes()})
    secret = a_door(1, room_type=RoomType.CLOSED, listed=frozenset({EVA}))
    moment = HallwayNow({RoomId(UUID(int=1)): secret}, before.eyes)

    assert SOURCE.frames(before, BO, moment, BO) == ()
    assert SOURCE.view(moment, Who(JON, WHO.login_session)) is None
