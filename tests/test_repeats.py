"""Commands sent again under the same `Idempotency-Key`: nothing is made twice."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.ties import members

from torg.db.repeats import RepeatRow

KEY = "5b0e8c1e-6f4b-4f7f-9a2e-0d7c6f0f2b11"
ROOM = {"title": "Late talk", "languages": ["en"], "type": "open"}
INVITATION = {"language": "en"}


async def under(key: str, browser: Browser, path: str, wish: object) -> Answer:
    return await browser.ask("POST", path, wish, headers={"Idempotency-Key": key})


def token_of(answer: Answer) -> str:
    return str(answer.body["link"]).partition("#")[2]


async def test_a_room_asked_for_twice_is_one_room(gateway: Gateway) -> None:
    owner = await gateway.owner()
    first = await under(KEY, owner, "/api/rooms", ROOM)
    again = await under(KEY, owner, "/api/rooms", ROOM)
    another = await under("another", owner, "/api/rooms", ROOM)

    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body
    assert another.body["id"] != first.body["id"]
    assert len((await owner.get("/api/rooms")).body["rooms"]) == 2


async def test_without_a_key_each_room_is_a_new_one(gateway: Gateway) -> None:
    owner = await gateway.owner()
    made = [await owner.post("/api/rooms", ROOM) for _ in range(2)]

    assert made[0].body["id"] != made[1].body["id"]


async def test_a_key_is_its_accounts_own(gateway: Gateway) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    owners = await under(KEY, owner, "/api/rooms", ROOM)
    bobs = await under(KEY, bob, "/api/rooms", ROOM)

    assert owners.body["id"] != bobs.body["id"]
    assert bobs.body["host"]["handle"] == "bob"


async def test_a_key_serves_a_room_and_an_invitation_alike(gateway: Gateway) -> None:
    owner = await gateway.owner()
    room = await under(KEY, owner, "/api/rooms", ROOM)
    invitation = await under(KEY, owner, "/api/invitations", INVITATION)

    assert (room.status, invitation.status) == (201, 201)


async def test_a_key_serves_two_members_who_are_given_invitations(gateway: Gateway) -> None:
    owner, bob, eva = [await gateway.owner(), *await members(gateway, "bob", "eva")]
    statuses = [
        (
            await under(KEY, owner, f"/api/admin/members/{who.me['id']}/invitations", {"count": 3})
        ).status
        for who in (bob, eva, bob)
    ]
    left = [(await who.get("/api/invitations")).body["left"] for who in (bob, eva)]

    assert statuses == [204] * 3
    assert left == [5, 5]


@pytest.mark.parametrize(
    ("path", "first", "second"),
    [
        ("/api/rooms", ROOM, ROOM | {"title": "Another talk"}),
        ("/api/invitations", INVITATION, {"language": "is"}),
        ("/api/admin/members/{bob}/invitations", {"count": 1}, {"count": 2}),
    ],
)
async def test_another_command_under_a_key_is_refused(
    gateway: Gateway, path: str, first: object, second: object
) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    path = path.replace("{bob}", bob.me["id"])
    made = await under(KEY, owner, path, first)
    refused = await under(KEY, owner, path, second)
    again = await under(KEY, owner, path, first)

    assert made.status in {201, 204}
    assert (refused.status, refused.code) == (422, "key_reused")
    assert again.status == made.status


async def test_of_two_commands_at_once_under_a_key_one_is_refused(gateway: Gateway) -> None:
    owner = await gateway.owner()
    wishes = [ROOM | {"title": f"Talk {number}"} for number in range(4)]
    answers = await asyncio.gather(*(under(KEY, owner, "/api/rooms", wish) for wish in wishes))

    assert sorted(answer.status for answer in answers) == [201, 422, 422, 422]


async def test_a_repeat_counts_against_no_limit(gateway: Gateway) -> None:
    owner = await gateway.owner()
    opened = [await under(str(n), owner, "/api/rooms", ROOM) for n in range(7)]
    again = await under("0", owner, "/api/rooms", ROOM)

    assert [each.status for each in opened] == [201] * 6 + [429]
    assert again.body == opened[0].body


async def test_a_room_that_has_ended_since_is_not_opened_again(gateway: Gateway) -> None:
    owner = await gateway.owner()
    room = (await under(KEY, owner, "/api/rooms", ROOM)).body["id"]
    await owner.post(f"/api/rooms/{room}/join")
    await owner.post(f"/api/rooms/{room}/end")
    again = await under(KEY, owner, "/api/rooms", ROOM)

    assert (again.status, again.code) == (404, "room_not_found")


async def test_what_was_refused_may_be_tried_again_under_its_key(gateway: Gateway) -> None:
    owner = await gateway.owner()
    wrong = await under(KEY, owner, "/api/rooms", ROOM | {"type": "closed", "list": ["nobody"]})
    right = await under(KEY, owner, "/api/rooms", ROOM)

    assert (wrong.code, right.status) == ("member_unknown", 201)


async def test_after_a_day_a_key_is_a_new_one_and_the_old_is_forgotten(gateway: Gateway) -> None:
    owner = await gateway.owner()
    first = await under(KEY, owner, "/api/rooms", ROOM)
    gateway.clock.forward(timedelta(hours=24))
    later = await under(KEY, owner, "/api/rooms", ROOM)
    async with gateway.database.reading() as transaction:
        rows = (await transaction.session.scalars(select(RepeatRow))).all()

    assert later.body["id"] != first.body["id"]
    assert [str(row.made_id) for row in rows] == [later.body["id"]]


async def test_an_invitation_asked_for_twice_is_one_with_a_new_link(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    first = await under(KEY, bob, "/api/invitations", INVITATION)
    again = await under(KEY, bob, "/api/invitations", INVITATION)
    path = f"/api/invitations/{first.body['id']}/look"
    newcomer = await gateway.browser()
    by_first = await newcomer.post(path, {"token": token_of(first)})
    by_second = await newcomer.post(path, {"token": token_of(again)})

    assert again.body == first.body | {"link": again.body["link"]}
    assert (by_first.code, by_second.status) == ("invitation_dead", 200)
    assert (await bob.get("/api/invitations")).body["left"] == 1


async def test_a_link_that_somebody_opened_is_never_replaced(gateway: Gateway) -> None:
    owner = await gateway.owner()
    made = await under(KEY, owner, "/api/invitations", INVITATION)
    path = f"/api/invitations/{made.body['id']}/look"
    newcomer = await gateway.browser()
    await newcomer.post(path, {"token": token_of(made)})
    again = await under(KEY, owner, "/api/invitations", INVITATION)

    assert (again.status, again.code) == (404, "invitation_dead")
    assert (await newcomer.post(path, {"token": token_of(made)})).status == 200


async def test_a_key_of_any_length_is_not_taken(gateway: Gateway) -> None:
    answer = await under("k" * 129, await gateway.owner(), "/api/rooms", ROOM)

    assert (answer.status, answer.code) == (422, "validation")
