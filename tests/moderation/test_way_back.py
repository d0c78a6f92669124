"""Nobody is made an admin who could not sign in anew: the rise ends every session."""

from pathlib import Path
from uuid import UUID

from tests.support.gateway import Answer, Browser, Gateway
from tests.support.mailing import confirmed, mailing, set_email
from tests.support.signing import add_passkey, take_codes

from torg.accounts.models import EmailRow


async def make_admin(gateway: Gateway, member: Browser) -> Answer:
    owner = await gateway.owner()
    return await owner.put(f"/api/admin/members/{member.me['id']}/admin")


async def test_who_could_not_sign_in_anew_stays_a_member_and_signed_in(gateway: Gateway) -> None:
    ada = await gateway.member("ada")
    refused = await make_admin(gateway, ada)
    me = await ada.get("/api/me")

    assert (refused.status, refused.code) == (409, "no_way_back")
    assert (me.status, me.body["role"]) == (200, "member")


async def test_a_passkey_is_a_way_back(gateway: Gateway) -> None:
    ada = await gateway.member("ada")
    await add_passkey(ada)

    assert (await make_admin(gateway, ada)).status == 204


async def test_a_recovery_code_is_a_way_back_until_the_last_is_used(gateway: Gateway) -> None:
    ada, eva = await gateway.member("ada"), await gateway.member("eva")
    await take_codes(ada)
    for code in await take_codes(eva):
        gateway.clock.forward_s(60)
        answer = await eva.post("/api/sign-in/recovery", {"handle": "eva", "code": code})
        assert answer.status == 200, answer

    assert (await make_admin(gateway, ada)).status == 204
    assert (await make_admin(gateway, eva)).code == "no_way_back"


async def test_a_confirmed_address_is_a_way_back(tmp_path: Path) -> None:
    async with mailing(tmp_path) as (gateway, office):
        ada = await confirmed(gateway, office, "ada")
        eva = await gateway.member("eva")
        await set_email(eva, "eva@example.org")
        answers = [await make_admin(gateway, who) for who in (ada, eva)]

    assert [answer.status for answer in answers] == [204, 409]


async def test_an_address_is_no_way_back_where_no_mail_is_sent(gateway: Gateway) -> None:
    ada = await gateway.member("ada")
    async with gateway.database.transaction() as transaction:
        row = EmailRow(account_id=UUID(ada.me["id"]), address="ada@example.org")
        row.confirmed_at = gateway.clock.now()
        transaction.session.add(row)

    assert (await make_admin(gateway, ada)).code == "no_way_back"
