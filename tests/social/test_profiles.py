"""Profiles: who sees which field, for how long somebody is new, and who nominated them."""

from datetime import timedelta
from enum import StrEnum, auto
from typing import Final

import pytest
from tests.support.gateway import Browser, Gateway
from tests.support.people import block, profile

from torg.accounts.rules import NEW_FOR


class Relation(StrEnum):
    """What the one who looks is to the member."""

    SELF = auto()
    MEMBER = auto()
    BLOCKER = auto()
    """They have blocked the member."""
    BLOCKED = auto()
    """The member has blocked them."""
    ADMIN = auto()


FIELDS: Final = frozenset(
    {
        *("person", "bio", "languages", "joined_at", "nominated_by", "new_here"),
        *("followers", "following", "followed_by_me", "follows_me", "blocked_by_me"),
    }
)
PERSON: Final = {"id", "handle", "name", "photo"}
NOTHING: Final[frozenset[str]] = frozenset()

ALLOWED: Final = {
    Relation.SELF: FIELDS,
    Relation.MEMBER: FIELDS,
    Relation.BLOCKER: FIELDS,
    Relation.BLOCKED: NOTHING,
    Relation.ADMIN: FIELDS,
}
"""The fields of a profile that each may read; none at all is the answer to an unknown handle."""


async def the_viewer(gateway: Gateway, member: Browser, relation: Relation) -> Browser:
    """Give the browser of somebody who is this to the member."""
    match relation:
        case Relation.SELF:
            return member
        case Relation.ADMIN:
            return await gateway.owner()
        case _:
            viewer = await gateway.member("viewer")
    if relation is Relation.BLOCKER:
        await block(viewer, member)
    elif relation is Relation.BLOCKED:
        await block(member, viewer)
    return viewer


@pytest.mark.parametrize("relation", Relation)
async def test_each_relation_reads_its_fields_and_no_other(
    gateway: Gateway, relation: Relation
) -> None:
    member = await gateway.member("ana")
    viewer = await the_viewer(gateway, member, relation)
    answer = await viewer.get("/api/members/ana")

    if allowed := ALLOWED[relation]:
        assert answer.status == 200
        assert set(answer.body) == allowed
        assert set(answer.body["person"]) == PERSON
    else:
        assert (answer.status, answer.code) == (404, "member_not_found")


async def test_nobody_reads_a_profile_who_is_not_signed_in(gateway: Gateway) -> None:
    await gateway.member("ana")
    stranger = await gateway.browser()
    answers = [
        await stranger.get(path)
        for path in ("/api/members/ana", "/api/members/nobody_yet", "/api/members?query=ana")
    ]

    assert {(answer.status, answer.code) for answer in answers} == {(401, "not_signed_in")}


@pytest.mark.parametrize(("ago", "new"), [(timedelta(0), True), (NEW_FOR, False)])
async def test_a_member_is_new_here_for_seven_days(
    gateway: Gateway, ago: timedelta, *, new: bool
) -> None:
    ana = await gateway.member("ana")
    await gateway.forward(ago)

    assert (await profile(ana, "ana"))["new_here"] is new


async def test_the_nominator_is_shown_once_both_agree_and_not_to_whom_they_blocked(
    gateway: Gateway,
) -> None:
    eva = await gateway.member("eva")
    ana = await gateway.member("ana", by=await gateway.owner())
    owner = await gateway.owner()
    before = (await profile(eva, "ana"))["nominated_by"]
    await ana.put("/api/nominations/me")
    of_one = (await profile(eva, "ana"))["nominated_by"]
    await owner.put(f"/api/nominations/{ana.me['id']}")
    of_both = (await profile(eva, "ana"))["nominated_by"]
    await block(owner, eva)

    assert before is None
    assert of_one is None
    assert of_both["handle"] == "owner"
    assert (await profile(eva, "ana"))["nominated_by"] is None


@pytest.mark.parametrize("typed", ["@ana", "Ana", "%40ANA"])
async def test_a_handle_may_be_typed_as_people_do(gateway: Gateway, typed: str) -> None:
    ana = await gateway.member("ana")

    assert (await profile(ana, typed))["person"]["handle"] == "ana"
