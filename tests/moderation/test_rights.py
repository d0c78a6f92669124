"""S1, rows 22, 24, 26, 27 and 32: every route for admins, tried by everybody."""

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

import pytest
from fastapi import FastAPI
from tests.support.admins import an_admin
from tests.support.gateway import Answer, Browser, Gateway

from torg.accounts.account import InstanceRole
from torg.errors import NotAllowed
from torg.kit.ids import AccountId
from torg.moderation.rights import MAY, MAY_SUSPEND, Right, require, require_over

NOBODY: Final = "00000000-0000-4000-8000-000000000000"
A_REASON: Final = {"days": 1, "reason": "Shouting"}
A_DECISION: Final = {"decision": "no_action", "note": ""}

ROUTES: Final[Mapping[tuple[str, str], tuple[Right, object]]] = {
    ("GET", "/api/admin/members"): (Right.LOOK_AT_MEMBERS, None),
    ("POST", "/api/admin/members/{member}/suspension"): (Right.SUSPEND, A_REASON),
    ("DELETE", "/api/admin/members/{member}/suspension"): (Right.SUSPEND, None),
    ("POST", "/api/admin/members/{member}/branch-suspension"): (Right.SUSPEND, A_REASON),
    ("PUT", "/api/admin/members/{member}/admin"): (Right.MAKE_ADMINS, None),
    ("DELETE", "/api/admin/members/{member}/admin"): (Right.MAKE_ADMINS, None),
    ("POST", "/api/admin/members/{member_id}/invitations"): (
        Right.GRANT_INVITATIONS,
        {"count": 1},
    ),
    ("GET", "/api/admin/rooms"): (Right.LOOK_AT_ROOMS, None),
    ("POST", "/api/admin/rooms/{room_id}/end"): (Right.END_ROOMS, {"reason": "Enough"}),
    ("GET", "/api/admin/invitations"): (Right.LOOK_AT_INVITATIONS, None),
    ("GET", "/api/admin/tree"): (Right.LOOK_INTO_THE_TREE, None),
    ("GET", "/api/admin/reports"): (Right.HANDLE_REPORTS, None),
    ("GET", "/api/admin/reports/{report}"): (Right.HANDLE_REPORTS, None),
    ("POST", "/api/admin/reports/{report}/review"): (Right.HANDLE_REPORTS, {}),
    ("POST", "/api/admin/reports/{report}/decision"): (Right.HANDLE_REPORTS, A_DECISION),
    ("POST", "/api/admin/reports/{report}/appeals/{appellant}"): (
        Right.HANDLE_REPORTS,
        {"upheld": True},
    ),
    ("GET", "/api/admin/appeals"): (Right.HANDLE_REPORTS, None),
    ("POST", "/api/admin/appeals/{appeal}"): (Right.HANDLE_REPORTS, {"upheld": True}),
    ("GET", "/api/admin/audit"): (Right.READ_THE_WHOLE_AUDIT_LOG, None),
    ("GET", "/api/admin/instance"): (Right.CHOOSE, None),
    ("PATCH", "/api/admin/instance"): (Right.CHOOSE, {}),
    ("POST", "/api/admin/instance/set-up-done"): (Right.CHOOSE, {}),
}
"""Every route for admins, the right it asks for, and a body that can be read."""


def admin_routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Name every route for admins that there is."""
    for path, operations in app.openapi()["paths"].items():
        if path.startswith("/api/admin"):
            yield from ((method.upper(), path) for method in operations)


async def tried(browser: Browser, route: tuple[str, str], body: object) -> Answer:
    """Ask for a route about things that are not there."""
    method, path = route
    for part in ("member", "member_id", "room_id", "report", "appellant", "appeal"):
        path = path.replace(f"{{{part}}}", NOBODY)
    return await browser.ask(method, path, body)


async def test_no_route_for_admins_is_without_a_row(gateway: Gateway) -> None:
    assert set(admin_routes(gateway.app)) == set(ROUTES)


async def test_every_route_is_open_to_whom_the_table_says(gateway: Gateway) -> None:
    people: dict[InstanceRole, Browser] = {
        InstanceRole.OWNER: await gateway.owner(),
        InstanceRole.ADMIN: await an_admin(gateway),
        InstanceRole.MEMBER: await gateway.member("bob"),
    }
    stranger = await gateway.browser()
    found: dict[tuple[str, str], dict[str, bool]] = {}
    for route, (_, body) in ROUTES.items():
        refused = await tried(stranger, route, body)
        assert (route, refused.code) == (route, "not_signed_in")
        answers = {role: await tried(browser, route, body) for role, browser in people.items()}
        found[route] = {role: answer.code != "not_allowed" for role, answer in answers.items()}

    assert found == {
        route: {role: role in MAY[right] for role in people} for route, (right, _) in ROUTES.items()
    }


@pytest.mark.parametrize("right", list(Right))
def test_members_hold_no_right_over_the_instance(right: Right) -> None:
    require(InstanceRole.OWNER, right)

    with pytest.raises(NotAllowed):
        require(InstanceRole.MEMBER, right)


@pytest.mark.parametrize("actor", list(InstanceRole))
@pytest.mark.parametrize("target", list(InstanceRole))
def test_who_may_suspend_whom(actor: InstanceRole, target: InstanceRole) -> None:
    may = may_suspend(actor, target)

    assert may == (target in MAY_SUSPEND[actor])
    assert may == (
        (actor, target)
        in {
            (InstanceRole.OWNER, InstanceRole.ADMIN),
            (InstanceRole.OWNER, InstanceRole.MEMBER),
            (InstanceRole.ADMIN, InstanceRole.MEMBER),
        }
    )


@pytest.mark.parametrize("role", list(InstanceRole))
def test_nobody_suspends_themself(role: InstanceRole) -> None:
    me = AccountId(UUID(int=1))

    with pytest.raises(NotAllowed):
        require_over(me, role, me, InstanceRole.MEMBER)


def may_suspend(actor: InstanceRole, target: InstanceRole) -> bool:
    """Say whether somebody with this role may suspend somebody else with that one."""
    try:
        require_over(AccountId(UUID(int=1)), actor, AccountId(UUID(int=2)), target)
    except NotAllowed:
        return False
    return True
