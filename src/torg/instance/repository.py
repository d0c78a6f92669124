"""All SQL about the owner's choices."""

from dataclasses import fields
from datetime import datetime

from torg.config import Settings
from torg.db.session import Transaction
from torg.instance.chosen import Chosen
from torg.instance.models import ChoicesRow


class Choices:
    """What the owner has chosen, over what the settings say."""

    def __init__(self, transaction: Transaction, settings: Settings) -> None:
        self._session = transaction.session
        self._settings = settings

    async def read(self) -> Chosen:
        """Give the choices as they stand."""
        row = await self._session.get(ChoicesRow, 1)
        if row is None:
            return Chosen(name=self._settings.instance_name)
        return Chosen(
            name=row.name,
            languages=tuple(row.languages),
            accent=row.accent,
            house_rules=row.house_rules,
            shows_open_rooms=row.shows_open_rooms,
            is_set_up=row.set_up_at is not None,
        )

    async def write(self, chosen: Chosen) -> None:
        """Store the choices; that the first steps are done has a statement of its own."""
        row = await self._row()
        for name in (field.name for field in fields(chosen) if field.name != "is_set_up"):
            setattr(row, name, getattr(chosen, name))
        row.languages = list(chosen.languages)
        await self._session.flush()

    async def set_up(self, now: datetime) -> None:
        """Note that the first steps are done; once done they stay so."""
        row = await self._row()
        row.set_up_at = row.set_up_at or now
        await self._session.flush()

    async def _row(self) -> ChoicesRow:
        """Give the one row, made of the settings the first time."""
        row = await self._session.get(ChoicesRow, 1, with_for_update=True)
        if row is None:
            first = Chosen(name=self._settings.instance_name)
            row = ChoicesRow(id=1, name=first.name, languages=list(first.languages))
            self._session.add(row)
            await self._session.flush()
        return row
