"""The built client's own page, with places where the server's words go in."""

import re
from html import escape
from typing import Final

LANGUAGE: Final = re.compile(r'(?<=<html lang=")[a-z]+(?=">)')
TITLE: Final = re.compile(r"(?<=<title>)[^<]*(?=</title>)")
HEAD: Final = re.compile(r"(?=</head>)")
BODY: Final = re.compile(r'(?<=<div id="app">)(?=</div>)')


class Shell:
    """A page that starts the client, and says something before and without it."""

    def __init__(self, html: str) -> None:
        """Take the page that the build wrote. Raises ValueError for one that has other parts."""
        for place in (LANGUAGE, TITLE, HEAD, BODY):
            if len(place.findall(html)) != 1:
                raise ValueError("the client's page is not what the server's pages are put into")
        self._html = html

    def filled(self, language: str, title: str, head: str, body: str) -> str:
        """Give the page with these words; `head` and `body` are HTML."""
        html = LANGUAGE.sub(escape(language), self._html)
        html = TITLE.sub(lambda _: escape(title), html)
        html = HEAD.sub(lambda _: head, html)
        return BODY.sub(lambda _: body, html)
