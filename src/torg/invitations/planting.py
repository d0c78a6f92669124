"""Makes the tree ready at the start: older admissions are signed, and the key must be its own."""

from torg.db.session import Database
from torg.invitations.allowances_repository import Allowances
from torg.invitations.instance_key import KEY_FILE, InstanceKey
from torg.invitations.tree_repository import Admissions
from torg.kit.starting import CannotStart


async def make_tree_ready(database: Database, key: InstanceKey) -> None:
    """Sign what an older version did not, and begin to count for its members.

    Raises CannotStart when the tree was signed by another key.
    """
    async with database.transaction() as transaction:
        admissions = Admissions(transaction, key)
        if not await admissions.is_ours():
            raise CannotStart(
                f"the tree of admissions was signed with another key than the one in {KEY_FILE}"
                " in the data folder. Put the right one back; it stands in every backup that was"
                " made with a passphrase. If it is lost for ever, run"
                " `torg tree sign-anew`: members will see another fingerprint."
            )
        await admissions.sign_older()
        await Allowances(transaction).begin_older()
