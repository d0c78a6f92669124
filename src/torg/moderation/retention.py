"""What of reports and the audit log is erased when its time is over."""

from datetime import datetime

from torg.audit.repository import Audit
from torg.db.session import Database
from torg.moderation.appeals_repository import SuspensionAppeals
from torg.moderation.reports_repository import FiledReports


async def erase_old_reports(database: Database, now: datetime) -> None:
    """Erase the reports and appeals of more than 180 days ago, with their evidence."""
    async with database.transaction() as transaction:
        await FiledReports(transaction).erase_old(now)
        await SuspensionAppeals(transaction).erase_old(now)


async def erase_old_entries(database: Database, now: datetime) -> None:
    """Erase the entries of the audit log that are older than a year."""
    async with database.transaction() as transaction:
        await Audit(transaction).erase(now)
