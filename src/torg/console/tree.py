"""`torg tree`: checks a proof offline, and signs the tree anew when its key is lost."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from torg.audit.acts import Act
from torg.audit.repository import Audit
from torg.config import Settings
from torg.db.session import Database
from torg.invitations.instance_key import instance_key
from torg.invitations.proof import ProofFalse, Proved, check
from torg.invitations.tree_repository import Admissions

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file that is read at all: the proof of the first of 900,000 members."""


class NotProved(Exception):
    """The file proves nothing; the message says in a sentence why."""


def verify(file: Path, fingerprint: str | None) -> str:
    """Check a proof, and say what it shows. Raises NotProved.

    `fingerprint` is that of the instance, as its page tells it; blanks in it are overlooked.
    """
    try:
        proved = check(_read(file))
    except ProofFalse as why:
        raise NotProved(f"{file}: this proves nothing. {why}") from why
    wanted = None if fingerprint is None else "".join(fingerprint.split()).lower()
    if wanted is not None and wanted != proved.fingerprint:
        raise NotProved(
            f"{file}: this is a proof of another instance. It is signed by the key"
            f" {proved.fingerprint}."
        )
    return _words(proved, compared=wanted is not None)


async def sign_anew(
    settings: Settings, prepare: Callable[[Database], Awaitable[None]], now: datetime
) -> str:
    """Sign all records with the key that is in the data folder, and write it down.

    Gives the key's fingerprint.
    """
    key = instance_key(settings.data_dir)
    # No gateway may run meanwhile: it would go on with the key it read at its start.
    database = Database(settings.sqlalchemy_url, lambda topic, frame: None)  # noqa: ARG005
    try:
        await prepare(database)
        async with database.transaction() as transaction:
            await Admissions(transaction, key).sign_anew()
            await Audit(transaction).note(Act.TREE_SIGNED_ANEW, now)
    finally:
        await database.close()
    return key.fingerprint


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as fault:
        raise NotProved(f"{file}: the file cannot be read ({fault.strerror}).") from fault
    if len(data) > LARGEST:
        raise NotProved(f"{file}: the file is too large for a proof.")
    return data


def _words(proved: Proved, *, compared: bool) -> str:
    record = proved.record
    by = (
        "as its first member, whom nobody let in"
        if record.inviter is None
        else f"by the member {record.inviter}"
    )
    key = (
        "It is the key you named."
        if compared
        else "Compare it with the one that the instance shows under /api/instance"
        " (public_key_fingerprint)."
    )
    return (
        "\n  The proof holds."
        f"\n\n  {proved.host} admitted the member {record.member}"
        f"\n  {by}, on {_moment(record.at)}."
        f"\n  It is admission {record.number} of the {proved.number} there were on"
        f" {_moment(proved.made_at)}."
        f"\n\n  Signed by the key {proved.fingerprint}."
        f"\n  {key}\n"
    )


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y at %H:%M:%S} UTC"
