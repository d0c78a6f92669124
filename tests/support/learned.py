"""What somebody who reads every answer knows by now: ids and handles that are really there."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, MutableMapping
from random import Random
from typing import Any, Final

KEPT: Final = 8
"""How many of a kind; an older one is forgotten."""
KINDS: Final[Mapping[str, str]] = {
    "room_id": "room",
    "member": "member",
    "member_id": "member",
    "account_id": "member",
    "appellant": "member",
    "under": "member",
    "to": "member",
    "handle": "handle",
    "known": "handle",
    "query": "handle",
    "after": "next",
    "photo": "photo",
    "link": "link",
    "token": "token",
    "code": "code",
    "upto": "inbox",
    "invitation": "invitations",
    "passkey": "passkeys",
    "login_session": "sessions",
    "report": "reports",
    "reservation": "waiting",
}
"""Which kind of thing a parameter or field of this name asks for."""


class Learned:
    """Remembers what answers name, and puts it where a request asks for such a thing."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._known: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=KEPT))

    def read(self, path: str, body: object) -> None:
        """Learn from an answer; what has no sign of its own is of the kind its address names."""
        for each in _objects(body):
            for kind, value in _named(each, path.split("/")[2]):
                if value not in self._known[kind]:
                    self._known[kind].append(value)

    def put_into(self, asked: object) -> None:
        """Replace, three times in four, what a request names by something that is there.

        Half of these are the latest of their kind: about that most can be done.
        """
        if not isinstance(asked, MutableMapping):
            return
        for name in asked:
            known = self._known[KINDS.get(name, "")]
            if known and self._random.random() < 0.75:
                value = self._random.choice([known[-1], self._random.choice(known)])
                asked[name] = [value] if isinstance(asked[name], list) else value


def _objects(body: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(body, Mapping):
        yield body
        body = list(body.values())
    if isinstance(body, list):
        for each in body:
            yield from _objects(each)


def _named(each: Mapping[str, Any], area: str) -> Iterator[tuple[str, str]]:
    if isinstance(each.get("id"), str):
        kind = "member" if "handle" in each else "room" if "title" in each else area
        yield kind, each["id"]
    for name in ("handle", "photo", "next"):
        if isinstance(each.get(name), str):
            yield name, each[name]
    if isinstance(each.get("reservation_id"), str):
        yield "waiting", each["reservation_id"]
    if isinstance(each.get("link"), str):
        yield "link", each["link"]
        yield "token", each["link"].partition("#")[2]
    for code in each.get("codes", ()):
        yield "code", code
