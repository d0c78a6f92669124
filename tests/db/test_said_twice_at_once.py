"""What a member says twice at the same time is said once, and neither time is it a fault."""

import asyncio
from uuid import UUID, uuid4

from tests.support.gateway import Gateway
from tests.support.people import A_MOMENT
from tests.support.rooms import open_room

from torg.accounts.mail_repository import Emails
from torg.kit.ids import AccountId
from torg.kit.private import Private

ROUNDS = 3


async def test_a_room_is_hidden_once(gateway: Gateway) -> None:
    owner, ana = await gateway.owner(), await gateway.member("ana")
    for _ in range(ROUNDS):
        room = await open_room(owner)
        answers = await asyncio.gather(*(ana.put(f"/api/rooms/{room}/hidden") for _ in range(3)))
        gateway.clock.forward(A_MOMENT)

        assert [answer.status for answer in answers] == [204, 204, 204]


async def test_a_wish_is_kept_once(gateway: Gateway) -> None:
    for number in range(ROUNDS):
        ana = await gateway.member(f"ana{number}")
        wish = {"wish": "never"}
        answers = await asyncio.gather(
            *(ana.ask("PUT", "/api/inbox/wishes/ping", wish) for _ in range(3))
        )
        gateway.clock.forward(A_MOMENT)

        assert [answer.status for answer in answers] == [204, 204, 204]


async def test_an_address_is_kept_once(gateway: Gateway) -> None:
    async def put(account: AccountId) -> None:
        async with gateway.database.transaction() as transaction:
            await Emails(transaction).put(account, Private(f"a{uuid4().hex}@example.org"))

    for number in range(ROUNDS):
        ana = await gateway.member(f"ana{number}")
        account = AccountId(UUID(ana.me["id"]))
        await asyncio.gather(put(account), put(account), put(account))
        async with gateway.database.reading() as transaction:
            assert await Emails(transaction).of(account) is not None


async def test_a_passkey_is_asked_for_once(gateway: Gateway) -> None:
    for number in range(ROUNDS):
        ana = await gateway.member(f"ana{number}")
        answers = await asyncio.gather(*(ana.post("/api/passkeys/options") for _ in range(3)))
        gateway.clock.forward(A_MOMENT)

        assert [answer.status for answer in answers] == [200, 200, 200]
