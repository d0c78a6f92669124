"""What admins look at is written down: one entry for a look, whatever cursor is sent."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Final

import pytest
from tests.support.admins import an_admin, log_of
from tests.support.gateway import Browser, Gateway
from tests.support.reports import a_talk, reported
from tests.support.rooms import open_room

LOOKS: Final[Mapping[str, str]] = {
    "/api/admin/members": "members_looked_at",
    "/api/admin/rooms": "rooms_looked_at",
    "/api/admin/invitations": "invitations_looked_at",
    "/api/admin/tree": "tree_looked_at",
    "/api/admin/reports": "reports_looked_at",
    "/api/admin/audit": "audit_looked_at",
}


async def acts_of(reader: Browser) -> list[str]:
    """Name the acts in the log, but for the reader's own looks into it."""
    return [e["act"] for e in await log_of(reader) if e["act"] != "audit_looked_at"]


@pytest.mark.parametrize(("path", "act"), LOOKS.items())
async def test_a_look_is_an_entry(gateway: Gateway, path: str, act: str) -> None:
    ada = await an_admin(gateway)
    await ada.get(path)
    entries = await log_of(await gateway.owner())
    looks = [each for each in entries if each["act"] == act]

    assert "ada" in [each["actor"]["handle"] for each in looks]


async def test_opening_a_report_is_an_entry(gateway: Gateway) -> None:
    ada, ana = await an_admin(gateway), await gateway.member("ana")
    made = await reported(ana, await a_talk(ana))
    await ada.get(f"/api/admin/reports/{made}")
    await ada.get(f"/api/admin/reports/{made}")

    assert (await acts_of(await gateway.owner())).count("report_opened") == 2


async def test_a_further_page_belongs_to_the_same_look(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await owner.get("/api/admin/members")
    await owner.get(f"/api/admin/members?after={a_cursor('mia')}")

    assert (await acts_of(owner)).count("members_looked_at") == 1


async def test_a_cursor_without_a_look_before_it_is_a_look(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await owner.get(f"/api/admin/members?after={a_cursor('mia')}")
    gateway.clock.forward_s(600)
    await owner.get(f"/api/admin/members?after={a_cursor('mia')}")

    assert (await acts_of(owner)).count("members_looked_at") == 2


async def test_all_live_rooms_are_seen_by_their_cards(gateway: Gateway) -> None:
    ada, bob = await an_admin(gateway), await gateway.member("bob")
    hidden = await open_room(bob, type="closed")
    seen = (await ada.get("/api/admin/rooms")).body["rooms"]
    by_address = await ada.get(f"/api/rooms/{hidden}")

    assert [room["id"] for room in seen] == [hidden]
    assert by_address.code == "room_not_found"


async def test_an_admin_ends_a_room_and_the_reason_is_written_down(gateway: Gateway) -> None:
    ada, bob = await an_admin(gateway), await gateway.member("bob")
    room = await open_room(bob)
    ended = await ada.post(f"/api/admin/rooms/{room}/end", {"reason": "House rules"})
    again = await ada.post(f"/api/admin/rooms/{room}/end", {"reason": "House rules"})
    (entry,) = await log_of(bob, f"/api/audit/rooms/{room}")

    assert (ended.status, again.code) == (204, "room_not_found")
    assert (entry["act"], entry["actor"]["handle"]) == ("room_ended", "ada")
    assert (entry["room"]["id"], entry["reason"]) == (room, "House rules")


async def test_everybodys_invitations_are_seen_without_their_tokens(gateway: Gateway) -> None:
    ada = await an_admin(gateway)
    gateway.clock.forward_s(1)
    bob = await gateway.member("bob")
    gateway.clock.forward_s(1)
    invitation, token = await gateway.invitation(bob)
    seen = await ada.get("/api/admin/invitations")
    rows = seen.body["invitations"]

    assert rows[0]["id"] == invitation
    assert (rows[0]["inviter"]["handle"], rows[0]["state"]) == ("bob", "pending")
    assert [row["member"]["handle"] for row in rows[1:]] == ["bob", "ada"]
    assert token not in f"{seen.body}"


def a_cursor(text: str) -> str:
    """Make a cursor as somebody would who knows how they are made."""
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")
