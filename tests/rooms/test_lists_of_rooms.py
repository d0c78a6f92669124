"""Putting somebody on a closed room's list tells no more of them than their profile does."""

from uuid import UUID

from tests.support.gateway import Answer, Browser, Gateway
from tests.support.rooms import join, open_room

from torg.kit.ids import AccountId
from torg.kit.limits import DISTINCT, Limited
from torg.kit.private import Private

HIDDEN = ("ana", "kai", "nobody")
"""Ana has blocked who asks, Kai is suspended, and nobody is called Nobody."""


async def who_asks(gateway: Gateway) -> Browser:
    """Give Bo, to whom those three are not there."""
    owner, bo = await gateway.owner(), await gateway.member("bo_")
    ana, kai = await gateway.member("ana"), await gateway.member("kai")
    await ana.put(f"/api/members/{bo.me['id']}/block")
    await owner.post(
        f"/api/admin/members/{kai.me['id']}/suspension", {"days": None, "reason": "Spam"}
    )
    return bo


def told(answer: Answer) -> tuple[int, str | None]:
    return answer.status, answer.code


async def test_a_list_is_extended_by_nobody_whose_profile_is_not_there(gateway: Gateway) -> None:
    bo = await who_asks(gateway)
    room = await open_room(bo, type="closed")
    await join(bo, room)
    answers = [await bo.put(f"/api/rooms/{room}/list/{handle}") for handle in HIDDEN]

    assert {told(answer) for answer in answers} == {(422, "member_unknown")}


async def test_a_room_opens_with_nobody_on_its_list_whose_profile_is_not_there(
    gateway: Gateway,
) -> None:
    bo = await who_asks(gateway)
    wish = {"title": "Late talk", "languages": ["en"], "type": "closed"}
    answers = [await bo.post("/api/rooms", wish | {"list": [handle]}) for handle in HIDDEN]

    assert {told(answer) for answer in answers} == {(422, "member_unknown")}


async def test_handles_tried_for_a_list_count_as_profiles_looked_at(gateway: Gateway) -> None:
    bo = await gateway.member("bo_")
    room = await open_room(bo, type="closed")
    await join(bo, room)
    account, network = AccountId(UUID(bo.me["id"])), Private("127.0.0.0/24")
    for number in range(DISTINCT[Limited.PROFILE][0][1].times):
        gateway.app.state.limits.spend_on(
            Limited.PROFILE, f"m_{number}", account=account, network=network
        )
    known = await bo.put(f"/api/rooms/{room}/list/m_1")
    over = await bo.put(f"/api/rooms/{room}/list/owner")

    assert (told(known), told(over)) == ((422, "member_unknown"), (429, "too_many"))
