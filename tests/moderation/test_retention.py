"""Reports are gone after 180 days, decided or not."""

from datetime import timedelta

from sqlalchemy import func, select
from tests.support.gateway import Gateway
from tests.support.reports import a_talk, decide, mine, reported

from torg.app.housekeeping import JOBS
from torg.moderation.models import AppealRow
from torg.moderation.report_rules import KEPT
from torg.moderation.retention import erase_old_entries, erase_old_reports


async def test_a_report_is_gone_after_half_a_year_with_all_that_hangs_on_it(
    gateway: Gateway,
) -> None:
    owner, ana, bob = (
        await gateway.owner(),
        await gateway.member("ana"),
        await gateway.member("bob"),
    )
    room = await a_talk(ana, bob)
    old = await reported(ana, room, bob)
    await decide(owner, old, "warning")
    await ana.post(f"/api/reports/{old}/appeal", {"words": "Look again"})
    gateway.clock.forward_s(1)
    young = await reported(ana, room, bob)
    then = gateway.clock.now() + KEPT - timedelta(seconds=1)
    await erase_old_reports(gateway.database, then)
    erased = await owner.get(f"/api/admin/reports/{old}")
    kept = (await owner.get(f"/api/admin/reports/{young}")).body
    async with gateway.database.reading() as transaction:
        appeals = await transaction.session.scalar(select(func.count()).select_from(AppealRow))

    assert erased.code == "report_not_found"
    assert kept["words"] == "Shouts at me"
    assert len(kept["present"]) == 2
    assert [made["id"] for made in (await mine(ana))["made"]] == [young]
    assert appeals == 0


def test_what_is_to_be_erased_is_erased_by_the_house() -> None:
    assert {erase_old_reports, erase_old_entries} <= {job for _, job in JOBS}
