"""P22: every field that safety tells, to each who may ask; one that is unknown fails."""

from collections.abc import Mapping
from typing import Final

from tests.rooms.test_fields import CARD, PERSON, Fields, fields, within
from tests.support.admins import an_admin, suspend
from tests.support.appealing import banned, suspended
from tests.support.gateway import Gateway
from tests.support.reports import a_talk, decide, reported

ROOM: Final = within(".room", {".id", ".title"})
ENTRY: Final = within(
    "",
    {".at", ".act", ".actor", ".target", ".room", ".reason"},
    within(".actor", PERSON),
    within(".target", PERSON),
    ROOM,
)
ENTRIES: Final = within(".entries[]", ENTRY) | {".next"}
APPEAL: Final = {".appeal", ".appeal.at", ".appeal.answered_at", ".appeal.upheld"}
DECIDED: Final = {".id", ".reason", ".decided_at", ".decision", ".note"} | APPEAL | ROOM

TOLD: Final[Mapping[str, Fields]] = {
    "/api/audit": ENTRIES,
    "/api/audit/rooms/{room}": ENTRIES,
    "/api/reports/mine": within(
        "",
        within(".made[]", DECIDED, {".created_at", ".state", ".about"}, within(".about", PERSON)),
        within(".about_me[]", DECIDED),
    ),
    "/api/me/email": frozenset({".address", ".confirmed"}),
}
"""What members are told."""

TO_THE_SUSPENDED: Final = within(
    "",
    {".type", ".title", ".status", ".code", ".request_id", ".retry_after"},
    within(".suspension", {".since", ".until", ".about", ".room", ".words", ".ticket"}),
    within(".suspension", {".appealed_at", ".answered_at", ".upheld", ".answer"}),
)
"""What the refusal to sign them in tells; nobody is named."""

APPEALS: Final = within(
    ".appeals[]",
    {".id", ".words", ".at", ".reason", ".mine_to_answer"},
    {".suspended.since", ".suspended.until"},
    within(".person", PERSON),
    within(".suspended_by", PERSON),
)
"""What admins are told of appeals against suspensions."""

TO_ADMINS: Final[Mapping[str, Fields]] = {
    "/api/admin/audit": ENTRIES,
    "/api/admin/members": within(
        ".members[]",
        {".role", ".joined_at", ".invitations_left"},
        {".suspended", ".suspended.since", ".suspended.until"},
        within(".person", PERSON),
    )
    | {".next"},
    "/api/admin/rooms": within(".rooms[]", CARD),
    "/api/admin/invitations": within(
        ".invitations[]",
        {".id", ".language", ".state", ".created_at", ".expires_at", ".inviter", ".member"},
        within(".inviter", PERSON),
        within(".member", PERSON),
    )
    | {".next"},
    "/api/admin/reports": within(
        ".reports[]",
        {".id", ".reason", ".created_at", ".state", ".decision", ".appeals_open", ".about"},
        within(".about", PERSON),
        ROOM,
    )
    | {".next"},
    "/api/admin/reports/{report}": within(
        "",
        {".id", ".reason", ".words", ".created_at", ".state", ".decided_at", ".decision"},
        {".note", ".about", ".reporter", ".reviewed_by"},
        within(".about", PERSON),
        within(".reporter", PERSON),
        within(".reviewed_by", PERSON),
        within(".present[].person", PERSON),
        {".present[].role"},
        within(".entries[]", ENTRY),
        within(".appeals[].person", PERSON),
        {".appeals[].words", ".appeals[].at", ".appeals[].answered_at"},
        {".appeals[].upheld", ".appeals[].mine_to_answer"},
        ROOM,
    ),
}


async def test_no_field_of_safety_is_told_that_no_table_names(gateway: Gateway) -> None:
    ada = await an_admin(gateway)
    ana, bob, eva = [await gateway.member(name) for name in ("ana", "bob", "eva")]
    room = await a_talk(ana, bob)
    await ana.post(f"/api/rooms/{room}/offers/{bob.me['id']}")
    await bob.post(f"/api/rooms/{room}/offer/accept")
    await ana.put(f"/api/rooms/{room}/holds/{bob.me['id']}")
    report = await reported(ana, room, bob)
    await decide(ada, report, "warning")
    for side in (ana, bob):
        await side.post(f"/api/reports/{report}/appeal", {"words": "Look again"})
    await suspend(ada, eva, days=1)
    found = {
        path: fields((await browser.get(path.format(room=room, report=report))).body)
        for path in TOLD
        for browser in ([ana] if "rooms" in path else [bob, ana])
    }
    mine = [fields((await side.get("/api/reports/mine")).body) for side in (ana, bob)]
    found["/api/reports/mine"] = frozenset().union(*mine)
    to_admins = {
        path: fields((await ada.get(path.format(report=report))).body) for path in TO_ADMINS
    }

    for path, told in found.items():
        assert told <= TOLD[path], (path, told - TOLD[path])
    for path, told in to_admins.items():
        assert told <= TO_ADMINS[path], (path, told - TO_ADMINS[path])


async def test_the_suspended_are_told_nobody(gateway: Gateway) -> None:
    bob, report = await banned(gateway)
    first = fields((await bob.knocks()).body)
    await bob.appeals()
    path = f"/api/admin/reports/{report}/appeals/{bob.browser.me['id']}"
    answer = {"upheld": True, "note": "We looked again."}
    assert (await (await gateway.owner()).post(path, answer)).status == 204
    second = fields((await bob.knocks()).body)

    assert first | second <= TO_THE_SUSPENDED
    assert {".suspension.ticket", ".suspension.answer"} <= first | second


async def test_no_field_of_an_appeal_is_told_that_no_table_names(gateway: Gateway) -> None:
    bob = await suspended(gateway)
    await bob.appeals()
    told = fields((await (await gateway.owner()).get("/api/admin/appeals")).body)

    assert told == APPEALS
