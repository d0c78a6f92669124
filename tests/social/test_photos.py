"""Photos over HTTP: sent as they are, shown to members, and gone when they are replaced."""

import time
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image
from sqlalchemy import func, select
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.people import block
from tests.support.rooms import open_room

from torg.accounts.models import PhotoRow
from torg.accounts.photos import PHOTO_BYTES
from torg.kit.limits import LIMITS, Limited, Per

PATH = "/api/me/photo"


def a_photo(size: int = 64) -> bytes:
    out = BytesIO()
    Image.new("RGB", (size, size), (200, 30, 30)).save(out, "JPEG")
    return out.getvalue()


async def send(browser: Browser, data: bytes, kind: str = "image/jpeg") -> Answer:
    return await browser.ask("PUT", PATH, data=data, headers={"Content-Type": kind})


async def fetch(browser: Browser, photo: str) -> tuple[int, bytes, dict[str, Any]]:
    async with browser.session.get(f"{browser.base}/api/photos/{photo}") as response:
        return response.status, await response.read(), dict(response.headers)


async def test_a_photo_is_shown_to_members_wherever_the_person_is(gateway: Gateway) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    sent = await send(ana, a_photo())
    photo = sent.body["photo"]
    await open_room(ana)
    card = (await bo.get("/api/rooms")).body["rooms"][0]
    status, image, headers = await fetch(bo, photo)

    assert sent.status == 200
    assert card["host"]["photo"] == photo
    assert (await bo.get("/api/members/ana")).body["person"]["photo"] == photo
    assert (status, image[:4], image[8:12]) == (200, b"RIFF", b"WEBP")
    assert headers["Content-Type"] == "image/webp"
    assert headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_a_photo_is_not_there_for_strangers_and_for_whom_one_has_blocked(
    gateway: Gateway,
) -> None:
    ana, bo = await gateway.member("ana"), await gateway.member("bo_")
    stranger = await gateway.browser()
    photo = (await send(ana, a_photo())).body["photo"]
    await block(ana, bo)
    blocked, unknown = await fetch(bo, photo), await fetch(bo, str(uuid4()))

    assert (await fetch(stranger, photo))[0] == (await fetch(stranger, str(uuid4())))[0] == 401
    assert blocked[0] == unknown[0] == 404
    assert (await fetch(bo, "no-photo"))[0] == 404
    assert (await fetch(ana, photo))[0] == 200


async def test_a_false_cookie_fetches_no_more_often_than_none(gateway: Gateway) -> None:
    stranger = await gateway.browser()
    stranger.session.cookie_jar.update_cookies({"torg-local": "false"})
    most = LIMITS[Limited.REQUEST_SIGNED_OUT][Per.NETWORK].times
    path = f"/api/photos/{uuid4()}"
    answers = [(await stranger.get(path)).status for _ in range(most + 1)]

    assert answers == [401] * most + [429]


async def test_the_old_photo_is_gone_with_the_new_one_and_with_none(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    first = (await send(ana, a_photo())).body["photo"]
    second = (await send(ana, a_photo(100))).body["photo"]
    replaced = [(await fetch(ana, photo))[0] for photo in (first, second)]
    removed = await ana.delete(PATH)
    async with gateway.database.reading() as transaction:
        left = await transaction.session.scalar(select(func.count()).select_from(PhotoRow))

    assert first != second
    assert replaced == [404, 200]
    assert (removed.status, removed.body["photo"]) == (200, None)
    assert (await fetch(ana, second))[0] == 404
    assert left == 0


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"),
        (b"{}", "application/json"),
        (b"\xff\xd8\xff" + bytes(500), "image/jpeg"),
    ],
)
async def test_what_is_no_photo_is_refused(gateway: Gateway, data: bytes, kind: str) -> None:
    ana = await gateway.member("ana")
    answer = await send(ana, data, kind)

    assert (answer.status, answer.code) == (415, "photo_refused")
    assert (await ana.get("/api/me")).body["photo"] is None


async def sent_raw(gateway: Gateway, by: Browser, data: Any) -> int:  # noqa: ANN401 - as aiohttp reads
    headers = {"Origin": gateway.origin, "Content-Type": "image/jpeg"}
    async with by.session.put(by.base + PATH, data=data, headers=headers) as response:
        return response.status


async def test_more_than_two_megabytes_are_refused_at_once(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    began = time.perf_counter()
    status = await sent_raw(gateway, ana, BytesIO(bytes(PHOTO_BYTES + 1)))
    took_s = time.perf_counter() - began

    assert status == 413
    assert took_s < 0.1


async def test_a_body_that_does_not_say_how_long_it_is_ends_at_two_megabytes(
    gateway: Gateway,
) -> None:
    ana = await gateway.member("ana")

    async def parts() -> AsyncIterator[bytes]:
        yield a_photo()
        for _ in range(PHOTO_BYTES // 65_536 + 1):
            yield bytes(65_536)

    assert await sent_raw(gateway, ana, parts()) == 413


async def test_only_the_page_of_this_instance_sends_photos(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    headers = {"Content-Type": "image/jpeg", "Origin": "https://elsewhere.example"}
    foreign = await ana.ask("PUT", PATH, data=a_photo(), headers=headers)
    stranger = await send(await gateway.browser(), a_photo())

    assert (foreign.status, foreign.code) == (403, "foreign_origin")
    assert (stranger.status, stranger.code) == (401, "not_signed_in")


async def test_no_other_route_takes_a_picture(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    headers = {"Content-Type": "image/jpeg"}
    answers = [
        await ana.ask(method, path, data=a_photo(), headers=headers)
        for method, path in (("PATCH", "/api/me"), ("POST", "/api/rooms"), ("POST", PATH))
    ]

    assert [answer.code for answer in answers] == ["not_json"] * 3


async def test_ten_photos_an_hour_and_not_one_more(gateway: Gateway) -> None:
    ana = await gateway.member("ana")
    for _ in range(LIMITS[Limited.UPLOAD][Per.ACCOUNT].times - 1):
        gateway.app.state.limits.spend(Limited.UPLOAD, account=UUID(ana.me["id"]))
    last, refused = await send(ana, a_photo()), await send(ana, a_photo())

    assert (last.status, refused.status, refused.code) == (200, 429, "too_many")
