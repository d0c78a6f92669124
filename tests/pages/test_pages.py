"""Pages for strangers: what they say without cookies or JavaScript, and what they never say."""

from uuid import uuid4

import pytest
from tests.support.choosing import choose
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.rooms import join, open_room
from tests.support.strangers import read

from torg.kit.words import LANGUAGES

ITS_OWN = frozenset({"date", "x-request-id"})
ADDRESSES = ("/", "/waiting", "/join/9b2f", "/r/9b2f")


async def page(browser: Browser, path: str, **headers: str) -> Answer:
    """Ask as a browser or a robot does that has never been here."""
    here = {"Host": browser.origin.removeprefix("http://"), "Origin": ""}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await browser.ask("GET", path, headers=here | named)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_is_whole_in_every_language(gateway: Gateway, language: str) -> None:
    stranger = await gateway.browser()
    for path in ADDRESSES:
        answer = await page(stranger, f"/{language}{path}".rstrip("/"))
        shown = read(answer.body)

        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["X-Robots-Tag"] == shown.meta("robots") == "noindex"
        assert (shown.language, answer.headers["Content-Language"]) == (language, language)
        assert shown.title.endswith("Torg")
        assert "localhost" in shown.text
        assert shown.scripts == ["/src/main.ts"]
        assert shown.meta("og:image").startswith(f"{gateway.origin}/card/{language}-")


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "is"),
        ({"Accept_Language": "de, ru;q=0.8, en;q=0.9"}, "en"),
        ({"Accept_Language": "ru-RU"}, "ru"),
        ({"Accept_Language": "en;q=0, *"}, "is"),
        ({"Accept_Language": "en", "Cookie": "torg-language=ru"}, "ru"),
        ({"Accept_Language": "en", "Cookie": "torg-language=xx"}, "en"),
    ],
)
async def test_an_address_without_a_language_follows_the_reader(
    gateway: Gateway, headers: dict[str, str], language: str
) -> None:
    await choose(gateway, languages=("is", "en"))
    answer = await page(await gateway.browser(), "/join/9b2f", **headers)

    assert read(answer.body).language == language
    assert answer.headers["Vary"] == "Accept-Encoding, Accept-Language, Cookie"


async def test_the_address_decides_above_what_the_reader_prefers(gateway: Gateway) -> None:
    answer = await page(await gateway.browser(), "/ru/waiting", Cookie="torg-language=is")

    assert read(answer.body).language == "ru"


async def test_an_invitation_dead_live_or_never_made_has_the_same_page(gateway: Gateway) -> None:
    live, _ = await gateway.invitation()
    dead, _ = await gateway.invitation()
    owner = await gateway.owner()
    await owner.delete(f"/api/invitations/{dead}")
    stranger = await gateway.browser()
    answers = [await page(stranger, f"/join/{each}") for each in (live, dead, uuid4(), "x", "-")]

    assert answers[0].status == 200
    assert len({answer.body for answer in answers}) == 1
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    assert live not in answers[0].body
    assert "og:url" not in read(answers[0].body).metas


async def test_a_page_is_the_same_whoever_is_a_member(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    paths = ("/", "/waiting", f"/join/{uuid4()}")
    before = [(await page(stranger, path)).body for path in paths]
    await gateway.member("bob")

    assert [(await page(stranger, path)).body for path in paths] == before


async def test_a_room_is_named_only_when_it_is_open_and_the_owner_wants_it(
    gateway: Gateway,
) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    stranger = await gateway.browser()
    shut = await open_room(eva, title="Secret plans", type="closed")
    room = await open_room(bob, title="Late <talk>")
    before = await page(stranger, f"/r/{room}")
    await choose(gateway, shows_open_rooms=True)
    shown = read((await page(stranger, f"/is/r/{room}")).body)
    hidden, unknown = [await page(stranger, f"/r/{each}") for each in (shut, uuid4())]
    await join(bob, room)
    assert (await bob.post(f"/api/rooms/{room}/end")).status == 204
    after = await page(stranger, f"/r/{room}")

    assert shown.meta("og:title") == "Late <talk>"
    assert shown.meta("og:url") == f"{gateway.origin}/is/r/{room}"
    assert shown.alternates["x-default"] == f"{gateway.origin}/r/{room}"
    assert before.body == hidden.body == unknown.body == after.body
    assert "Late" not in before.body


async def test_whoever_carries_a_cookie_gets_the_client_alone(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    for path in ADDRESSES:
        shown = read((await page(bob, path)).body)

        assert shown.text == ""


async def test_what_an_owner_writes_cannot_become_a_tag(gateway: Gateway) -> None:
    await choose(gateway, name='<script>"&amp;')
    answer = await page(await gateway.browser(), "/")

    assert "<script>&quot;" not in answer.body
    assert read(answer.body).meta("og:site_name") == '<script>"&amp;'


async def test_head_is_answered_like_get_without_the_page(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    here = {"Host": gateway.origin.removeprefix("http://")}
    for path in (*ADDRESSES, "/en", "/is/", "/join", "/ru/r"):
        got = await page(stranger, path)
        head = await stranger.ask("HEAD", path, headers=here)
        compared = [
            {name: value for name, value in answer.headers.items() if name.lower() not in ITS_OWN}
            for answer in (got, head)
        ]

        assert (head.status, head.body) == (200, None)
        assert compared[0] == compared[1]


async def test_who_has_the_page_already_is_not_sent_it_again(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    etag = (await page(stranger, "/en/waiting")).headers["ETag"]

    assert (await page(stranger, "/en/waiting", If_None_Match=etag)).status == 304


async def test_pages_count_against_the_network(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    answers = [await page(stranger, "/") for _ in range(31)]

    assert [answer.status for answer in answers] == [200] * 30 + [429]


async def test_other_addresses_are_the_clients(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    for path in ("/xx/waiting", "/en/me", "/en/join/a/b", "/waiting/", "/r/a.b"):
        answer = await page(stranger, path)

        assert "share-page" not in str(answer.body)


async def test_the_styles_are_kept_for_ever_and_know_the_accent(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    plain = read((await page(stranger, "/")).body).sheets[-1]
    await choose(gateway, accent="#1f5d4c")
    green = read((await page(stranger, "/")).body).sheets[-1]
    sheets = [await page(stranger, path) for path in (plain, green)]

    assert [sheet.status for sheet in sheets] == [200, 200]
    assert "immutable" in sheets[0].headers["Cache-Control"]
    assert sheets[0].headers["Content-Type"] == "text/css; charset=utf-8"
    assert "--accent" not in sheets[0].body.replace("var(--accent)", "")
    assert "--accent: light-dark(#1f5d4c," in sheets[1].body
    assert (await page(stranger, "/share-0000.css")).status == 404
