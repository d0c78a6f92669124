"""What is done once an hour without anybody asking."""

from datetime import datetime

import pytest
from structlog.testing import capture_logs
from tests.support.clock import NOON
from tests.support.gateway import Gateway

from torg.app import housekeeping
from torg.app.housekeeping import JOBS, do_jobs
from torg.db.session import Database
from torg.invitations.growing import let_invitations_grow
from torg.leaving.retention import erase_attendance


def test_attendance_is_counted_before_it_is_erased() -> None:
    jobs = [job for _, job in JOBS]

    assert jobs.index(let_invitations_grow) < jobs.index(erase_attendance)


async def test_a_job_that_fails_is_told_and_keeps_no_other_from_its_turn(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[datetime] = []

    async def fail(*_: object) -> None:
        raise RuntimeError

    async def work(_: Database, now: datetime) -> None:
        done.append(now)

    monkeypatch.setattr(housekeeping, "JOBS", (("fail", fail), ("work", work)))
    with capture_logs() as logs:
        await do_jobs(gateway.database, NOON)

    assert done == [NOON]
    assert [(line["job"], line["log_level"]) for line in logs] == [("fail", "error")]
