"""Looks along the tree of admissions: whether it is still as it was signed, and by our key."""

from collections.abc import AsyncIterator

from torg.config import Settings
from torg.console.findings import Finding, ok, wrong
from torg.db.opening import usable
from torg.db.session import Database
from torg.invitations.instance_key import KEY_FILE, instance_key
from torg.invitations.tree_repository import Recorded
from torg.invitations.wholeness import first_fault
from torg.kit.starting import CannotStart


async def tree(settings: Settings) -> AsyncIterator[Finding]:
    """Walk along the whole chain, without changing anything."""
    if not (settings.data_dir / KEY_FILE).exists():
        yield ok("tree", "its key is made at the first start")
        return
    try:
        key = instance_key(settings.data_dir)
        with usable(settings.sqlalchemy_url):
            database = Database(settings.sqlalchemy_url, lambda topic, frame: None)  # noqa: ARG005
            try:
                async with database.reading() as transaction:
                    kept = await Recorded(transaction).all()
            finally:
                await database.close()
    except CannotStart as refusal:
        yield wrong("tree", str(refusal), "")
        return
    number = first_fault(kept, key.public)
    if number is None:
        yield ok("tree", f"{len(kept)} admissions, all as they were signed")
        return
    yield wrong(
        "tree",
        f"admission {number} is not as it was signed by the key in {KEY_FILE}",
        "Somebody changed the database, or the key. Compare both with the last backup.",
    )
