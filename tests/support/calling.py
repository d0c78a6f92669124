"""Calls of every kind to a running gateway, written by schemathesis from its OpenAPI document."""

import asyncio
import json
from collections import Counter
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from itertools import count
from random import Random
from typing import Any, Final
from uuid import UUID

import requests
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode, Response, openapi
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import update
from tests.support.admins import an_admin
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.learned import Learned

from torg.accounts.account import InstanceRole
from torg.accounts.cookie import cookie_name
from torg.accounts.models import AccountRow
from torg.accounts.repository import Accounts, LoginSessions, NewAccount
from torg.app.openapi import describe
from torg.kit.fresh import new_secret
from torg.kit.ids import AccountId

AnyCase = Case[Any]
CHECKS: Final = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
MODES: Final = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
BATCH: Final = 4
"""So many calls of one kind follow each other."""
EVENING: Final = 20
"""So many kinds of calls are made until a new talk begins: by then the last one is in ruins."""
AWAY: Final = "media_away"
"""The one answer of 500 or more that may come: tests have no media server of their own."""


@dataclass
class Caller:
    """Somebody who calls, signed in again whenever a call has ended that; or nobody."""

    role: str
    account: AccountId | None = None
    secret: str = ""
    lives: int = 1
    """Whoever deletes their account comes back as somebody new."""

    def headers(self, gateway: Gateway) -> dict[str, str]:
        """Say what a browser of theirs would send along."""
        if self.account is None:
            return {}
        return {
            "Origin": gateway.origin,
            "Cookie": f"{cookie_name(gateway.settings)}={self.secret}",
        }


async def callers(gateway: Gateway) -> list[Caller]:
    """Let the owner, an admin and a member come in, and a stranger stand outside."""
    browsers: dict[str, Browser] = {
        InstanceRole.OWNER: await gateway.owner(),
        InstanceRole.ADMIN: await an_admin(gateway),
        InstanceRole.MEMBER: await gateway.member("bob"),
    }
    known = [Caller(role, AccountId(UUID(one.me["id"]))) for role, one in browsers.items()]
    return [Caller("stranger"), *known]


async def admit(gateway: Gateway, caller: Caller) -> None:
    """Give somebody a new login session and their old role, whatever was done to them."""
    if caller.account is None:
        return
    caller.secret = new_secret()
    async with gateway.database.transaction() as transaction:
        accounts = Accounts(transaction)
        if not await accounts.people([caller.account]):
            caller.lives += 1
            anew = NewAccount(f"{caller.role}{caller.lives}", "Anew", ("en",), InstanceRole.MEMBER)
            caller.account = (await accounts.add(anew, gateway.clock.now())).id
        restored = {"suspended_at": None, "suspended_until": None, "role": caller.role}
        row = update(AccountRow).where(AccountRow.id == caller.account)
        await transaction.session.execute(row.values(restored))
        await LoginSessions(transaction).open(caller.account, caller.secret, gateway.clock.now())


async def an_evening(gateway: Gateway, people: Sequence[Caller], learned: Learned) -> None:
    """Let there be something to call about: a talk of all three, a report, somebody who waits."""
    asks = await gateway.browser()

    async def say(by: Caller, path: str, body: object = None) -> Answer:
        answer = await asks.ask("POST", path, body, headers=by.headers(gateway))
        learned.read(path, answer.body)
        return answer

    stranger, owner, admin, member = people
    for each in people:
        await admit(gateway, each)
    wish = {"title": "Late talk", "languages": ["en"], "type": "open"}
    room = (await say(owner, "/api/rooms", wish)).body["id"]
    for each in (owner, admin, member):
        await say(each, f"/api/rooms/{room}/join")
    await say(owner, f"/api/rooms/{room}/offers/{admin.account}")
    await say(admin, f"/api/rooms/{room}/offer/accept")
    about = {"room_id": room, "account_id": str(owner.account), "reason": "other", "words": ""}
    await say(member, "/api/reports", about)
    await say(owner, "/api/invitations", {"language": "en"})
    await say(member, "/api/recovery-codes")
    waits = {"name": "Vera", "handle": "vera", "languages": ["ru"], "known": ["bob"]}
    await say(stranger, "/api/waiting", waits)


@dataclass
class Calls:
    """Calls everything there is, as everybody, and notes what the document does not foresee."""

    gateway: Gateway
    callers: list[Caller]
    loop: asyncio.AbstractEventLoop
    made: Counter[tuple[str, int]] = field(default_factory=Counter)
    """How many answers of each status an operation gave."""
    faults: dict[str, str] = field(default_factory=dict)
    """What was found, by operation and kind; the first of each."""

    def __post_init__(self) -> None:
        self._learned = Learned(Random(3))  # noqa: S311 - the same in every run
        self._connection = requests.Session()
        self._connection.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def run(self, least: int) -> None:
        """Make so many calls or a few more; blocks, so it belongs in a thread."""
        described = openapi.from_dict(json.loads(json.dumps(describe())))
        operations = [each.ok() for each in described.get_all_operations() if isinstance(each, Ok)]
        kinds = [each.as_strategy(generation_mode=mode) for each in operations for mode in MODES]
        for number in count():
            for place, kind in enumerate(kinds):
                if place % EVENING == 0:
                    self._wait(an_evening(self.gateway, self.callers, self._learned))
                self._batch(kind, self.callers[(number + place) % len(self.callers)], number)
            if self.made.total() >= least:
                return

    def _batch(self, kind: SearchStrategy[AnyCase], caller: Caller, number: int) -> None:
        @seed(number)
        @settings(
            max_examples=BATCH,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(kind)
        def one(case: AnyCase) -> None:
            self._call(case, caller)

        try:
            one()
        except Unsatisfiable:  # nothing can be said wrongly where nothing is said
            return

    def _call(self, case: AnyCase, caller: Caller) -> None:
        for said in (case.path_parameters, case.query, case.body):
            self._learned.put_into(said)
        headers = caller.headers(self.gateway)
        answer = case.call(self.gateway.base, session=self._connection, headers=headers)
        self.made[case.operation.label, answer.status_code] += 1
        body = answer.json() if answer.content and _is_json(answer) else {}
        where = f"{caller.role}: {case.operation.label}: {answer.status_code}"
        if answer.status_code >= 400 and "code" not in body:
            self.faults.setdefault(f"{where} without a code", answer.text)
        if answer.status_code >= 500 and body.get("code") != AWAY:
            self.faults.setdefault(where, answer.text)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failures:
            for each in failures.exceptions:
                self.faults.setdefault(f"{where} {type(each).__name__}", f"{each}\n{answer.text}")
        self._learned.read(case.path, body)
        if body.get("code") == "not_signed_in":
            self._wait(admit(self.gateway, caller))

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=30)


def _is_json(answer: Response) -> bool:
    (media_type,) = answer.headers.get("content-type", [""])
    return media_type.partition(";")[0].endswith("json")
