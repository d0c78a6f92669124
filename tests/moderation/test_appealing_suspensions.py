"""A suspended member is told why after a right proof, and appeals by the ticket, once."""

import asyncio
from datetime import timedelta
from typing import Final

import pytest
from sqlalchemy import select
from tests.support.admins import lift, suspend
from tests.support.appealing import banned, somebody, suspended
from tests.support.gateway import Gateway
from tests.support.signing import add_passkey, sign_in

from torg.kit.limits import LIMITS, Limited, Per
from torg.leaving.retention import erase_attendance
from torg.moderation.models import AppealTicketRow
from torg.moderation.report_rules import APPEAL_TICKET, KEPT
from torg.moderation.retention import erase_old_reports

DEAD: Final = (404, "appeal_ticket_dead")
MADE: Final = (204, None)


async def test_a_refusal_tells_why_and_until_when_and_gives_a_ticket(gateway: Gateway) -> None:
    bob = await suspended(gateway)
    answer = await bob.knocks()
    told = answer.body["suspension"]

    assert (answer.status, answer.code) == (403, "suspended")
    assert "Set-Cookie" not in answer.headers
    assert set(told) == {"since", "until", "words", "ticket"}
    assert told["words"] == "Shouting"
    assert told["until"] > told["since"]
    assert "owner" not in str(answer.body)


async def test_a_ban_by_a_report_tells_reason_room_and_note_and_never_who(gateway: Gateway) -> None:
    bob, _ = await banned(gateway)
    told = await bob.told()

    assert set(told) == {"since", "about", "room", "words", "ticket"}
    assert (told["about"], told["words"]) == ("harassment", "We looked.")
    assert "ana" not in str(told)


async def test_a_passkey_is_answered_alike(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob)
    await suspend(await gateway.owner(), bob)
    answer = await sign_in(await gateway.browser(), device)

    assert answer.body["suspension"]["ticket"]
    assert "Set-Cookie" not in answer.headers


async def test_a_wrong_proof_is_told_nothing(gateway: Gateway) -> None:
    bob = await suspended(gateway)
    bob.code = "0000-0000-0000-0000-0000-0000-0000-0000"
    answer = await bob.knocks()

    assert (answer.status, answer.code) == (401, "sign_in_failed")
    assert "suspension" not in answer.body


async def test_a_suspension_is_appealed_once(gateway: Gateway) -> None:
    bob = await suspended(gateway)
    ticket = await bob.ticket()
    made = [await bob.appeals(ticket) for _ in range(2)]
    told = await bob.told()

    assert made == [MADE, DEAD]
    assert set(told) == {"since", "until", "words", "appealed_at"}


async def test_of_many_who_use_one_ticket_at_once_one_appeals(gateway: Gateway) -> None:
    bob = await suspended(gateway)
    ticket = await bob.ticket()
    made = await asyncio.gather(*(bob.appeals(ticket) for _ in range(5)))

    assert sorted(made) == [MADE, *[DEAD] * 4]


async def test_a_new_suspension_may_be_appealed_anew(gateway: Gateway) -> None:
    bob, owner = await suspended(gateway), await gateway.owner()
    old = await bob.ticket()
    gateway.clock.forward_s(1)
    await suspend(owner, bob.browser)
    stale, first = await bob.appeals(old), await bob.appeals()
    gateway.clock.forward_s(1)
    await suspend(owner, bob.browser)

    assert (stale, first) == (DEAD, MADE)
    assert await bob.appeals() == MADE


async def test_only_the_last_ticket_is_good(gateway: Gateway) -> None:
    bob = await suspended(gateway)
    first, second = await bob.ticket(), await bob.ticket()

    assert await bob.appeals(first) == DEAD
    assert await bob.appeals(second) == MADE


@pytest.mark.parametrize(("before_s", "outcome"), [(1, MADE), (0, DEAD)])
async def test_a_ticket_lives_for_half_an_hour(
    gateway: Gateway, before_s: int, outcome: tuple[int, str | None]
) -> None:
    bob = await suspended(gateway)
    ticket = await bob.ticket()
    gateway.clock.forward_s(APPEAL_TICKET.total_seconds() - before_s)

    assert await bob.appeals(ticket) == outcome


async def test_a_ticket_is_kept_as_a_hash_and_no_longer_than_it_lives(gateway: Gateway) -> None:
    bob = await suspended(gateway)
    ticket = await bob.ticket()
    (kept,) = await tickets(gateway)
    await erase_attendance(gateway.database, gateway.clock.now() + APPEAL_TICKET)

    assert ticket.encode() not in kept
    assert await tickets(gateway) == []


async def test_nothing_is_appealed_that_is_over_or_unknown(gateway: Gateway) -> None:
    bob = await suspended(gateway)
    ticket = await bob.ticket()
    unknown = await bob.appeals("a" * 43)
    await lift(await gateway.owner(), bob.browser)

    assert unknown == await bob.appeals(ticket) == DEAD


@pytest.mark.parametrize(
    ("words", "status"),
    [("", 422), (" \n ", 422), ("a", 204), ("a" * 2_000, 204), ("a" * 2_001, 422)],
)
async def test_an_appeal_has_1_to_2000_signs(gateway: Gateway, words: str, status: int) -> None:
    bob = await suspended(gateway)

    assert (await bob.appeals(words=words))[0] == status


async def test_words_that_are_refused_spend_no_ticket(gateway: Gateway) -> None:
    bob = await suspended(gateway)
    ticket = await bob.ticket()

    assert await bob.appeals(ticket, "") == (422, "validation")
    assert await bob.appeals(ticket) == MADE


async def test_tries_are_counted_for_a_network(gateway: Gateway) -> None:
    bob = await suspended(gateway)
    most = LIMITS[Limited.APPEAL][Per.NETWORK].times
    tried = [await bob.appeals("a" * 43) for _ in range(most)]
    beyond = await bob.appeals("a" * 43)
    await gateway.forward(LIMITS[Limited.APPEAL][Per.NETWORK].within)

    assert tried == [DEAD] * most
    assert beyond == (429, "too_many")
    assert await bob.appeals() == MADE


async def test_a_branch_may_be_appealed_by_each_of_it(gateway: Gateway) -> None:
    bob = await somebody(gateway)
    await suspend(await gateway.owner(), bob.browser, branch=True)

    assert (await bob.told())["words"] == "Shouting"
    assert await bob.appeals() == MADE


@pytest.mark.parametrize("by_a_report", [False, True])
async def test_an_appeal_is_kept_half_a_year_and_then_there_may_be_another(
    gateway: Gateway, *, by_a_report: bool
) -> None:
    bob = (await banned(gateway))[0] if by_a_report else await suspended(gateway, days=None)
    await bob.appeals()
    await gateway.forward(KEPT - timedelta(seconds=1))
    await erase_old_reports(gateway.database, gateway.clock.now())
    kept = await bob.told()
    await gateway.forward(timedelta(seconds=1))
    await erase_old_reports(gateway.database, gateway.clock.now())
    erased = await bob.told()

    assert "appealed_at" in kept
    assert "ticket" not in kept
    assert erased.get("words") == (None if by_a_report else "Shouting")
    assert await bob.appeals(erased["ticket"]) == MADE


async def tickets(gateway: Gateway) -> list[bytes]:
    """Give what is kept of the tickets that are out."""
    async with gateway.database.reading() as transaction:
        rows = await transaction.session.scalars(select(AppealTicketRow.token_hash))
        return list(rows)
