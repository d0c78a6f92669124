"""Every field that is told about invitations and the tree, by who asks; an unknown one fails."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from tests.support.gateway import Browser, Gateway

PERSON: Final = {".id", ".handle", ".name", ".photo"}


def within(prefix: str, fields: set[str]) -> set[str]:
    """Give fields as they stand below another one."""
    return {prefix + field for field in fields}


MADE: Final = {".id", ".language", ".state", ".created_at", ".expires_at"}
AGREED: Final = {".inviter_shows", ".member_shows"}
NOMINATED: Final = within(".person", PERSON) | {".joined_at"} | AGREED
TOLD: Final[Mapping[str, set[str]]] = {
    "/api/invitations": {".left"}
    | within(".quota", {".start", ".grown", ".granted"})
    | within(".invitations[]", MADE | AGREED | {".member"} | within(".member", PERSON)),
    "/api/nominations": within(".by", PERSON) | AGREED | within(".mine[]", NOMINATED),
    "/api/tree/proof": {".format", ".host", ".public_key", ".made_at", ".record"}
    | {".record_signature", ".after[]", ".number", ".chain", ".signature"},
    "/api/admin/tree": {".next"}
    | within(".nodes[]", {".id", ".joined_at", ".suspended", ".let_in"})
    | within(".nodes[].person", PERSON),
}
"""What a GET tells to whom it answers at all."""

FOR_ADMINS: Final = {"/api/admin/tree"}


def fields_of(value: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Give every field of an answer by its path."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from fields_of(below, f"{path}.{name}")
    elif isinstance(value, list):
        for below in value:
            yield from fields_of(below, f"{path}[]")
    else:
        yield path


async def a_busy_member(gateway: Gateway) -> Browser:
    """Give a member with an inviter, somebody they let in, and an open invitation."""
    ana = await gateway.member("ana")
    await gateway.member("bob", by=ana)
    await gateway.invitation(ana)
    return ana


@pytest.mark.parametrize("path", TOLD)
async def test_each_is_told_these_fields_and_no_others(gateway: Gateway, path: str) -> None:
    ana, owner = await a_busy_member(gateway), await gateway.owner()
    asks = owner if path in FOR_ADMINS else ana
    answer = await asks.get(path)

    assert answer.status == 200
    assert set(fields_of(answer.body)) == TOLD[path]


@pytest.mark.parametrize("path", TOLD)
async def test_strangers_are_told_nothing(gateway: Gateway, path: str) -> None:
    await a_busy_member(gateway)

    assert (await (await gateway.browser()).get(path)).code == "not_signed_in"


async def test_the_bearer_of_an_invitation_is_told_who_invites_them(gateway: Gateway) -> None:
    invitation, token = await gateway.invitation()
    stranger = await gateway.browser()
    look = await stranger.post(f"/api/invitations/{invitation}/look", {"token": token})

    assert set(fields_of(look.body)) == {".instance", ".language"} | within(".inviter", PERSON)


async def test_who_invites_is_told_the_link_once(gateway: Gateway) -> None:
    owner = await gateway.owner()
    made = await owner.post("/api/invitations", {"language": "en"})

    assert set(fields_of(made.body)) == MADE | {".link"}
