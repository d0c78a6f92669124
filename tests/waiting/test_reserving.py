"""Reserving a name: what is kept, what is told, and to whom."""

from datetime import timedelta
from typing import Final

import pytest
from sqlalchemy import func, select
from tests.support.authenticator import Authenticator
from tests.support.gateway import Gateway
from tests.support.reserving import a_wish, listed, made_passkey, reserve, standing

from torg.app.housekeeping import do_jobs
from torg.audit.acts import Act
from torg.audit.models import AuditRow
from torg.inbox.kinds import Kind
from torg.inbox.models import NoticeRow
from torg.kit.fresh import fingerprint_of
from torg.waiting.models import ReservationCodeRow, ReservationMemberRow, ReservationRow
from torg.waiting.rules import KEPT

INSTANT: Final = timedelta(microseconds=1)


async def test_who_reserves_a_name_gets_ten_codes_to_come_back_by(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    reserved = await reserve(stranger, "anna")
    looks = [await standing(stranger, "anna", code) for code in reserved["codes"]]

    assert set(reserved) == {"reservation_id", "codes", "expires_at"}
    assert len(set(reserved["codes"])) == 10
    assert {look.body["state"] for look in looks} == {"waiting"}
    assert {look.body["expires_at"] for look in looks} == {reserved["expires_at"]}


async def test_a_code_is_read_however_it_was_typed(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    code = (await reserve(stranger, "anna"))["codes"][0]
    look = await standing(stranger, " @Anna", code.upper().replace("-", " "))

    assert look.body["state"] == "waiting"


async def test_of_a_code_only_its_fingerprint_is_kept(gateway: Gateway) -> None:
    reserved = await reserve(await gateway.browser(), "anna")
    async with gateway.database.reading() as transaction:
        kept = set(await transaction.session.scalars(select(ReservationCodeRow.code_hash)))

    assert kept == {fingerprint_of(code.replace("-", "")) for code in reserved["codes"]}


async def test_only_the_named_members_and_admins_see_who_waits(gateway: Gateway) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    eva = await gateway.member("eva")
    await reserve(await gateway.browser(), "anna", "bob", "nobody")

    assert await listed(bob) == ["anna"]
    assert await listed(eva) == []
    assert await listed(owner) == ["anna"]


async def test_the_look_of_an_admin_is_written_down_and_no_members(gateway: Gateway) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    await listed(bob)
    await listed(owner)
    async with gateway.database.reading() as transaction:
        looks = select(AuditRow.actor_id).where(AuditRow.act == Act.WAITING_LOOKED_AT)
        actors = [str(each) for each in await transaction.session.scalars(looks)]

    assert actors == [owner.me["id"]]


async def test_whoever_is_signed_out_sees_nobody(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    await reserve(stranger, "anna")

    assert (await stranger.get("/api/waiting")).code == "not_signed_in"


async def test_a_member_is_told_who_waits_and_nothing_that_opens(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    reserved = await reserve(await gateway.browser(), "anna", "@Bob")
    (shown,) = (await bob.get("/api/waiting")).body["reservations"]

    assert shown == {
        "id": reserved["reservation_id"],
        "name": "Anna",
        "handle": "anna",
        "languages": ["is"],
        "created_at": shown["created_at"],
        "expires_at": reserved["expires_at"],
        "names_me": True,
    }


async def test_named_members_find_it_in_their_inbox(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    reserved = await reserve(await gateway.browser(), "anna", "bob")
    async with gateway.database.reading() as transaction:
        told = select(NoticeRow).where(NoticeRow.kind == Kind.WAITING)
        (notice,) = await transaction.session.scalars(told)

    assert str(notice.subject_id) == reserved["reservation_id"]
    assert (str(notice.account_id), notice.about_id) == (bob.me["id"], None)


async def test_who_declines_sees_it_no_more_and_the_others_do(gateway: Gateway) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    stranger = await gateway.browser()
    reserved = await reserve(stranger, "anna", "bob", "eva")
    path = f"/api/waiting/{reserved['reservation_id']}/decline"
    answers = [await bob.post(path), await bob.post(path)]

    assert [answer.status for answer in answers] == [204, 404]
    assert (await listed(bob), await listed(eva)) == ([], ["anna"])
    assert (await standing(stranger, "anna", reserved["codes"][0])).body["state"] == "waiting"


async def test_a_reservation_is_withdrawn_by_any_of_its_codes(gateway: Gateway) -> None:
    bob, stranger = await gateway.member("bob"), await gateway.browser()
    reserved = await reserve(stranger, "anna", "bob")
    body = {"handle": "anna", "code": reserved["codes"][9]}
    answers = [await stranger.post("/api/waiting/withdraw", body) for _ in range(2)]

    assert [answer.status for answer in answers] == [204, 404]
    assert (await standing(stranger, "anna", reserved["codes"][0])).status == 404
    assert await listed(bob) == []


@pytest.mark.parametrize("handle", ["bob", "anna"])
async def test_a_false_code_or_handle_opens_nothing(gateway: Gateway, handle: str) -> None:
    stranger = await gateway.browser()
    codes = {"anna": "0" * 32, "bob": (await reserve(stranger, "anna"))["codes"][0]}
    await reserve(stranger, "bob")
    body = {"handle": handle, "code": codes[handle]}

    assert (await standing(stranger, **body)).code == "reservation_not_found"
    assert (await stranger.post("/api/waiting/withdraw", body)).code == "reservation_not_found"


async def test_after_thirty_days_nothing_is_left_of_it(gateway: Gateway) -> None:
    await gateway.member("bob")
    stranger = await gateway.browser()
    reserved = await reserve(stranger, "anna", "bob")
    gateway.clock.forward(KEPT - INSTANT)
    before = await standing(stranger, "anna", reserved["codes"][0])
    gateway.clock.forward(INSTANT)
    after = await standing(stranger, "anna", reserved["codes"][0])
    await do_jobs(gateway.database, gateway.clock.now())
    async with gateway.database.reading() as transaction:
        tables = (ReservationRow, ReservationCodeRow, ReservationMemberRow)
        left = [
            await transaction.session.scalar(select(func.count()).select_from(each))
            for each in tables
        ]

    assert (before.status, after.status) == (200, 404)
    assert left == [0, 0, 0]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"handle": "an"}, 422),
        ({"handle": "a" * 17}, 422),
        ({"handle": "аnna"}, 422),  # noqa: RUF001 - the first letter is Cyrillic
        ({"known": ["a", "b", "c", "d"]}, 422),
        ({"known": ["a", "b", "c"]}, 201),
        ({"languages": []}, 422),
        ({"name": "\u202eanna"}, 422),
        ({"message": "let me in"}, 422),
    ],
)
async def test_what_is_said_keeps_its_rules(
    gateway: Gateway, changed: dict[str, object], status: int
) -> None:
    stranger = await gateway.browser()

    assert (await stranger.post("/api/waiting", a_wish("anna") | changed)).status == status


async def test_the_sixth_reservation_of_a_network_waits_an_hour(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    for _ in range(5):
        await reserve(stranger, "anna")
    sixth = await stranger.post("/api/waiting", a_wish("anna"))
    gateway.clock.forward(timedelta(hours=1))

    assert sixth.code == "too_many"
    assert (await stranger.post("/api/waiting", a_wish("anna"))).status == 201


async def test_the_eleventh_look_of_a_minute_waits(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    looks = [await standing(stranger, "anna", "0" * 32) for _ in range(11)]

    assert [look.status for look in looks] == [404] * 10 + [429]


async def test_a_passkey_answers_its_own_challenge_once(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    passkey = await made_passkey(stranger, Authenticator(gateway.origin), "anna")
    first = await stranger.post("/api/waiting", a_wish("anna", passkey=passkey))
    second = await stranger.post("/api/waiting", a_wish("anna", passkey=passkey))

    assert (first.status, first.body["reservation_id"]) == (201, passkey["id"])
    assert second.code == "passkey_refused"


async def test_the_passkey_of_somebody_who_waits_is_not_taken_twice(gateway: Gateway) -> None:
    stranger, device = await gateway.browser(), Authenticator(gateway.origin)
    answers = []
    for handle in ("anna", "berta"):
        passkey = await made_passkey(stranger, device, handle)
        answers.append(await stranger.post("/api/waiting", a_wish(handle, passkey=passkey)))

    assert [answer.status for answer in answers] == [201, 422]
    assert answers[1].code == "passkey_refused"
