"""Coming back by a recovery code."""

import asyncio

from sqlalchemy import select
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.signing import take_codes

from torg.accounts.models import RecoveryCodeRow
from torg.kit.fresh import fingerprint_of


async def recover(browser: Browser, handle: str, code: str) -> Answer:
    return await browser.post("/api/sign-in/recovery", {"handle": handle, "code": code})


def told(answer: Answer) -> tuple[object, ...]:
    """Give all of an answer that may not tell one failure from another."""
    body = {key: value for key, value in answer.body.items() if key != "request_id"}
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name.lower() not in {"x-request-id", "date"}
    }
    return answer.status, body, headers


async def test_ten_codes_are_given_and_counted(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    none = await bob.get("/api/recovery-codes")
    codes = await take_codes(bob)
    left = await bob.get("/api/recovery-codes")
    me = await bob.get("/api/me")

    assert none.body == {"left": 0}
    assert len(set(codes)) == 10
    assert left.body == {"left": 10}
    assert me.body["ways"] == {"passkeys": 0, "recovery_codes": 10}


async def test_a_code_signs_in_once(gateway: Gateway) -> None:
    code, *_ = await take_codes(await gateway.member("bob"))
    browser = await gateway.browser()
    first = await recover(browser, "bob", code)
    second = await recover(await gateway.browser(), "bob", code)
    left = await browser.get("/api/recovery-codes")

    assert first.status == 200
    assert first.body["handle"] == "bob"
    assert first.body["ways"]["recovery_codes"] == 9
    assert (second.status, second.code) == (401, "sign_in_failed")
    assert left.body == {"left": 9}


async def test_of_many_who_try_a_code_at_once_one_gets_in(gateway: Gateway) -> None:
    code, *_ = await take_codes(await gateway.member("bob"))
    browsers = [await gateway.browser() for _ in range(5)]
    answers = await asyncio.gather(*(recover(each, "bob", code) for each in browsers))

    assert sorted(answer.status for answer in answers) == [200] + [401] * 4


async def test_a_code_may_be_typed_as_people_type(gateway: Gateway) -> None:
    code, *_ = await take_codes(await gateway.member("bob"))
    typed = f" {code.upper().replace('-', ' ')} "

    assert (await recover(await gateway.browser(), "@Bob ", typed)).status == 200


async def test_new_codes_end_the_old_ones(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    old, *_ = await take_codes(bob)
    new, *_ = await take_codes(bob)
    refused = await recover(await gateway.browser(), "bob", old)

    assert refused.code == "sign_in_failed"
    assert (await recover(await gateway.browser(), "bob", new)).status == 200


async def test_a_code_is_its_owners_only(gateway: Gateway) -> None:
    code, *_ = await take_codes(await gateway.member("bob"))
    await gateway.member("eva")
    refused = await recover(await gateway.browser(), "eva", code)

    assert refused.code == "sign_in_failed"
    assert (await recover(await gateway.browser(), "bob", code)).status == 200


async def test_nobody_learns_who_is_here_by_failing(gateway: Gateway) -> None:
    used, *_ = await take_codes(await gateway.member("bob"))
    await recover(await gateway.browser(), "bob", used)
    await gateway.member("eva")
    stranger = await gateway.browser()
    failures = [
        told(await recover(stranger, handle, code))
        for handle, code in (
            ("bob", used),
            ("bob", "0000-0000"),
            ("eva", used),
            ("nobody", used),
            ("Ничего", ""),
        )
    ]

    assert failures[0][0] == 401
    assert all(failure == failures[0] for failure in failures)


async def test_only_the_fingerprint_of_a_code_is_stored(gateway: Gateway) -> None:
    codes = await take_codes(await gateway.member("bob"))
    async with gateway.database.reading() as transaction:
        stored = set(await transaction.session.scalars(select(RecoveryCodeRow.code_hash)))

    assert stored == {fingerprint_of(code.replace("-", "")) for code in codes}
