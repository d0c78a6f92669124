"""Keys kept in the data folder, one a file, for nobody else to read."""

import os
from pathlib import Path
from typing import Final

from torg.kit.fresh import new_secret
from torg.kit.starting import CannotStart

SHORTEST: Final = 32


class KeyFileRefused(CannotStart):
    """The file of a key is there but holds none; what to do with it is the operator's to say."""


def key_in(path: Path) -> str:
    """Read a key of 43 characters (256 random bits), made with mode 0600 when there is none.

    Raises KeyFileRefused.
    """
    try:
        return _read_or_made(path)
    except (OSError, UnicodeDecodeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else "no text"
        raise KeyFileRefused(
            f"the key file {path} cannot be read ({why}). Give it back to the user Torg runs as,"
            " or put the right one in its place."
        ) from fault


def _read_or_made(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    key = new_secret()
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key


def _read(path: Path) -> str:
    key = path.read_text().strip()
    # An empty file is what a full disk leaves; signing with it would be signing with nothing.
    if len(key) < SHORTEST:
        raise KeyFileRefused(
            f"the key file {path} holds no key. Put the right one in its place, or remove it"
            " to have a new one made."
        )
    return key
