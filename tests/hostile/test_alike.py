"""P28, C5: what is not for me and what never was answer alike, by every way there is to ask."""

import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
import pytest_asyncio
from tests.support.gateway import Answer
from tests.support.secret_town import Secrets, a_town_of_secrets
from tests.support.unlimited import lift_limits

from torg.app.openapi import describe

pytestmark = pytest.mark.asyncio(loop_scope="module")

VARYING: Final = frozenset({"date", "x-request-id"})
NEVER: Final = "never_was"
BODIES: Final[Mapping[str, object]] = {
    "/api/rooms/{room_id}/pings": {"to": str(uuid4())},
    "/api/admin/rooms/{room_id}/end": {"reason": "Enough"},
    "/api/reports/{report}/appeal": {"words": "No."},
    "/api/invitations/{invitation}/look": {"token": "x" * 43},
    "/api/invitations/{invitation}/redeem": {
        "token": "x" * 43,
        "handle": "free_1",
        "name": "Free",
        "languages": ["en"],
    },
}
"""What such a call needs to say to be heard at all."""
OWN: Final = ("{kind}", "/api/rooms/{room_id}/leave", "/api/admin/")
"""Kinds of notices are no secret; and what is refused to all who are no admins tells nothing."""


def never(parameter: str) -> str:
    """Give what nobody ever had."""
    return NEVER if parameter == "handle" else str(uuid4())


def told(answer: Answer, asked: str) -> tuple[int, object, dict[str, str]]:
    """Give what somebody could compare: status, body, and headers."""
    text = json.dumps(answer.body, sort_keys=True, default=str).replace(asked, "ASKED")
    body = json.loads(text)
    if isinstance(body, dict):
        body.pop("request_id", None)
    headers = {
        name.lower(): value for name, value in answer.headers.items() if name.lower() not in VARYING
    }
    return answer.status, body, headers


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def secrets(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Secrets]:
    with pytest.MonkeyPatch.context() as patch:
        lift_limits(patch)
        async with a_town_of_secrets(Path(tmp_path_factory.mktemp("alike"))) as secrets:
            yield secrets


def calls_that_name() -> list[tuple[str, str, str]]:
    """Give every call that names one thing in its address, and the name of that."""
    found = []
    for path, operations in describe()["paths"].items():
        if "{" not in path or any(each in path for each in OWN):
            continue
        parameter = path.partition("{")[2].partition("}")[0]
        found += [(method.upper(), path, parameter) for method in operations]
    return found


@pytest.mark.parametrize(("method", "path", "parameter"), calls_that_name())
async def test_what_is_not_mine_answers_like_what_never_was(
    secrets: Secrets, method: str, path: str, parameter: str
) -> None:
    answers = {}
    for why, asked in {**secrets.hidden[parameter], "never": never(parameter)}.items():
        address = path.replace(f"{{{parameter}}}", asked)
        address = address.replace("{handle}", "hanna").replace("{account_id}", str(uuid4()))
        answer = await secrets.asks.ask(method, address, BODIES.get(path))
        answers[why] = told(answer, asked)

    assert answers == dict.fromkeys(answers, answers["never"])
    assert answers["never"][0] in {204, 404}


FROM_OUTSIDE: Final[Mapping[str, Mapping[str, Any]]] = {
    "/api/sign-in/recovery": {"code": "0" * 32},
    "/api/sign-in/mail": {},
    "/api/sign-in/mail/code": {"code": "00000000"},
    "/api/waiting/look": {"code": "0" * 32},
    "/api/waiting/withdraw": {"code": "0" * 32},
}


@pytest.mark.parametrize("path", FROM_OUTSIDE)
async def test_no_handle_answers_a_stranger_otherwise_than_one_that_is_free(
    secrets: Secrets, path: str
) -> None:
    handles = ("mailed", "hanna", "blocker", "suspended1", "leaver", "waiter", NEVER)
    answers = [
        told(await secrets.stranger.post(path, {"handle": each, **FROM_OUTSIDE[path]}), each)
        for each in handles
    ]

    assert answers == [answers[-1]] * len(handles)


@pytest.mark.parametrize("field", ["room_id", "account_id"])
async def test_a_report_tells_nothing_of_what_it_names(secrets: Secrets, field: str) -> None:
    hidden = secrets.hidden["room_id" if field == "room_id" else "member_id"]
    body = {"room_id": str(uuid4()), "account_id": None, "reason": "other", "words": "x"}
    answers = [
        told(await secrets.asks.post("/api/reports", body | {field: each}), each)
        for each in (*hidden.values(), str(uuid4()))
    ]

    assert answers == [answers[-1]] * len(answers)


async def test_a_search_finds_nobody_who_is_not_there_for_me(secrets: Secrets) -> None:
    handles = [*secrets.hidden["handle"].values(), NEVER]
    answers = [told(await secrets.asks.get(f"/api/members?query={h}"), h) for h in handles]

    assert answers == [answers[-1]] * len(answers)
    assert answers[-1][1] == {"people": [], "next": None}
