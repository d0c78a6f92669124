"""`torg tree …`: the commands about the tree of who let whom in."""

import sys
from pathlib import Path

from cyclopts import App

from torg.console.options import give_up, one_sentence, settings_of

tree = App(name="tree", help="The tree of who let whom in.", help_format="markdown")


@tree.command
def verify(file: Path, *, fingerprint: str | None = None) -> None:
    """Check a member's proof of admission, without a network or a Torg that runs.

    It ends with 0 when the proof holds, and with 1 and a sentence when it does not.

    Parameters
    ----------
    file
        The file a member has downloaded from their instance.
    fingerprint
        The fingerprint of the instance's key, as its page tells it. Without it the proof is
        checked against the key in the file, and the fingerprint is printed for you to compare.
    """
    from torg.console import tree as console  # noqa: PLC0415

    try:
        sys.stdout.write(console.verify(file, fingerprint))
    except console.NotProved as why:
        give_up(str(why), code=1)


@tree.command
def sign_anew(*, data_dir: Path | None = None) -> None:
    """Sign the whole tree with the key that is in the data folder, when the old key is lost.

    Stop Torg first. No record changes, but the fingerprint does: older proofs name the old key.

    Parameters
    ----------
    data_dir
        The folder with the database and the key, as for `torg serve`. [default: data]
    """
    import asyncio  # noqa: PLC0415

    from torg.config import Settings  # noqa: PLC0415
    from torg.console import tree as console  # noqa: PLC0415
    from torg.console.desk import require_database  # noqa: PLC0415
    from torg.console.upgrading import Upgrading  # noqa: PLC0415
    from torg.kit.alone import alone_in  # noqa: PLC0415
    from torg.kit.clock import SystemClock  # noqa: PLC0415

    settings = settings_of(Settings, data_dir=data_dir)
    with one_sentence():
        require_database(settings)
        with alone_in(settings.data_dir):
            prepare = Upgrading(settings)
            fingerprint = asyncio.run(console.sign_anew(settings, prepare, SystemClock().now()))
    sys.stdout.write(f"\n  The tree is signed by the key {fingerprint} now.\n")
