"""Two hundred at once with one invitation, and two commands with the last one left (P27, S7)."""

import asyncio
from collections import Counter
from uuid import UUID

from sqlalchemy import func, select
from tests.support.gateway import Gateway, person

from torg.accounts.models import AccountRow
from torg.accounts.schemas import Newcomer
from torg.errors import DatabaseBusy, InvitationDead
from torg.invitations.coming_in import ComingIn
from torg.invitations.models import AdmissionRow
from torg.kit.limits import LIMITS, Limited, Per
from torg.kit.private import Private

RACERS = 200


async def test_of_two_hundred_at_once_exactly_one_comes_in(gateway: Gateway) -> None:
    invitation, token = await gateway.invitation()

    async def race(number: int) -> str:
        newcomer = Newcomer(token=token, **person(f"racer_{number}"))
        try:
            async with gateway.database.transaction() as transaction:
                entry = ComingIn(transaction, gateway.app.state.instance_key)
                await entry.redeem(UUID(invitation), newcomer, gateway.clock.now())
        except (InvitationDead, DatabaseBusy):
            return "out"
        return "in"

    outcomes = Counter(await asyncio.gather(*map(race, range(RACERS))))
    async with gateway.database.reading() as transaction:
        accounts = await transaction.session.scalar(select(func.count(AccountRow.id)))
        admissions = await transaction.session.scalar(select(func.count(AdmissionRow.number)))

    assert outcomes == {"in": 1, "out": RACERS - 1}
    assert (accounts, admissions) == (2, 2)


async def test_the_last_invitation_is_given_once(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    await gateway.invitation(bob)
    answers = await asyncio.gather(
        *(bob.post("/api/invitations", {"language": "en"}) for _ in range(8))
    )

    assert sorted(answer.status for answer in answers) == [201] + [409] * 7


async def test_withdrawn_or_joined_by_but_never_both(gateway: Gateway) -> None:
    owner = await gateway.owner()
    for number in range(8):
        invitation, token = await gateway.invitation()
        browser = await gateway.browser()
        withdrawn, joined = await asyncio.gather(
            owner.delete(f"/api/invitations/{invitation}"),
            browser.post(
                f"/api/invitations/{invitation}/redeem",
                {"token": token, **person(f"bob_{number}")},
            ),
        )

        assert {withdrawn.status, joined.status} in ({204, 404}, {404, 201})


async def test_at_the_edge_of_its_limit_a_network_registers_one_more(gateway: Gateway) -> None:
    doors = [(await gateway.browser(), *await gateway.invitation()) for _ in range(4)]
    for _ in range(LIMITS[Limited.REGISTER][Per.NETWORK].times - 1):
        gateway.app.state.limits.spend(Limited.REGISTER, network=Private("127.0.0.0/24"))
    answers = await asyncio.gather(
        *(
            browser.post(
                f"/api/invitations/{invitation}/redeem",
                {"token": token, **person(f"member_{number}")},
            )
            for number, (browser, invitation, token) in enumerate(doors)
        )
    )

    assert sorted(answer.status for answer in answers) == [201, 429, 429, 429]
