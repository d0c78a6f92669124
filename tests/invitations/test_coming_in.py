"""Coming in by an invitation."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from tests.support.gateway import Answer, Gateway, person
from tests.support.statements import statements_at

from torg.accounts.models import AccountRow
from torg.accounts.schemas import Newcomer
from torg.errors import InvitationDead
from torg.inbox.models import NoticeRow
from torg.invitations.coming_in import ComingIn
from torg.invitations.models import AdmissionRow, InvitationRow
from torg.invitations.repository import Invitations
from torg.kit.fresh import fingerprint_of
from torg.kit.ids import AccountId


def without_its_id(answer: Answer) -> tuple[int, object, frozenset[tuple[str, str]]]:
    """Give all of an answer that may not differ between two failures."""
    body = {key: value for key, value in answer.body.items() if key != "request_id"}
    headers = frozenset(
        (name.lower(), value)
        for name, value in answer.headers.items()
        if name.lower() not in {"date", "x-request-id"}
    )
    return answer.status, tuple(body.items()), headers


async def test_a_newcomer_sees_who_invites_them_and_comes_in(gateway: Gateway) -> None:
    owner = await gateway.owner()
    invitation, token = await gateway.invitation()
    browser = await gateway.browser()
    look = await browser.post(f"/api/invitations/{invitation}/look", {"token": token})
    opened = (await owner.get("/api/invitations")).body["invitations"][0]["state"]
    joined = await browser.post(
        f"/api/invitations/{invitation}/redeem", {"token": token, **person("bob")}
    )
    listed = (await owner.get("/api/invitations")).body["invitations"][0]

    assert look.body == {
        "instance": "Torg",
        "inviter": {"id": owner.me["id"], "handle": "owner", "name": "Owner", "photo": None},
        "language": "en",
    }
    assert opened == "opened"
    assert joined.status == 201
    assert (await browser.get("/api/me")).body == joined.body
    assert listed["state"] == "joined"
    assert listed["member"]["handle"] == "bob"


async def test_of_many_at_once_exactly_one_comes_in(gateway: Gateway) -> None:
    invitation, token = await gateway.invitation()
    browsers = [await gateway.browser() for _ in range(9)]
    answers = await asyncio.gather(
        *(
            browser.post(
                f"/api/invitations/{invitation}/redeem", {"token": token, **person(f"bob_{n}")}
            )
            for n, browser in enumerate(browsers)
        )
    )

    assert sorted(answer.status for answer in answers) == [201] + [404] * 8


async def dead_invitations(gateway: Gateway) -> list[tuple[str, str]]:
    """Make invitations that can let nobody in, each for another reason; give ids and tokens."""
    owner = await gateway.owner()
    wrong, _ = await gateway.invitation()
    used, used_token = await gateway.invitation()
    await (await gateway.browser()).post(
        f"/api/invitations/{used}/redeem", {"token": used_token, **person("bob")}
    )
    revoked, revoked_token = await gateway.invitation()
    await owner.delete(f"/api/invitations/{revoked}")
    expired, expired_token = await gateway.invitation()
    gateway.clock.forward(timedelta(days=14))
    of_suspended, of_deleted, of_voided = [
        await gateway.invitation(await gateway.member(handle)) for handle in ("cid", "dan", "eli")
    ]
    now = gateway.clock.now()
    async with gateway.database.transaction() as transaction:
        for handle, changed in (("cid", {"suspended_at": now}), ("dan", {"deleted_at": now})):
            which = AccountRow.handle == handle
            await transaction.session.execute(update(AccountRow).where(which).values(**changed))
        eli = await transaction.session.scalar(select(AccountRow.id).filter_by(handle="eli"))
        assert eli is not None
        await Invitations(transaction).void([AccountId(eli)], now)
    return [
        (wrong, "guessed"),
        (used, used_token),
        (revoked, revoked_token),
        (expired, expired_token),
        of_suspended,
        of_deleted,
        of_voided,
        (str(uuid4()), used_token),
        ("no-id-at-all", used_token),
    ]


async def test_every_dead_invitation_answers_alike(gateway: Gateway) -> None:
    dead = await dead_invitations(gateway)
    stranger = await gateway.browser()
    looks = [
        await stranger.post(f"/api/invitations/{which}/look", {"token": token})
        for which, token in dead
    ]
    gateway.clock.forward(timedelta(minutes=1))
    redeems = [
        await stranger.post(f"/api/invitations/{which}/redeem", {"token": token, **person("bob")})
        for which, token in dead
    ]

    assert len({without_its_id(answer) for answer in looks + redeems}) == 1
    assert looks[0].code == "invitation_dead"


async def test_every_dead_invitation_costs_the_same_work(gateway: Gateway) -> None:
    dead = await dead_invitations(gateway)
    work = set()
    for which, token in dead[:-1]:
        body = Newcomer(token=token, **person("fay"))
        with statements_at(gateway) as seen, suppress(InvitationDead):
            async with gateway.database.transaction() as transaction:
                entry = ComingIn(transaction, gateway.app.state.instance_key)
                await entry.redeem(UUID(which), body, gateway.clock.now())
        work.add(tuple(each for each in seen if "invitations" in each))

    assert len(work) == 1
    assert len(work.pop()) == 1


async def test_nobody_lets_themselves_in_once_more(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    invitation, token = await gateway.invitation(bob)
    path = f"/api/invitations/{invitation}/redeem"
    again = await bob.post(path, {"token": token, **person("bob_2")})
    friend = await (await gateway.browser()).post(path, {"token": token, **person("eva")})

    assert again.code == "invitation_dead"
    assert friend.status == 201


async def test_the_inviter_is_told_who_joined(gateway: Gateway) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    async with gateway.database.reading() as transaction:
        (notice,) = await transaction.session.scalars(select(NoticeRow))

    assert (str(notice.account_id), notice.kind) == (owner.me["id"], "joined")
    assert str(notice.about_id) == bob.me["id"]


async def test_a_taken_handle_leaves_the_invitation_alive(gateway: Gateway) -> None:
    await gateway.member("ana")
    invitation, token = await gateway.invitation()
    browser = await gateway.browser()
    path = f"/api/invitations/{invitation}/redeem"
    taken = await browser.post(path, {"token": token, **person("ana")})
    refused = await browser.post(path, {"token": token, **person("Bob")})
    joined = await browser.post(path, {"token": token, **person("bob")})

    assert (taken.status, taken.code) == (409, "handle_taken")
    assert (refused.status, refused.code) == (422, "handle_refused")
    assert joined.status == 201


@pytest.mark.parametrize("handle", ["4na", "ana_", "a_na"])
async def test_a_handle_that_looks_like_a_members_is_taken(gateway: Gateway, handle: str) -> None:
    await gateway.member("ana")
    invitation, token = await gateway.invitation()
    browser = await gateway.browser()
    body = {"token": token, **person(handle)}
    answer = await browser.post(f"/api/invitations/{invitation}/redeem", body)

    assert (answer.status, answer.code) == (409, "handle_taken")


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 51},
        {"name": "Bob\u202e"},
        {"languages": []},
        {"languages": ["tlh"]},
        {"token": ""},
    ],
)
async def test_a_field_that_breaks_its_rule_is_named_but_not_repeated(
    gateway: Gateway, change: dict[str, object]
) -> None:
    invitation, token = await gateway.invitation()
    body = {"token": token, **person("bob"), **change}
    answer = await (await gateway.browser()).post(f"/api/invitations/{invitation}/redeem", body)

    assert (answer.status, answer.code) == (422, "validation")
    assert {field["path"].partition(".")[0] for field in answer.body["fields"]} == set(change)
    assert all(field.keys() == {"path", "code"} for field in answer.body["fields"])


async def test_ten_failures_a_minute_close_the_door_for_a_network(gateway: Gateway) -> None:
    invitation, token = await gateway.invitation()
    stranger = await gateway.browser()
    path = f"/api/invitations/{invitation}/look"
    failures = [await stranger.post(path, {"token": "guess"}) for _ in range(9)]
    failures.append(
        await stranger.post(
            f"/api/invitations/{invitation}/redeem", {"token": "guess", **person("bob")}
        )
    )
    closed = await stranger.post(path, {"token": token})
    gateway.clock.forward(timedelta(seconds=59))
    still_closed = await stranger.post(path, {"token": token})
    gateway.clock.forward(timedelta(seconds=1))
    open_again = await stranger.post(path, {"token": token})

    assert {answer.status for answer in failures} == {404}
    assert (closed.status, closed.code) == (429, "too_many")
    assert closed.headers["Retry-After"] == "60"
    assert (still_closed.status, still_closed.headers["Retry-After"]) == (429, "1")
    assert open_again.status == 200


async def test_only_failures_are_counted_against_a_network(gateway: Gateway) -> None:
    invitation, token = await gateway.invitation()
    stranger = await gateway.browser()
    path = f"/api/invitations/{invitation}/look"
    for _ in range(9):
        await stranger.post(path, {"token": "guess"})
    looks = [await stranger.post(path, {"token": token}) for _ in range(3)]

    assert {answer.status for answer in looks} == {200}


async def test_every_admission_is_recorded_once(gateway: Gateway) -> None:
    owner = await gateway.owner()
    bob = await gateway.member("bob")
    async with gateway.database.reading() as transaction:
        rows = list(
            await transaction.session.scalars(select(AdmissionRow).order_by(AdmissionRow.number))
        )
        invitation = await transaction.session.scalar(select(InvitationRow))

    assert [str(row.member_id) for row in rows] == [owner.me["id"], bob.me["id"]]
    assert rows[0].inviter_id is rows[0].invitation_id is None
    assert str(rows[1].inviter_id) == owner.me["id"]
    assert invitation is not None
    assert rows[1].invitation_id == invitation.id
    assert invitation.member_id == rows[1].member_id


async def test_of_a_token_only_the_fingerprint_is_stored(gateway: Gateway) -> None:
    _, token = await gateway.invitation()
    async with gateway.database.reading() as transaction:
        row = await transaction.session.scalar(select(InvitationRow))

    assert row is not None
    assert row.token_hash == fingerprint_of(token)
