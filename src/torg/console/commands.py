"""The owner's commands; what they need is imported inside them, so that --help is quick."""

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from torg.console.options import give_up, one_sentence, settings_of


def invite(  # noqa: PLR0913 - one parameter is one option
    *,
    language: Literal["en", "is", "ru"] = "en",
    days: int = 14,
    count: int = 1,
    data_dir: Path | None = None,
    port: int | None = None,
    origin: str | None = None,
) -> None:
    """Print an invitation in the owner's name: a link, and a QR code to hold a phone to.

    Whoever opens the link can make one account, once. It works beside a running Torg or without
    one. The link is shown this once only; who made it is kept, nothing about whom it is for.

    Parameters
    ----------
    language
        The language of the page it opens.
    days
        How long it can be used, 1 to 30.
    count
        How many to make, 1 to 50; either all are made or none.
    data_dir
        The folder with the database, as for `torg serve`. [default: data]
    port
        The TCP port Torg listens on, as for `torg serve`. [default: 8000]
    origin
        The address people open, as for `torg serve`. [default: http://localhost:PORT]
    """
    from torg.config import Settings  # noqa: PLC0415
    from torg.console.invite_desk import invite_command  # noqa: PLC0415

    if not 1 <= days <= 30:  # noqa: PLR2004 - as the page of invitations
        give_up("--days: an invitation works 1 to 30 days")
    if not 1 <= count <= 50:  # noqa: PLR2004 - as many as an owner may have open
        give_up("--count: 1 to 50 invitations can be made")
    settings = settings_of(Settings, data_dir=data_dir, listen_port=port, origin=origin)
    with one_sentence():
        invite_command(settings, language, days, count)


def backup(file: Path | None = None, *, data_dir: Path | None = None) -> None:
    """Write the whole instance into one file, while it goes on running.

    The file holds one moment: everything that was saved before it, and nothing after. It can be
    restored into SQLite or PostgreSQL, whichever it comes from. Once written it is read again,
    line by line. Keys are in it only under a passphrase, which is asked for, or read from the
    file TORG_BACKUP_PASSPHRASE_FILE names.

    A running Torg makes one each night by itself (TORG_NIGHTLY_BACKUP). Backups in the data folder
    are erased after 30 days; so that deleted members are gone from them too, let none live longer
    elsewhere. On a disk without room for two such files none is written.

    Parameters
    ----------
    file
        Where to write it. [default: backups/torg-TIME.torg-backup in the data folder]
    data_dir
        The folder with the database, as for `torg serve`. [default: data]
    """
    from torg.config import Settings  # noqa: PLC0415
    from torg.console.desk import backup_command  # noqa: PLC0415

    settings = settings_of(Settings, data_dir=data_dir)
    with one_sentence():
        backup_command(settings, file)


def restore(file: Path, *, data_dir: Path | None = None) -> None:
    """Fill an empty database from a backup, and compare every line.

    Stop Torg first. All is restored or nothing. An older backup is brought up to date; one of a
    newer Torg is refused. Everybody is signed out, rooms are over, links and open invitations
    are dead; passkeys and recovery codes are those of the backup. Whoever has deleted their
    account since is erased once more (by `deleted.txt`, which lies beside the backups; keep it
    with them).

    Parameters
    ----------
    file
        The backup.
    data_dir
        The folder to restore into, as for `torg serve`; it may be new. [default: data]
    """
    from torg.config import Settings  # noqa: PLC0415
    from torg.console.desk import restore_command  # noqa: PLC0415

    settings = settings_of(Settings, data_dir=data_dir)
    with one_sentence():
        restore_command(settings, file)


def migrate_to(address: str, *, data_dir: Path | None = None) -> None:
    """Move the instance from SQLite to PostgreSQL, and compare every row.

    Stop Torg first. The database must be there and empty. All is moved or nothing; nobody is
    signed out, and what is on SQLite stays as it was. At the end it says what to set.

    Parameters
    ----------
    address
        `postgresql://USER:PASSWORD@HOST/NAME`. A password is better in `~/.pgpass`, for what is
        typed here is seen by everybody on this machine.
    data_dir
        The folder with the database, as for `torg serve`. [default: data]
    """
    from torg.config import Settings  # noqa: PLC0415
    from torg.console.migrate_desk import migrate_command  # noqa: PLC0415

    settings = settings_of(Settings, data_dir=data_dir)
    with one_sentence():
        migrate_command(settings, address)


def doctor(
    *,
    json: Annotated[bool, Parameter(negative="")] = False,
    data_dir: Path | None = None,
    port: int | None = None,
    origin: str | None = None,
) -> None:
    """Look whether this machine is ready for Torg, and whether Torg is well on it.

    Each line says `ok`, `warning` or `wrong`, and what to do. Nothing is changed and no mail is
    sent. It ends with 0 when nothing is wrong, and with 1 otherwise. Run it as the user, and with
    the settings, that Torg runs with.

    Parameters
    ----------
    json
        Write one JSON object a line instead: check, state, found, advice.
    data_dir
        The folder with the database, as for `torg serve`. [default: data]
    port
        The TCP port Torg listens on, as for `torg serve`. [default: 8000]
    origin
        The address people open, as for `torg serve`. [default: http://localhost:PORT]
    """
    from torg.config import Settings  # noqa: PLC0415
    from torg.console.doctor import doctor_command  # noqa: PLC0415

    settings = settings_of(Settings, data_dir=data_dir, listen_port=port, origin=origin)
    sys.exit(doctor_command(settings, as_json=json))


def recover(
    handle: str,
    *,
    data_dir: Path | None = None,
    port: int | None = None,
    origin: str | None = None,
) -> None:
    """Print a link that signs a member in once, for who has lost every way in.

    It works for 30 minutes, beside a running Torg or without one; a new link ends the one before.
    That it was made is kept, and the member is told. Nobody can make one in the browser.

    Parameters
    ----------
    handle
        The handle of the member, the owner too.
    data_dir
        The folder with the database, as for `torg serve`. [default: data]
    port
        The TCP port Torg listens on, as for `torg serve`. [default: 8000]
    origin
        The address people open, as for `torg serve`. [default: http://localhost:PORT]
    """
    import asyncio  # noqa: PLC0415

    from torg.accounts.console import recovery_link  # noqa: PLC0415
    from torg.app.serve import at_port  # noqa: PLC0415
    from torg.config import Settings  # noqa: PLC0415
    from torg.console.desk import require_database  # noqa: PLC0415
    from torg.console.upgrading import Upgrading  # noqa: PLC0415
    from torg.errors import MemberUnknown  # noqa: PLC0415
    from torg.kit.clock import SystemClock  # noqa: PLC0415

    given = settings_of(Settings, data_dir=data_dir, listen_port=port, origin=origin)
    settings = at_port(given.listen_port, given)
    with one_sentence():
        require_database(settings)
        try:
            prepare = Upgrading(settings)
            link = asyncio.run(recovery_link(settings, prepare, handle, SystemClock().now()))
        except MemberUnknown:
            give_up(f"{handle}: nobody here has this handle")
    sys.stdout.write(
        "\n  Whoever opens this link within 30 minutes is signed in as this member, once."
        f"\n\n      {link}\n"
        "\n  Give it to nobody else. The member is told that it was made.\n"
    )
