"""Serves strangers the pages, cards and styles that need neither cookie nor JavaScript."""

from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from torg.accounts.cookie import cookie_name
from torg.app.pages import html
from torg.app.pages.places import LANGUAGE_COOKIE, Asked, Place, asked
from torg.app.pages.sheet import sheet_address, sheet_at
from torg.app.pages.shelf import Shelf
from torg.app.pages.shell import Shell
from torg.app.pages.telling import Instance, OpenRoom, Told, telling
from torg.config import Settings
from torg.db.session import Database, Transaction
from torg.errors import NotFound
from torg.instance.chosen import Chosen
from torg.instance.repository import Choices
from torg.kit.client_files import FOR_EVER, ClientFiles, File
from torg.kit.http import network_of
from torg.kit.ids import RoomId
from torg.kit.limits import Limited, Limits
from torg.kit.origin import own_origin
from torg.kit.words import LANGUAGES, spoken, words_in
from torg.rooms.repository import Rooms
from torg.rooms.room import RoomType

CARDS: Final = "/card/"
STYLES: Final = "/share-"


class Pages:
    """What the server draws itself, in the client's own page, which then takes over."""

    def __init__(
        self, files: ClientFiles, settings: Settings, limits: Limits, shelf: Shelf
    ) -> None:
        self._files = files
        self._settings = settings
        self._limits = limits
        self._shelf = shelf
        self._cookie = cookie_name(settings)
        self._shell = None if files.page is None else Shell(files.page)

    def owns(self, scope: Scope) -> bool:
        """Say whether this is a stranger who asks for a page, or anybody who asks for a card."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return False
        path: str = scope["path"]
        if path.startswith((CARDS, STYLES)):
            return True
        is_drawn = self._shell is not None and asked(path) is not None
        return is_drawn and self._cookie not in Request(scope).cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a page, a card or the stylesheet. Raises NotFound, TooMany."""
        request = Request(scope)
        path = request.url.path
        answer = self._files.sent_home(request)
        if answer is None and path.startswith(STYLES):
            answer = _for_ever(request, sheet_at(path))
        elif answer is None:
            self._limits.spend(Limited.REQUEST_SIGNED_OUT, network=network_of(request))
            wanted = asked(path)
            if wanted is None:
                answer = _for_ever(request, await self._card(request, path))
            else:
                answer = await self._page(request, wanted)
        await answer(scope, receive, send)

    async def _page(self, request: Request, wanted: Asked) -> Response:
        instance, room = await self._read(request, wanted.room)
        language = wanted.language or _language_of(request, instance.chosen.languages[0])
        told = telling(wanted.place, words_in(language), instance, room)
        page = self._filled(told, instance)
        headers = {
            "Cache-Control": "no-cache",
            "Content-Language": language,
            "Vary": "Accept-Language, Cookie",
            "X-Robots-Tag": "noindex",
        }
        return File.of(page.encode(), "text/html").answer(request, headers)

    def _filled(self, told: Told, instance: Instance) -> str:
        if self._shell is None:
            raise NotFound
        card = self._shelf.put(told.language, told.card)
        sheet = sheet_address(instance.chosen.accent)
        title = words_in(told.language).say("page-title", page=told.title, instance=told.instance)
        head = html.head(told, instance.origin, card, sheet)
        return self._shell.filled(told.language, title, head, html.body(told))

    async def _card(self, request: Request, path: str) -> File | None:
        """Give a card; those that every instance has can be asked for at any time."""
        if (picture := await self._shelf.picture(path)) is not None:
            return picture
        instance, _ = await self._read(request, None)
        for language in LANGUAGES:
            for place in Place:
                card = telling(place, words_in(language), instance, None).card
                self._shelf.put(language, card)
        return await self._shelf.picture(path)

    async def _read(self, request: Request, room: UUID | None) -> tuple[Instance, OpenRoom | None]:
        """Read what the owner chose, and of a room only what everybody may know."""
        database: Database = request.app.state.database
        async with database.reading() as transaction:
            chosen = await Choices(transaction, self._settings).read()
            shown = await _open_room(transaction, chosen, room)
        host = self._settings.origin.host or ""
        return Instance(chosen, host, own_origin(self._settings)), shown


async def _open_room(
    transaction: Transaction, chosen: Chosen, room: UUID | None
) -> OpenRoom | None:
    if room is None or not chosen.shows_open_rooms:
        return None
    live = await Rooms(transaction).live([RoomId(room)])
    open_ones = (each for each in live if each.type is RoomType.OPEN)
    return next((OpenRoom(each.id, each.title) for each in open_ones), None)


def _language_of(request: Request, first: str) -> str:
    kept = request.cookies.get(LANGUAGE_COOKIE)
    if kept in LANGUAGES:
        return kept
    return spoken(request.headers.get("accept-language", ""), first)


def _for_ever(request: Request, file: File | None) -> Response:
    if file is None:
        raise NotFound
    return file.answer(request, FOR_EVER)
