"""The topics `room:<id>` and `me`: who is shown what, and what costs a look into the database."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from tests.support.clock import FakeClock
from tests.support.house import House
from tests.support.stages import ROOM, START
from tests.support.topics import heard

from torg.accounts.account import Account
from torg.db.session import Database
from torg.feed.hub import Hub
from torg.feed.reader import Reader, Who
from torg.hallway.reading import HallwayReading
from torg.hallway.topics import serve_topics
from torg.rooms.talking import Talking


async def at_once() -> None:
    """Pause for no time at all."""


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    hub = Hub(at_once)
    yield hub
    await hub.close()


@pytest.fixture
def talking(house: House, hub: Hub) -> Talking:
    talking = Talking(hub.publish)
    hallway = HallwayReading(house.database)
    serve_topics(hub, house.database, hallway, FakeClock(START), house.limits, talking)
    return talking


def eyes(account: Account) -> Who:
    return Who(account.id, account.login_session)


async def first(hub: Hub, reader: Reader, topic: str) -> dict[str, object]:
    hub.watch(reader, topic)
    return await heard(reader)


@pytest.mark.usefixtures("talking")
async def test_a_room_is_shown_only_to_the_login_session_that_is_in_it(
    house: House, hub: Hub, ana: Account
) -> None:
    other_device = await house.signed_in_again(ana)
    await house.room(ana)
    await house.join(ana)
    with hub.reading(eyes(ana)) as inside, hub.reading(eyes(other_device)) as outside:
        seen = await first(hub, inside, f"room:{ROOM}")
        unseen = await first(hub, outside, f"room:{ROOM}")

    assert (seen["kind"], unseen["kind"]) == ("snapshot", "gone")


@pytest.mark.usefixtures("talking")
async def test_the_device_that_was_displaced_is_told_why(
    house: House, hub: Hub, ana: Account
) -> None:
    other_device = await house.signed_in_again(ana)
    await house.room(ana)
    await house.join(ana)
    await house.join(other_device)
    with hub.reading(eyes(ana)) as old, hub.reading(eyes(other_device)) as new:
        old_state = (await first(hub, old, "me"))["state"]
        new_state = (await first(hub, new, "me"))["state"]

    assert old_state["ended"] == {  # type: ignore[index] # JSON
        "room_id": str(ROOM),
        "reason": "displaced",
        "by": None,
        "words": None,
    }
    assert new_state["ended"] is None  # type: ignore[index] # JSON


@pytest.mark.usefixtures("talking")
async def test_an_end_is_told_for_ten_minutes(house: House, hub: Hub, ana: Account) -> None:
    house.now = START - timedelta(minutes=10)
    await house.room(ana)
    await house.join(ana)
    async with house.rooms() as rooms:
        await rooms.leave(ROOM, ana, house.now)
    with hub.reading(eyes(ana)) as reader:
        state = (await first(hub, reader, "me"))["state"]

    assert state["ended"] is None  # type: ignore[index] # JSON


@pytest.mark.usefixtures("talking")
async def test_nobody_reads_what_is_only_for_another(house: House, hub: Hub, ana: Account) -> None:
    bo = await house.member("bo_")
    with hub.reading(eyes(bo)) as reader:
        message = await first(hub, reader, f"me:{ana.id}")

    assert message["kind"] == "gone"


async def test_voices_are_told_without_a_look_into_the_database(
    house: House, hub: Hub, ana: Account, talking: Talking, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.room(ana)
    lease = await house.join(ana)
    with hub.reading(eyes(ana)) as reader:
        await first(hub, reader, f"room:{ROOM}")
        monkeypatch.delattr(Database, "reading")
        talking.tell(ROOM, frozenset({lease.id}))
        frame = await heard(reader)

    assert (frame["kind"], frame["talking"]) == ("talking", [str(ana.id)])


async def test_a_snapshot_says_who_is_talking_already(
    house: House, hub: Hub, ana: Account, talking: Talking
) -> None:
    await house.room(ana)
    lease = await house.join(ana)
    talking.tell(ROOM, frozenset({lease.id}))
    with hub.reading(eyes(ana)) as reader:
        state = (await first(hub, reader, f"room:{ROOM}"))["state"]

    assert state["talking"] == [str(ana.id)]  # type: ignore[index] # JSON


@pytest.mark.usefixtures("talking")
async def test_a_seat_is_shown_as_an_empty_chair(
    house: House, hub: Hub, ana: Account, bo: Account
) -> None:
    await house.room(ana)
    await house.join(bo)
    with hub.reading(eyes(bo)) as reader:
        state = (await first(hub, reader, f"room:{ROOM}"))["state"]
    chair = state["stage"][0]  # type: ignore[index] # JSON

    assert (chair["presence"], chair["lease_id"], chair["role"]) == ("seat", None, "host")
    assert chair["account"]["id"] == str(ana.id)
