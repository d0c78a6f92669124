"""C13: who came by a passkey is signed out when it is gone; others stay."""

import pytest
from tests.support.gateway import Browser, Gateway
from tests.support.signing import add_passkey, elsewhere, sign_in, take_codes

from torg.accounts.ways_repository import Kept, Passkeys


async def the_passkey(browser: Browser, name: str) -> str:
    """Find a passkey of a member by its name."""
    passkeys = (await browser.get("/api/passkeys")).body["passkeys"]
    (found,) = (str(each["id"]) for each in passkeys if each["name"] == name)
    return found


async def is_in(browser: Browser) -> bool:
    return (await browser.get("/api/me")).status == 200


async def test_a_lost_passkey_signs_out_who_came_by_it(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    lost, kept = await add_passkey(bob, "Lost"), await add_passkey(bob, "Kept")
    thief, again = await elsewhere(gateway, lost), await elsewhere(gateway, lost)
    tablet = await elsewhere(gateway, kept)
    answer = await bob.delete(f"/api/passkeys/{await the_passkey(bob, 'Lost')}")

    assert answer.status == 204
    assert [await is_in(each) for each in (bob, tablet, thief, again)] == [
        True,
        True,
        False,
        False,
    ]


async def test_its_rooms_are_left_with_it(gateway: Gateway) -> None:
    owner, bob = await gateway.owner(), await gateway.member("bob")
    await take_codes(bob)
    phone = await elsewhere(gateway, await add_passkey(bob, "Lost"))
    made = await owner.post("/api/rooms", {"title": "Talk", "languages": ["en"], "type": "open"})
    await phone.post(f"/api/rooms/{made.body['id']}/join")
    await bob.delete(f"/api/passkeys/{await the_passkey(bob, 'Lost')}")

    assert (await bob.get("/api/me")).body["lease"] is None


async def test_who_deletes_the_passkey_they_came_by_is_signed_out_too(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    await take_codes(bob)
    phone = await elsewhere(gateway, await add_passkey(bob, "Lost"))
    await phone.delete(f"/api/passkeys/{await the_passkey(bob, 'Lost')}")

    assert not await is_in(phone)
    assert await is_in(bob)


async def test_who_signed_in_anew_by_another_way_stays(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    code, *_ = await take_codes(bob)
    phone = await elsewhere(gateway, await add_passkey(bob, "Lost"))
    await phone.post("/api/sign-in/recovery", {"handle": "bob", "code": code})
    await bob.delete(f"/api/passkeys/{await the_passkey(bob, 'Lost')}")

    assert await is_in(phone)


async def test_a_last_way_in_stays_with_its_sessions(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    device = await add_passkey(bob, "Only")
    phone = await elsewhere(gateway, device)
    answer = await phone.delete(f"/api/passkeys/{await the_passkey(bob, 'Only')}")

    assert answer.code == "last_way_in"
    assert await is_in(phone)
    assert (await sign_in(phone, device)).status == 200


async def test_the_passkey_of_another_signs_nobody_out(gateway: Gateway) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    phone = await elsewhere(gateway, await add_passkey(bob, "His"))
    await eva.delete(f"/api/passkeys/{await the_passkey(bob, 'His')}")

    assert await is_in(phone)


async def test_a_passkey_that_is_removed_while_it_signs_in_signs_nobody_in(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob, thief = await gateway.member("bob"), await gateway.browser()
    await take_codes(bob)
    lost = await add_passkey(bob, "Lost")
    async with gateway.database.reading() as transaction:
        kept = await Passkeys(transaction).by_credential(lost.credential_id)
    await bob.delete(f"/api/passkeys/{await the_passkey(bob, 'Lost')}")

    async def as_before(self: Passkeys, credential_id: bytes) -> Kept | None:
        del self, credential_id
        return kept

    monkeypatch.setattr(Passkeys, "by_credential", as_before)
    answer = await sign_in(thief, lost)

    assert (answer.status, answer.code) == (401, "sign_in_failed")
    assert not await is_in(thief)
