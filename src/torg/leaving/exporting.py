"""Packs everything about one member into a ZIP, by the rules of export."""

import asyncio
import base64
import json
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import torg
from torg.accounts.account import Account
from torg.db.session import Transaction
from torg.instance.chosen import SPOKEN
from torg.leaving.belongings import Belongings
from torg.leaving.rules import RULES

README: Final = "README.md"
PIECE: Final = 64 * 1024
"""Bytes that leave at once."""


async def exported(
    transaction: Transaction, account: Account, folder: Path, facts: Mapping[str, str]
) -> IO[bytes]:
    """Give an open ZIP that has no name in its folder, so nothing of it is left once it is closed.

    `facts` stand in its README: the instance's name and host, the handle and the time.
    """
    file = await asyncio.to_thread(_nameless_file, folder)
    try:
        with ZipFile(file, "w", ZIP_DEFLATED) as packed:
            packed.writestr(README, readme(account.languages, facts))
            async for name, content in _contents(transaction, account):
                await asyncio.to_thread(packed.writestr, name, content)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _nameless_file(folder: Path) -> IO[bytes]:
    """Open a file for this user only, which is gone even if the program is killed."""
    return tempfile.TemporaryFile("w+b", dir=folder)


def in_pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Give a file piece by piece, and close it."""
    with file:
        while piece := file.read(PIECE):
            yield piece


def readme(languages: tuple[str, ...], facts: Mapping[str, str]) -> str:
    """Give the words that stand beside the files, in the first language that Torg speaks."""
    language = next((each for each in languages if each in SPOKEN), SPOKEN[0])
    text = (files(torg) / "locales" / language / "export.md").read_text("utf-8")
    return text.format_map(facts)


async def _contents(
    transaction: Transaction, account: Account
) -> AsyncIterator[tuple[str, bytes | str]]:
    belongings = Belongings(transaction, account.id)
    for table, rule in RULES.items():
        kinds: dict[str | None, Any] = {}
        for told in rule.export.told:
            kinds[told.called], named = await belongings.told(table, told)
            for file in named.items():
                yield file
        if kinds:
            # A table with rows of one kind is a list; one with several names each kind.
            content = kinds.get(None, kinds)
            yield file_of(table), json.dumps(content, indent=1, ensure_ascii=False, default=_plain)


def file_of(table: str) -> str:
    """Name the file of a table."""
    return f"{table.replace('_', '-')}.json"


def _plain(value: object) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case UUID():
            return str(value)
        case bytes():
            return base64.b64encode(value).decode()
        case _:
            raise TypeError(type(value).__name__)
