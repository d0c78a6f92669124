"""A demo member as a client of this very gateway: commands by HTTP, news by the feed."""

import json
from collections.abc import AsyncIterator
from typing import Any, Final

import aiohttp

from torg.accounts.account import Account
from torg.accounts.cookie import cookie_name
from torg.config import Settings
from torg.kit.origin import own_origin

REFUSED: Final = 400


class Refused(Exception):
    """The gateway refused a command; the message is the code."""


class Member:
    """One demo member; everything they do, any client could do."""

    def __init__(
        self, account: Account, secret: str, settings: Settings, http: aiohttp.ClientSession
    ) -> None:
        self.account = account
        self.base = f"http://{settings.listen_host}:{settings.listen_port}"
        self._http = http
        self._headers = {
            "Cookie": f"{cookie_name(settings)}={secret}",
            "Origin": own_origin(settings),
        }

    async def ask(self, method: str, path: str) -> Any:  # noqa: ANN401 - JSON is anything
        """Send a command or a question without a body. Raises Refused."""
        async with self._http.request(
            method, f"{self.base}/api{path}", headers=self._headers
        ) as answer:
            body = await answer.json(content_type=None)
            if answer.status >= REFUSED:
                raise Refused(body["code"])
            return body

    async def news_of(self, room: str) -> AsyncIterator[dict[str, Any]]:
        """Watch a room: its snapshot and its frames, until it is gone."""
        async with self._http.ws_connect(f"{self.base}/api/feed", headers=self._headers) as feed:
            await feed.send_json({"watch": f"room:{room}"})
            async for message in feed:
                frame = json.loads(message.data)
                if frame["kind"] in {"gone", "ended"}:
                    return
                yield frame
