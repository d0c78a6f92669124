"""The QR code of an invitation's link."""

from xml.etree import ElementTree as ET

import pytest
from tests.support.gateway import Gateway

from torg.errors import Validation
from torg.invitations.qr import LONGEST, drawn

HOME = "https://talk.example.org"
LINK = f"{HOME}/join/3f2b0000-0000-4000-8000-000000000001#token"
LONGEST_LINK = LINK.ljust(LONGEST, "x")


@pytest.mark.parametrize(
    "link",
    [LINK, f"{LINK}&n=Anna&m=Komdu%20%C3%AD%20spjall", LONGEST_LINK, LINK[:24] + "/is" + LINK[24:]],
)
def test_a_link_of_this_instance_is_drawn(link: str) -> None:
    image = ET.fromstring(drawn(link, HOME))  # noqa: S314 - as above

    assert image.tag == "{http://www.w3.org/2000/svg}svg"
    assert {part.tag.partition("}")[2] for part in image} == {"path"}


@pytest.mark.parametrize(
    "link",
    [
        "",
        LONGEST_LINK + "x",
        HOME,
        LINK.replace("talk.", "evil."),
        LINK.replace("https", "http"),
        LINK.replace(HOME, f"{HOME}.evil.example"),
        LINK.replace(HOME, f"{HOME}@evil.example"),
        LINK.replace(HOME, f"{HOME}:8443"),
        LINK.replace("/join/", "/setup/"),
        LINK.replace("/join/", "/join/../"),
        LINK.replace("#", "?next=/#"),
        LINK.partition("#")[0],
        LINK.replace("#token", "#"),
        LINK.replace("3f2b", "3F2B"),
        LINK + "\n",
        LINK + " ",
        LINK + "é",
        "javascript:alert(1)",
    ],
)
def test_any_other_link_is_refused(link: str) -> None:
    with pytest.raises(Validation):
        drawn(link, HOME)


async def test_a_member_is_given_the_code_as_an_image(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    made = await bob.post("/api/invitations", {"language": "is"})
    image = await bob.post("/api/invitations/qr", {"link": made.body["link"]})
    foreign = await bob.post("/api/invitations/qr", {"link": LINK})

    assert image.status == 200
    assert image.headers["Content-Type"] == "image/svg+xml"
    assert image.headers["Cache-Control"] == "no-store"
    assert image.body.startswith("<svg")
    assert foreign.code == "validation"


async def test_a_member_has_twenty_drawn_a_minute(gateway: Gateway) -> None:
    bob = await gateway.member("bob")
    link = (await bob.post("/api/invitations", {"language": "is"})).body["link"]
    answers = []
    for _ in range(21):
        answers.append((await bob.post("/api/invitations/qr", {"link": link})).status)
        gateway.clock.forward_s(1)
    gateway.clock.forward_s(39)
    answers.append((await bob.post("/api/invitations/qr", {"link": link})).status)

    assert answers == [200] * 20 + [429, 200]


async def test_nobody_else_has_a_code_drawn(gateway: Gateway) -> None:
    stranger = await gateway.browser()

    assert (await stranger.post("/api/invitations/qr", {"link": LINK})).status == 401
