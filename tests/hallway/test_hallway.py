"""The hallway: which cards a person sees, in which order, and what they say."""

import json
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.client import fold
from tests.support.gateway import Gateway
from tests.support.rooms import bring_on_stage, feed_of, join, open_room
from tests.support.stages import ANA, BO, START

from torg.accounts.account import Person
from torg.feed.reader import Who
from torg.hallway.source import HallwayNow, HallwaySource
from torg.kit.ids import AccountId, LoginSessionId, RoomId
from torg.rooms.cards import VisibleCard
from torg.rooms.room import RecordStatus, RoomType
from torg.rooms.schemas import Card


def a_card(
    number: int, *, closed: bool, listening: int, listed: frozenset[AccountId]
) -> VisibleCard:
    kind = RoomType.CLOSED if closed else RoomType.OPEN
    card = Card(
        id=UUID(int=number),
        title="Late talk",
        languages=("en",),
        type=kind,
        record_status=RecordStatus.OFF_THE_RECORD,
        host=Person(ANA, "ana", "Ana", None),
        stage=(),
        on_stage=0,
        listening=listening,
        opened_at=START + timedelta(seconds=number % 3),
        demo=False,
    )
    return VisibleCard(card, kind, listed)


def hallways() -> st.SearchStrategy[HallwayNow]:
    cards = st.builds(
        a_card,
        st.integers(1, 6),
        closed=st.booleans(),
        listening=st.integers(0, 2),
        listed=st.frozensets(st.sampled_from([ANA, BO])),
    )
    return st.lists(cards, max_size=6).map(
        lambda found: HallwayNow({RoomId(one.card.id): one for one in found})
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(hallways(), min_size=2, max_size=5))
def test_a_client_that_folds_cards_equals_a_fresh_snapshot(moments: list[HallwayNow]) -> None:
    source = HallwaySource(None)  # type: ignore[arg-type] # what is tested here reads nothing
    bo = Who(BO, LoginSessionId(UUID(int=1)))
    client = shown(source, moments[0], bo)
    for before, after in pairwise(moments):
        for frame in source.frames(before, source.view(before, bo), after, source.view(after, bo)):
            client = fold(client, json.loads(frame.model_dump_json()))

        assert client == shown(source, after, bo)


def shown(source: HallwaySource, moment: HallwayNow, who: Who) -> dict[str, object]:
    state = source.snapshot(moment, source.view(moment, who))
    found: dict[str, object] = json.loads(state.model_dump_json())
    return found


async def test_the_newest_room_stands_first(gateway: Gateway) -> None:
    ana = await gateway.owner()
    older = await open_room(ana)
    gateway.clock.forward_s(1)
    newer = await open_room(ana)
    listed = (await ana.get("/api/rooms")).body["rooms"]

    assert [card["id"] for card in listed] == [newer, older]


async def test_a_card_follows_what_happens_in_its_room(gateway: Gateway) -> None:
    ana, bo, eva = (
        await gateway.owner(),
        await gateway.member("bo_"),
        await gateway.member("eva"),
    )
    async with feed_of(eva) as feed:
        await feed.watch("hallway")
        room = await open_room(ana)
        await feed.until("hallway", lambda s: s["rooms"])
        await join(ana, room)
        await join(bo, room)
        await feed.until("hallway", lambda s: s["rooms"][0]["listening"] == 1)
        gateway.clock.forward_s(1)
        await bring_on_stage(ana, bo, room)
        card = (await feed.until("hallway", lambda s: s["rooms"][0]["on_stage"] == 2))["rooms"][0]
        await ana.post(f"/api/rooms/{room}/end")
        await feed.until("hallway", lambda s: not s["rooms"])

    assert [person["handle"] for person in card["stage"]] == ["owner", "bo_"]
    assert card["listening"] == 0
    assert (await eva.get("/api/rooms")).body == {"rooms": []}


async def test_a_card_names_nobody_who_only_listens(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    await join(bo, room)

    assert "bo_" not in str((await ana.get(f"/api/rooms/{room}")).body)


async def test_a_closed_room_is_news_only_for_who_may_enter_it(gateway: Gateway) -> None:
    ana, bo, eva = (
        await gateway.owner(),
        await gateway.member("bo_"),
        await gateway.member("eva"),
    )
    async with feed_of(bo) as his, feed_of(eva) as hers:
        await his.watch("hallway")
        await hers.watch("hallway")
        closed = await open_room(ana, type="closed", list=["bo_"])
        seen = await his.until("hallway", lambda s: s["rooms"])
        await join(ana, closed)
        await ana.put(f"/api/rooms/{closed}/list/eva")
        # The first card she is told of is the one of the moment she was let in.
        told = await hers.until("hallway", lambda s: s["rooms"])

    assert [card["id"] for card in seen["rooms"]] == [closed]
    assert told["rooms"][0]["on_stage"] == 1


async def test_a_closed_room_is_in_no_list_of_who_may_not_enter(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    await open_room(ana, type="closed")

    assert (await bo.get("/api/rooms")).body == {"rooms": []}
    assert len((await ana.get("/api/rooms")).body["rooms"]) == 1
