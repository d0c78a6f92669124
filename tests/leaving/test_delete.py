"""A member goes for good: at once for everybody, and wholly or not at all."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from tests.support.gateway import Answer, Browser, Gateway, person
from tests.support.rooms import feed_of, join, open_room
from tests.support.signing import add_passkey, sign_in, take_codes

from torg.accounts.models import AccountRow, LockedHandleRow
from torg.accounts.rules import PROOF
from torg.leaving.register import backups_in, deleted_in
from torg.media.models import LeaseRow
from torg.rooms.models import RoomRow, SeatRow


async def delete(browser: Browser, handle: str | None = None) -> Answer:
    return await browser.post("/api/me/delete", {"handle": handle or browser.me["handle"]})


def id_of(browser: Browser) -> UUID:
    return UUID(browser.me["id"])


async def row_of(gateway: Gateway, browser: Browser) -> AccountRow:
    async with gateway.database.reading() as transaction:
        return await transaction.session.get_one(AccountRow, id_of(browser))


async def with_role(gateway: Gateway, browser: Browser, role: str) -> None:
    which = AccountRow.id == id_of(browser)
    async with gateway.database.transaction() as transaction:
        await transaction.session.execute(update(AccountRow).where(which).values(role=role))


async def role_of(gateway: Gateway, browser: Browser) -> str:
    return (await row_of(gateway, browser)).role


async def test_what_is_left_is_a_random_id_and_a_locked_handle(gateway: Gateway) -> None:
    bo = await gateway.member("bo_")
    gone = await delete(bo)
    row = await row_of(gateway, bo)
    async with gateway.database.reading() as transaction:
        lock = await transaction.session.scalar(select(LockedHandleRow))

    assert gone.status == 204
    assert row.deleted_at == gateway.clock.now()
    assert (row.name, row.bio, row.languages, row.skeleton, row.photo_id) == (
        "",
        "",
        [],
        None,
        None,
    )
    assert "bo_" not in row.handle
    assert lock is not None
    assert (lock.handle, lock.until) == ("bo_", gateway.clock.now() + timedelta(days=90))


async def test_whoever_goes_is_signed_out_everywhere_and_out_of_the_room(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    await join(ana, room)
    await join(bo, room)
    async with feed_of(ana) as feed:
        await feed.watch(f"room:{room}")
        gone = await delete(bo)
        await feed.until(f"room:{room}", lambda state: state["audience"]["count"] == 0)
    me = await bo.get("/api/me")
    async with gateway.database.reading() as transaction:
        query = select(LeaseRow.end_reason).where(LeaseRow.account_id == id_of(bo))
        reason = await transaction.session.scalar(query)

    assert gone.status == 204
    assert "torg-local" in gone.headers["Set-Cookie"]
    assert me.status == 401
    assert reason == "signed_out"


async def test_the_feed_of_who_goes_is_cut(gateway: Gateway) -> None:
    bo = await gateway.member("bo_")
    async with feed_of(bo) as feed:
        await feed.watch("me")
        await delete(bo)
        message = await feed.socket.receive(timeout=1)
        while message.type.name == "TEXT":
            message = await feed.socket.receive(timeout=1)

    assert message.type.name in {"CLOSE", "CLOSED"}


async def test_a_seat_that_waits_is_given_up(gateway: Gateway) -> None:
    bo = await gateway.member("bo_")
    room = await open_room(bo)  # a seat waits for its host
    await delete(bo)
    async with gateway.database.reading() as transaction:
        seats = await transaction.session.scalar(select(SeatRow))
        row = await transaction.session.get_one(RoomRow, UUID(room))

    assert seats is None
    assert row.closing_at is not None


@pytest.mark.parametrize("typed", ["", "bo", "@bo_", "Bo_", "owner"])
async def test_the_handle_must_be_typed_as_it_is(gateway: Gateway, typed: str) -> None:
    bo = await gateway.member("bo_")
    refused = await bo.post("/api/me/delete", {"handle": typed})

    assert (refused.status, refused.code) == (422, "validation")
    assert (await bo.get("/api/me")).status == 200


async def test_an_old_sign_in_is_no_proof(gateway: Gateway) -> None:
    bo = await gateway.member("bo_")
    await gateway.forward(PROOF)
    in_time = await bo.post("/api/me/delete", {"handle": "no"})
    await gateway.forward(timedelta(seconds=1))
    late = await delete(bo)

    assert in_time.code == "validation"
    assert (late.status, late.code) == (403, "proof_too_old")


async def test_nobody_can_take_the_handle_for_ninety_days(gateway: Gateway) -> None:
    await delete(await gateway.member("bo_"))

    invitation, token = await gateway.invitation()
    refused = await (await gateway.browser()).post(
        f"/api/invitations/{invitation}/redeem", {"token": token, **person("bo_")}
    )

    assert (refused.status, refused.code) == (409, "handle_taken")


async def test_invitations_that_were_not_used_are_dead(gateway: Gateway) -> None:
    bo = await gateway.member("bo_")
    invitation, token = await gateway.invitation(by=bo)
    await delete(bo)
    look = await (await gateway.browser()).post(
        f"/api/invitations/{invitation}/look", {"token": token}
    )

    assert look.code == "invitation_dead"


async def test_whom_they_let_in_stays(gateway: Gateway) -> None:
    bo = await gateway.member("bo_")
    eva = await gateway.member("eva", by=bo)
    await delete(bo)

    assert (await eva.get("/api/me")).status == 200


async def test_the_id_is_put_on_the_list_beside_the_backups(gateway: Gateway) -> None:
    bo = await gateway.member("bo_")
    await delete(bo)

    assert deleted_in(backups_in(gateway.settings.data_dir)) == {id_of(bo)}


async def test_the_owner_must_stay_while_nobody_could_take_over(gateway: Gateway) -> None:
    owner = await gateway.owner()
    bo = await gateway.member("bo_")
    nobody = await delete(owner)
    await with_role(gateway, bo, "admin")
    locked_out = await delete(owner)
    await take_codes(bo)
    gone = await delete(owner)

    assert (nobody.status, nobody.code) == (409, "owner_must_stay")
    assert (locked_out.status, locked_out.code) == (409, "owner_must_stay")
    assert gone.status == 204
    assert await role_of(gateway, bo) == "owner"


async def test_who_takes_over_signs_in_anew(gateway: Gateway) -> None:
    owner, bo = await gateway.owner(), await gateway.member("bo_")
    device = await add_passkey(bo)
    await with_role(gateway, bo, "admin")
    await delete(owner)
    before = await bo.get("/api/me")
    after = await sign_in(bo, device)

    assert before.code == "not_signed_in"
    assert after.body["role"] == "owner"


async def test_the_admin_who_came_first_and_can_come_back_takes_over(gateway: Gateway) -> None:
    owner = await gateway.owner()
    admins = []
    for handle in ("locked_out", "first", "second"):
        admins.append(await gateway.member(handle))
        gateway.clock.forward_s(1)
    for admin in reversed(admins):
        await with_role(gateway, admin, "admin")
    for admin in admins[1:]:
        await take_codes(admin)
    await delete(owner)
    roles = [await role_of(gateway, who) for who in admins]

    assert roles == ["admin", "owner", "admin"]


async def test_an_owner_who_is_alone_may_go_and_the_place_is_unclaimed(gateway: Gateway) -> None:
    gone = await delete(await gateway.owner())
    instance = (await (await gateway.browser()).get("/api/instance")).body

    assert gone.status == 204
    assert instance["state"] == "unclaimed"


async def test_going_twice_is_going_once(gateway: Gateway) -> None:
    bo = await gateway.member("bo_")
    answers = [(await delete(bo)).status for _ in range(2)]

    assert answers == [204, 401]
