"""Signing in by a mailed code, with a real mail server on loopback."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from tests.support.gateway import Answer, Gateway
from tests.support.mailing import confirmed, mailing, sent, set_email
from tests.support.post_office import PostOffice, text_of

from torg.accounts.mail_repository import Emails, MailedCodes
from torg.accounts.models import MailedCodeRow
from torg.kit.ids import AccountId
from torg.kit.limits import LIMITS, Limited, Per
from torg.kit.private import Private


@pytest.fixture
async def mailed(tmp_path: Path) -> AsyncIterator[tuple[Gateway, PostOffice]]:
    """A gateway that can send mail, and where its mail arrives."""
    async with mailing(tmp_path) as both:
        yield both


async def ask(gateway: Gateway, handle: str = "bob") -> Answer:
    answer = await (await gateway.browser()).post("/api/sign-in/mail", {"handle": handle})
    await sent(gateway)
    return answer


async def sign_in(gateway: Gateway, code: str, handle: str = "bob") -> Answer:
    browser = await gateway.browser()
    return await browser.post("/api/sign-in/mail/code", {"handle": handle, "code": code})


def wrong(code: str) -> str:
    """Give a code that differs from this one."""
    return "0000 0001" if code != "0000 0001" else "0000 0002"


Mailed = tuple[Gateway, PostOffice]


async def test_an_address_counts_once_it_is_confirmed(mailed: Mailed) -> None:
    gateway, office = mailed
    bob = await gateway.member("bob")
    await set_email(bob)
    await sent(gateway)
    before = await bob.get("/api/me/email")
    await ask(gateway)
    letters = len(office.letters)
    await bob.post("/api/me/email/confirm", {"code": office.codes()[0]})
    after = await bob.get("/api/me/email")

    assert before.body == {"address": "b…@example.org", "confirmed": False}
    assert after.body == {"address": "b…@example.org", "confirmed": True}
    assert letters == 1


async def test_a_mailed_code_signs_in_once(mailed: Mailed) -> None:
    gateway, office = mailed
    await confirmed(gateway, office)
    asked = await ask(gateway, " @Bob ")
    code = office.codes()[-1]
    first, second = await sign_in(gateway, code), await sign_in(gateway, code)

    assert (asked.status, asked.body) == (204, None)
    assert (first.status, first.body["handle"]) == (200, "bob")
    assert (second.status, second.code) == (401, "sign_in_failed")


async def test_the_letter_is_in_the_members_language_and_has_no_link(mailed: Mailed) -> None:
    gateway, office = mailed
    await confirmed(gateway, office)
    await ask(gateway)
    letter = office.letters[-1]

    assert letter["Subject"] == "Your code for Torg"
    assert letter["To"] == "bob@example.org"
    assert "localhost" in text_of(letter)
    assert "http" not in text_of(letter)


async def test_whom_nobody_can_mail_is_answered_alike(mailed: Mailed) -> None:
    gateway, office = mailed
    await confirmed(gateway, office)
    await gateway.member("eva")
    answers = [await ask(gateway, handle) for handle in ("bob", "eva", "nobody", "%")]
    tries = [await sign_in(gateway, "1", handle) for handle in ("eva", "nobody")]

    assert {(each.status, each.body) for each in answers} == {(204, None)}
    assert [letter["To"] for letter in office.letters] == ["bob@example.org"] * 2
    assert {(each.status, each.code) for each in tries} == {(401, "sign_in_failed")}


@pytest.mark.parametrize(("seconds", "status"), [(599, 200), (600, 401)])
async def test_a_code_lives_ten_minutes(mailed: Mailed, seconds: int, status: int) -> None:
    gateway, office = mailed
    await confirmed(gateway, office)
    await ask(gateway)
    await gateway.forward(timedelta(seconds=seconds))

    assert (await sign_in(gateway, office.codes()[-1])).status == status


@pytest.mark.parametrize(("failures", "gets_in"), [(4, True), (5, False)])
async def test_a_code_may_be_tried_five_times_whatever_a_gateway_counts(
    mailed: Mailed, failures: int, *, gets_in: bool
) -> None:
    gateway, office = mailed
    await confirmed(gateway, office)
    await ask(gateway)
    code = office.codes()[-1].replace(" ", "")
    for _ in range(failures):
        await tried(gateway, "00000000")

    assert (await tried(gateway, code) is not None) is gets_in


async def tried(gateway: Gateway, code: str) -> AccountId | None:
    """Try a code as any gateway would."""
    async with gateway.database.transaction() as transaction:
        return await MailedCodes(transaction).spend_for("bob", code, gateway.clock.now())


async def test_tries_are_counted_in_the_row(mailed: Mailed) -> None:
    gateway, office = mailed
    await confirmed(gateway, office)
    await ask(gateway)
    code = office.codes()[-1]
    for _ in range(3):
        await sign_in(gateway, wrong(code))
    async with gateway.database.reading() as transaction:
        row = (await transaction.session.scalars(select(MailedCodeRow))).one()

    assert (row.tries, row.purpose) == (3, "sign_in")
    assert code.replace(" ", "").encode() not in row.code_hash


async def test_of_many_who_try_a_code_at_once_one_gets_in(mailed: Mailed) -> None:
    gateway, office = mailed
    await confirmed(gateway, office)
    await ask(gateway)
    code = office.codes()[-1]
    answers = await asyncio.gather(*(sign_in(gateway, code) for _ in range(5)))

    assert sorted(answer.status for answer in answers) == [200] + [401] * 4


async def test_a_newer_code_kills_the_older_one(mailed: Mailed) -> None:
    gateway, office = mailed
    await confirmed(gateway, office)
    await ask(gateway)
    await ask(gateway)
    older, newer = office.codes()[-2:]
    answers = [await sign_in(gateway, code) for code in (older, newer)]

    assert [each.status for each in answers] == ([401, 200] if older != newer else [200, 401])


async def test_a_code_serves_for_its_purpose_only(mailed: Mailed) -> None:
    gateway, office = mailed
    bob = await confirmed(gateway, office)
    await ask(gateway)
    await set_email(bob, "new@example.org")
    await sent(gateway)
    sign_in_code, confirm_code = office.codes()[-2:]

    assert (await sign_in(gateway, confirm_code)).status == 401
    assert (await bob.post("/api/me/email/confirm", {"code": sign_in_code})).code == "code_refused"


async def test_a_removed_address_is_mailed_nothing(mailed: Mailed) -> None:
    gateway, office = mailed
    bob = await confirmed(gateway, office)
    await ask(gateway)
    await bob.delete("/api/me/email")
    letters = len(office.letters)
    await ask(gateway)

    assert len(office.letters) == letters
    assert (await bob.get("/api/me/email")).body == {"address": None, "confirmed": False}
    assert (await sign_in(gateway, office.codes()[-1])).status == 401


async def test_an_address_asks_for_a_fresh_proof(mailed: Mailed) -> None:
    gateway, _ = mailed
    bob = await gateway.member("bob")
    await gateway.forward(timedelta(minutes=10, seconds=1))

    assert (await set_email(bob)).code == "proof_too_old"


async def test_codes_are_sent_three_times_an_hour(mailed: Mailed) -> None:
    gateway, office = mailed
    await confirmed(gateway, office)
    gateway.clock.forward(timedelta(hours=1))
    answers = {
        handle: [(await ask(gateway, handle)).status for _ in range(4)]
        for handle in ("bob", "nobody")
    }

    assert answers == {"bob": [204, 204, 204, 429], "nobody": [204, 204, 204, 429]}
    assert len(office.letters) == 1 + 3


async def test_an_account_is_mailed_three_times_an_hour_whoever_asks(mailed: Mailed) -> None:
    gateway, office = mailed
    bob = await confirmed(gateway, office)
    statuses = [(await set_email(bob, f"bob{n}@example.org")).status for n in range(3)]
    await sent(gateway)

    assert statuses == [204, 204, 429]
    assert len(office.letters) == 3


async def test_without_a_mail_server_nothing_can_be_mailed(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    answers = [
        await set_email(bob),
        await bob.post("/api/sign-in/mail", {"handle": "bob"}),
        await bob.post("/api/sign-in/mail/code", {"handle": "bob", "code": "1"}),
    ]

    assert {(each.status, each.code) for each in answers} == {(404, "mail_unset")}


def test_the_limits_of_mailed_codes_are_those_of_the_design() -> None:
    hour = timedelta(hours=1)

    assert LIMITS[Limited.MAIL_CODE] == {
        Per.HANDLE: (3, hour),
        Per.NETWORK: (20, hour),
        Per.INSTANCE: (500, hour),
    }
    assert LIMITS[Limited.MAILED_TO] == {Per.ACCOUNT: (3, hour)}
    assert LIMITS[Limited.MAIL_CODE_TRY] == {Per.NETWORK: (30, hour)}


@contextmanager
def rows_written(gateway: Gateway) -> Iterator[list[int]]:
    """Collect how many rows each statement changes: only what is changed waits for the disk."""
    seen: list[int] = []

    def note(*what: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        if not what[2].startswith("SELECT"):
            seen.append(max(0, what[1].rowcount))

    engine = gateway.database.engine.sync_engine
    event.listen(engine, "after_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "after_cursor_execute", note)


async def test_a_false_code_is_as_much_work_whether_or_not_one_was_mailed(mailed: Mailed) -> None:
    gateway, office = mailed
    await confirmed(gateway, office)
    await ask(gateway)
    writes = {}
    for handle in ("bob", "nobody"):
        with rows_written(gateway) as written:
            answer = await sign_in(gateway, wrong(office.codes()[-1]), handle)
        assert answer.code == "sign_in_failed"
        writes[handle] = sum(written) > 0

    assert writes == {"bob": True, "nobody": True}


async def test_no_code_goes_to_an_address_that_was_changed_meanwhile(
    mailed: Mailed, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway, office = mailed
    bob = await confirmed(gateway, office)
    async with gateway.database.reading() as transaction:
        before = await Emails(transaction).confirmed_of("bob")
    await set_email(bob, "new@example.org")
    await sent(gateway)
    letters = len(office.letters)

    async def as_before(self: Emails, handle: str) -> tuple[AccountId, Private[str], str] | None:
        del self, handle
        return before

    monkeypatch.setattr(Emails, "confirmed_of", as_before)
    await ask(gateway)

    assert len(office.letters) == letters
