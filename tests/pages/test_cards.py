"""Cards: what is drawn on them, how large they are, and what can be asked for."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.pages.test_pages import ADDRESSES, page
from tests.support.choosing import choose
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import open_room
from tests.support.strangers import read

from torg.kit.card import SIZE, Card, drawn
from torg.kit.words import LANGUAGES, words_in

LIMIT = 300 * 1024
LONG = "The Extraordinarily Long-Named Association for Late-Night Talk"


async def card_of(browser: Browser, path: str) -> str:
    """Give the path of a page's card."""
    address = read((await page(browser, path)).body).meta("og:image")
    return address.removeprefix(browser.origin)


async def picture(browser: Browser, path: str) -> tuple[int, bytes]:
    """Ask for a card as those do who show links."""
    here = {"Host": browser.origin.removeprefix("http://")}
    async with browser.session.get(browser.base + path, headers=here) as answer:
        return answer.status, await answer.read()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_has_a_card(gateway: Gateway, language: str) -> None:
    stranger = await gateway.browser()
    for path in ADDRESSES:
        card = await card_of(stranger, f"/{language}{path}".rstrip("/"))
        status, content = await picture(stranger, card)
        image = Image.open(BytesIO(content))

        assert status == 200
        assert (image.format, image.size) == ("PNG", SIZE)
        assert len(content) <= LIMIT


async def test_a_card_is_kept_for_ever_under_its_address(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    path = await card_of(stranger, "/")
    here = {"Host": gateway.origin.removeprefix("http://")}
    async with stranger.session.get(stranger.base + path, headers=here) as answer:
        headers = answer.headers

        assert headers["Content-Type"] == "image/png"
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert headers["X-Content-Type-Options"] == "nosniff"


async def test_a_card_changes_its_address_with_what_the_owner_chooses(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    paths = {await card_of(stranger, "/en")}
    for chosen in ({"name": "Talk"}, {"accent": "#1f5d4c"}):
        await choose(gateway, **chosen)
        paths.add(await card_of(stranger, "/en"))

    assert len(paths) == 3


async def test_a_card_can_be_asked_for_though_nobody_opened_its_page(gateway: Gateway) -> None:
    line = words_in("is").say("share-home-text")
    stranger = await gateway.browser()
    digest = Card("Torg", "localhost", line).digest

    assert (await picture(stranger, f"/card/is-{digest}.png"))[0] == 200


async def test_a_guess_at_a_card_gives_nothing(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    for guess in ("en-", f"en-{'0' * 20}", "", "../index.html"):
        assert (await picture(stranger, f"/card/{guess}.png"))[0] == 404


async def test_the_card_of_a_room_that_is_not_public_is_everybodys(gateway: Gateway) -> None:
    bob, eva = await gateway.member("bob"), await gateway.member("eva")
    stranger = await gateway.browser()
    room, shut = await open_room(bob), await open_room(eva, type="closed")
    unshown = await card_of(stranger, f"/en/r/{room}")
    await choose(gateway, shows_open_rooms=True)
    cards = [await card_of(stranger, f"/en/r/{each}") for each in (shut, "9b2f", room)]

    assert unshown == cards[0] == cards[1] != cards[2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Torg", LONG, "Клуб разговоров «Полночь»", "字 🎉"])
def test_a_card_holds_its_words_in_every_script(
    built_client: Path, name: str, language: str
) -> None:
    line = words_in(language).say("share-invited-line")
    host = "conversations.the-association-for-late-night-talk.example.org"
    content = drawn(Card(name, host, line), built_client / "cards")

    assert len(content) <= LIMIT


def test_the_accent_colours_a_card(built_client: Path) -> None:
    content = drawn(Card("Torg", "localhost", "Talk", "#1f5d4c"), built_client / "cards")
    colours = Image.open(BytesIO(content)).convert("RGB").getcolors(1 << 20)
    assert colours is not None

    assert (0x1F, 0x5D, 0x4C) in {colour for _, colour in colours}
