"""Rooms without anybody asking: what the media server reports, and what time does."""

from datetime import timedelta

import pytest
from tests.support.house import House
from tests.support.stages import ROOM, SECOND

from torg.accounts.account import Account
from torg.errors import NotAllowed, OfferGone
from torg.media.leases import Lease, Lost, Observed
from torg.media.repository import Leases
from torg.stage import commands as c
from torg.stage.roles import Role
from torg.stage.state import Closing, EndReason, Mic, Presence


def seen(lease: Lease, presence: Presence = Presence.PRESENT, mic: Mic = Mic.NONE) -> Observed:
    return Observed(lease.id, lease.account, presence, mic)


async def on_stage(house: House, host: Account, guest: Account) -> Lease:
    """Bring a guest on the stage of a room with its host in it."""
    await house.room(host)
    await house.observe(seen(await house.join(host)))
    lease = await house.join(guest)
    await house.act(c.InviteToSpeak(host.id, guest.id), host)
    await house.act(c.AcceptOffer(guest.id), guest)
    await house.observe(seen(lease))
    return lease


async def test_the_roster_says_what_the_media_server_says(
    house: House, ana: Account, bo: Account
) -> None:
    lease = await on_stage(house, ana, bo)
    await house.observe(seen(lease, mic=Mic.LIVE))
    here = (await house.stage()).participants[bo.id]

    assert (here.presence, here.mic) == (Presence.PRESENT, Mic.LIVE)
    assert f"room:{ROOM}" in house.told


async def test_nothing_is_told_of_a_report_that_changes_nothing(
    house: House, ana: Account, bo: Account
) -> None:
    lease = await on_stage(house, ana, bo)
    house.told.clear()
    await house.observe(seen(lease))

    assert house.told == []


async def test_presence_alone_is_no_news_for_the_hallway_or_the_media_server(
    house: House, ana: Account, bo: Account
) -> None:
    lease = await on_stage(house, ana, bo)
    house.told.clear()
    house.kicked.clear()
    await house.observe(seen(lease, Presence.RECONNECTING))

    assert house.told == [f"room:{ROOM}"]
    assert house.kicked == []


async def test_a_lost_speaker_has_a_minute_to_come_back(
    house: House, ana: Account, bo: Account
) -> None:
    lease = await on_stage(house, ana, bo)
    await house.observe(Lost(lease.id, bo.id))
    await house.tick(after=timedelta(seconds=59))
    back = await house.join(bo)

    assert (back.role, back.presence) == (Role.SPEAKER, Presence.JOINING)


async def test_after_the_minute_a_lost_speaker_is_a_listener(
    house: House, ana: Account, bo: Account
) -> None:
    lease = await on_stage(house, ana, bo)
    await house.observe(Lost(lease.id, bo.id))
    await house.tick(after=timedelta(seconds=60))
    back = await house.join(bo)

    assert back.role is Role.LISTENER


async def test_a_held_mute_survives_a_lost_connection(
    house: House, ana: Account, bo: Account
) -> None:
    lease = await on_stage(house, ana, bo)
    await house.act(c.HoldMute(ana.id, bo.id), ana)
    await house.observe(Lost(lease.id, bo.id))
    back = await house.join(bo)

    assert (back.role, back.held) == (Role.SPEAKER, True)


async def test_a_second_device_displaces_the_first_in_the_same_place(
    house: House, ana: Account, bo: Account
) -> None:
    first = await on_stage(house, ana, bo)
    second = await house.join(await house.signed_in_again(bo))
    async with house.database.reading() as transaction:
        old = await Leases(transaction).get(first.id)

    assert old is not None
    assert old.end_reason is EndReason.DISPLACED
    assert (second.role, second.since) == (Role.SPEAKER, first.since)


async def test_a_displaced_device_has_no_say_and_cannot_take_the_new_one_out(
    house: House, ana: Account, bo: Account
) -> None:
    await on_stage(house, ana, bo)
    await house.join(await house.signed_in_again(bo))
    async with house.rooms() as rooms:
        await rooms.leave(ROOM, bo, house.now)
    with pytest.raises(NotAllowed):
        await house.act(c.MoveToAudience(bo.id, bo.id), bo)

    assert (await house.stage()).participants[bo.id].role is Role.SPEAKER


async def test_an_offer_lapses_at_sixty_seconds(house: House, ana: Account, bo: Account) -> None:
    await house.room(ana)
    await house.observe(seen(await house.join(ana)))
    await house.join(bo)
    await house.act(c.InviteToSpeak(ana.id, bo.id), ana)
    await house.tick(after=timedelta(seconds=60))
    with pytest.raises(OfferGone):
        await house.act(c.AcceptOffer(bo.id), bo)

    assert (await house.stage()).offers == {}
    assert f"me:{bo.id}" in house.told


async def test_a_room_nobody_connects_to_disappears_after_a_minute(
    house: House, ana: Account
) -> None:
    await house.room(ana)
    await house.tick(after=timedelta(seconds=59))
    before = (await house.stage()).ended
    await house.tick(after=SECOND)
    stage = await house.stage()

    assert before is None
    assert (stage.ended, stage.epoch) == (Closing.NOBODY_THERE, 2)


async def test_a_room_whose_host_went_ends_after_two_minutes(
    house: House, ana: Account, bo: Account
) -> None:
    await on_stage(house, ana, bo)
    async with house.rooms() as rooms:
        await rooms.leave(ROOM, ana, house.now)
    await house.tick(after=timedelta(minutes=2))
    async with house.database.reading() as transaction:
        left = await Leases(transaction).live_in(ROOM)

    assert (await house.stage()).ended is Closing.NO_MODERATOR
    assert left == ()
    assert ROOM in house.kicked


async def test_whose_login_session_is_over_is_out_of_the_room_at_the_next_tick(
    house: House, ana: Account, bo: Account
) -> None:
    await on_stage(house, ana, bo)
    await house.sign_out_by_the_back_door(bo)
    await house.tick()

    assert bo.id not in (await house.stage()).participants
    assert f"room:{ROOM}" in house.told


async def test_a_report_about_a_room_that_is_over_or_never_was_is_no_fault(
    house: House, ana: Account, bo: Account
) -> None:
    lease = await on_stage(house, ana, bo)
    await house.act(c.EndRoom(ana.id), ana)
    house.told.clear()
    await house.observe(seen(lease), Lost(lease.id, bo.id))

    assert house.told == []
