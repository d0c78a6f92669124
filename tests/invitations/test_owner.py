"""The owner's link."""

from tests.support.gateway import Gateway, person

from torg.invitations.service import Admission


async def link(gateway: Gateway) -> str | None:
    async with gateway.database.transaction() as transaction:
        return await Admission(transaction, gateway.settings).owner_link(gateway.clock.now())


async def test_the_instance_is_unclaimed_until_the_link_was_used(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    before = await stranger.get("/api/instance")
    await gateway.owner()
    during = await stranger.get("/api/instance")
    await gateway.member("bo_")
    after = await stranger.get("/api/instance")

    assert during.body["state"] == "being_set_up"
    assert before.body["state"] == "unclaimed"
    assert after.body == {
        "name": "Torg",
        "host": "localhost",
        "state": "ready",
        "languages": ["en", "is", "ru"],
        "accent": None,
        "accent_dark": None,
        "house_rules": "",
        "public_key_fingerprint": gateway.app.state.instance_key.fingerprint,
        "mail": False,
        "demo": False,
        "version": "0.1.0",
    }


async def test_the_link_makes_one_owner_and_then_is_dead(gateway: Gateway) -> None:
    address = await link(gateway)
    assert address is not None
    page, _, token = address.partition("#")
    browser = await gateway.browser()
    first = await browser.post("/api/setup", {"token": token, **person("ana")})
    second = await (await gateway.browser()).post("/api/setup", {"token": token, **person("eve")})

    assert page == f"{gateway.origin}/setup"
    assert first.status == 201
    assert first.body["role"] == "owner"
    assert (second.status, second.code) == (404, "setup_link_dead")
    assert await link(gateway) is None


async def test_a_guessed_link_opens_nothing(gateway: Gateway) -> None:
    await link(gateway)
    browser = await gateway.browser()
    answer = await browser.post("/api/setup", {"token": "guess", **person("eve")})

    assert answer.code == "setup_link_dead"


async def test_a_new_link_kills_the_one_before(gateway: Gateway) -> None:
    old = await link(gateway)
    new = await link(gateway)
    assert old is not None
    assert new is not None
    browser = await gateway.browser()
    by_old = await browser.post("/api/setup", {"token": old.partition("#")[2], **person("eve")})
    by_new = await browser.post("/api/setup", {"token": new.partition("#")[2], **person("ana")})

    assert by_old.code == "setup_link_dead"
    assert by_new.status == 201


async def test_a_refused_handle_leaves_the_link_alive(gateway: Gateway) -> None:
    address = await link(gateway)
    assert address is not None
    token = address.partition("#")[2]
    browser = await gateway.browser()
    refused = await browser.post("/api/setup", {"token": token, **person("No!")})
    accepted = await browser.post("/api/setup", {"token": token, **person("ana")})

    assert (refused.status, refused.code) == (422, "handle_refused")
    assert accepted.status == 201
