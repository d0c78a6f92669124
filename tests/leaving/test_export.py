"""A member takes along everything that is kept about them, and nothing of others."""

import io
import json
import time
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from sqlalchemy import insert
from tests.support.gateway import Answer, Browser, Gateway
from tests.support.rooms import join, open_room

from torg.accounts.models import AccountRow
from torg.accounts.rules import PROOF
from torg.kit.fresh import new_uuid
from torg.kit.limits import DAY
from torg.leaving.exporting import file_of
from torg.leaving.rules import RULES
from torg.moderation.models import ReportRow
from torg.social.models import BlockRow, FollowRow


async def export(browser: Browser) -> tuple[int, ZipFile | None]:
    async with browser.session.post(
        f"{browser.base}/api/me/export", headers={"Origin": browser.origin}
    ) as answer:
        content = await answer.read()
        return answer.status, ZipFile(io.BytesIO(content)) if answer.status == 200 else None


async def exported(browser: Browser) -> dict[str, Any]:
    """Give the files of an export, JSON read."""
    status, packed = await export(browser)
    assert status == 200
    assert packed is not None
    return {
        name: json.loads(packed.read(name)) if name.endswith(".json") else packed.read(name)
        for name in packed.namelist()
    }


def _id(browser: Browser) -> UUID:
    return UUID(browser.me["id"])


def a_report(room: UUID, by: UUID, about: UUID, now: datetime) -> ReportRow:
    return ReportRow(
        id=new_uuid(),
        reporter_id=by,
        reported_id=about,
        room_id=room,
        reason="other",
        words="rude",
        evidence={},
        created_at=now,
        state="open",
    )


async def refused(browser: Browser) -> Answer:
    return await browser.ask("POST", "/api/me/export")


async def test_every_table_has_its_file_and_the_readme_is_in_my_language(gateway: Gateway) -> None:
    found = await exported(await gateway.owner())
    expected = {file_of(name) for name, rule in RULES.items() if rule.export.told}

    assert expected | {"README.md"} == set(found)
    assert "What Torg keeps about @owner" in found["README.md"].decode()


async def test_my_own_things_are_in_it(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana, title="Late talk")
    await join(bo, room)
    found = await exported(bo)

    assert [row["handle"] for row in found["accounts.json"]] == ["bo_"]
    assert found["admissions.json"]["mine"][0]["nominated_by"]["handle"] == "owner"
    assert found["leases.json"][0]["room"] == {"id": room, "title": "Late talk"}
    assert found["leases.json"][0]["role"] == "listener"
    assert found["invitations.json"]["received"][0]["from"]["handle"] == "owner"
    assert len(found["login-sessions.json"]) == 1


async def test_nobody_learns_who_blocked_or_reported_them(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana)
    async with gateway.database.transaction() as transaction:
        transaction.session.add_all(
            (
                a_report(UUID(room), by=_id(ana), about=_id(bo), now=gateway.clock.now()),
                BlockRow(blocker_id=_id(ana), blocked_id=_id(bo), at=gateway.clock.now()),
                FollowRow(follower_id=_id(ana), followed_id=_id(bo), at=gateway.clock.now()),
            )
        )
    found = await exported(bo)
    theirs = await exported(ana)

    assert found["blocks.json"] == []
    assert found["reports.json"]["about_me"] == []
    assert found["follows.json"]["follow_me"][0]["person"] is None
    assert theirs["blocks.json"][0]["person"]["handle"] == "bo_"
    assert theirs["reports.json"]["made_by_me"][0]["words"] == "rude"
    assert not any(b"rude" in str(content).encode() for content in found.values())


async def test_a_room_i_was_not_in_is_told_without_its_title(gateway: Gateway) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    room = await open_room(ana, title="Hidden title")
    await bo.ask("PUT", f"/api/rooms/{room}/hidden")
    found = await exported(bo)

    assert "Hidden title" not in json.dumps(found, default=str)


async def test_an_old_sign_in_is_no_proof(gateway: Gateway) -> None:
    owner = await gateway.owner()
    await gateway.forward(PROOF + timedelta(seconds=1))
    late = await refused(owner)
    status, _ = await export(await gateway.browser())

    assert (late.status, late.code) == (403, "proof_too_old")
    assert status == 401


async def test_ten_minutes_are_proof_enough_and_once_a_day_is_often_enough(
    gateway: Gateway,
) -> None:
    owner = await gateway.owner()
    await gateway.forward(PROOF)
    first, _ = await export(owner)
    again = await refused(owner)

    assert first == 200
    assert (again.status, again.code) == (429, "too_many")
    assert int(again.headers["Retry-After"]) == pytest.approx(DAY.total_seconds(), abs=1)


async def test_nothing_of_it_is_left_in_the_data_folder(gateway: Gateway) -> None:
    owner = await gateway.owner()
    before = set(gateway.settings.data_dir.iterdir())
    await export(owner)

    assert set(gateway.settings.data_dir.iterdir()) - before == set()


async def test_another_page_cannot_have_it(gateway: Gateway) -> None:
    owner = await gateway.owner()
    answer = await owner.ask("POST", "/api/me/export", headers={"Origin": "https://evil.example"})

    assert answer.status == 403


async def test_ten_thousand_rows_are_packed_within_a_minute(gateway: Gateway) -> None:
    bo, now = await gateway.member("bo_"), gateway.clock.now()
    made = [
        {"id": new_uuid(), "handle": f"m{n}", "name": "M", "languages": ["en"], "role": "member"}
        for n in range(10_000)
    ]
    follows = [{"follower_id": _id(bo), "followed_id": each["id"], "at": now} for each in made]
    async with gateway.database.transaction() as transaction:
        rows = [each | {"created_at": now} for each in made]
        await transaction.session.execute(insert(AccountRow), rows)
        await transaction.session.execute(insert(FollowRow), follows)
    started = time.monotonic()
    found = await exported(bo)
    took_s = time.monotonic() - started

    assert len(found["follows.json"]["i_follow"]) == 10_000
    assert all(row["person"] for row in found["follows.json"]["i_follow"])
    assert took_s <= 60
