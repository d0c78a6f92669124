"""How the commands speak to whoever sits at the terminal."""

import getpass
import sys
from pathlib import Path
from typing import Final

from torg.console.refused import Refused

WIDTH: Final = 24
"""Of a table's name."""


def say(text: str = "") -> None:
    """Write a line on standard output."""
    sys.stdout.write(f"{text}\n")


def progress(name: str, number: int, count: int) -> None:
    """Show on a terminal which table it is; the line is written over by the next one."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r  {number} of {count} tables  {name:{WIDTH}}")
        if number == count:
            sys.stderr.write(f"\r{'':{WIDTH * 2}}\r")
        sys.stderr.flush()


def passphrase_for(file: Path | None, question: str, *, twice: bool) -> str | None:
    """Give the passphrase: from its file, or typed on a terminal; None for an empty answer.

    Raises Refused.
    """
    if file is not None:
        return _in_file(file)
    if not sys.stdin.isatty():
        return None
    typed = getpass.getpass(f"  {question}: ")
    if typed and twice and getpass.getpass("  Once more: ") != typed:
        raise Refused("The two are not the same. Nothing was done.")
    return typed or None


def _in_file(file: Path) -> str:
    try:
        passphrase = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(f"{file}: the passphrase cannot be read.") from fault
    if not passphrase:
        raise Refused(f"{file}: there is no passphrase in it.")
    return passphrase
