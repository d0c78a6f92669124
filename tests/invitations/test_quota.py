"""How many invitations a member may give, and what takes them away."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from tests.support.gateway import Browser, Gateway

from torg.accounts.models import AccountRow
from torg.invitations.allowances_repository import Allowances
from torg.invitations.growing import erase_dead_invitations
from torg.invitations.models import AllowanceRow, InvitationRow
from torg.invitations.repository import Invitations
from torg.kit.ids import AccountId


async def given(member: Browser) -> tuple[int, list[str]]:
    body = (await member.get("/api/invitations")).body
    return body["left"], [each["state"] for each in body["invitations"]]


async def test_what_has_grown_is_there_to_give(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    async with gateway.database.transaction() as transaction:
        which = AllowanceRow.account_id == UUID(bob.me["id"])
        await transaction.session.execute(update(AllowanceRow).where(which).values(grown=1))
    made = [await bob.post("/api/invitations", {"language": "en"}) for _ in range(4)]

    assert [answer.status for answer in made] == [201, 201, 201, 409]
    assert (await bob.get("/api/invitations")).body["quota"] == {
        "start": 2,
        "grown": 1,
        "granted": 0,
    }


async def test_an_expired_invitation_returns_to_the_quota(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    await bob.post("/api/invitations", {"language": "en", "expires_days": 1})
    gateway.clock.forward(timedelta(days=1) - timedelta(microseconds=1))
    before = await given(bob)
    gateway.clock.forward(timedelta(microseconds=1))

    assert before == (1, ["pending"])
    assert await given(bob) == (2, ["expired"])


async def test_a_suspended_member_has_none(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    now, account = gateway.clock.now(), AccountId(UUID(bob.me["id"]))
    async with gateway.database.transaction() as transaction:
        which = AccountRow.id == account
        until = now + timedelta(days=1)
        suspended = {"suspended_at": now, "suspended_until": until}
        await transaction.session.execute(update(AccountRow).where(which).values(**suspended))
        allowances = Allowances(transaction)
        during = await allowances.of(account, until - timedelta(microseconds=1))
        after = await allowances.of(account, until)

    assert (during.suspended, after.suspended) == (True, False)


async def test_voiding_withdraws_only_what_still_could_let_somebody_in(gateway: Gateway) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    await gateway.invitation(owner)
    await bob.post("/api/invitations", {"language": "en", "expires_days": 1})
    gateway.clock.forward(timedelta(days=1))
    await gateway.member("eva", by=bob)
    await gateway.invitation(bob)
    async with gateway.database.transaction() as transaction:
        account = AccountId(UUID(bob.me["id"]))
        await Invitations(transaction).void([account], gateway.clock.now())

    assert sorted((await given(bob))[1]) == ["expired", "joined", "revoked"]
    assert sorted((await given(owner))[1]) == ["joined", "pending"]


async def test_dead_invitations_are_erased_after_thirty_days(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await gateway.member("bob")
    revoked, _ = await gateway.invitation()
    await owner.delete(f"/api/invitations/{revoked}")
    await owner.post("/api/invitations", {"language": "en", "expires_days": 1})
    await owner.post("/api/invitations", {"language": "en", "expires_days": 30})
    start, left = gateway.clock.now(), []
    for later in (
        timedelta(days=30) - timedelta(microseconds=1),
        timedelta(days=30),
        timedelta(days=31),
        timedelta(days=60),
    ):
        await erase_dead_invitations(gateway.database, start + later)
        async with gateway.database.reading() as transaction:
            left.append(await transaction.session.scalar(select(func.count(InvitationRow.id))))

    assert left == [4, 3, 2, 1]
