"""P22: every field that is told, by feed and by HTTP, to each role; one that is unknown fails."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

import pytest
from tests.support.client import Follower, Frame
from tests.support.gateway import Browser, Gateway
from tests.support.rooms import Feed, bring_on_stage, join, open_room, report

from torg.stage.state import Mic, Presence

Fields = frozenset[str]


def within(prefix: str, *fields: Iterable[str]) -> Fields:
    """Give fields as they stand below another one."""
    return frozenset(f"{prefix}{field}" for some in fields for field in some)


PERSON: Final = {".id", ".handle", ".name", ".photo"}
CARD: Final = within(
    "",
    {".id", ".title", ".languages[]", ".type", ".record_status"},
    {".on_stage", ".listening", ".opened_at", ".demo", ".followed", ".my_language"},
    within(".host", PERSON),
    within(".stage[]", PERSON),
)
ROW: Final = within(
    "",
    within(".account", PERSON),
    {".lease_id", ".role", ".since", ".presence", ".mic", ".held", ".new_here", ".offered"},
    {".followed", ".blocked"},
)
HEAD: Final = within(
    "",
    {".id", ".title", ".languages[]", ".type", ".record_status", ".host"},
    {".opened_at", ".closing_at", ".demo"},
)
WAYS: Final = {".ways.passkeys", ".ways.recovery_codes", ".recovery", ".unread"}
MY_LEASE: Final = {".lease", ".lease.room_id", ".lease.lease_id", ".lease.role"}
ME: Final = PERSON | {".languages[]", ".role"} | MY_LEASE | WAYS
MY_STATE: Final = within(
    "",
    within(".me", ME),
    {".offer", ".offer.room_id", ".offer.expires_at"},
    within(".offer.by", PERSON),
    {".hand", ".hand.room_id", ".hand.number", ".held"},
    {".ended", ".ended.room_id", ".ended.reason", ".ended.by", ".ended.words"},
    within(".ended.by", PERSON),
)
HANDS: Final = {".count", ".rows"}
HANDS_BY_NAME: Final = {".count", ".rows[].at"} | within(".rows[].person", PERSON)


def of_a_room(hands: Iterable[str]) -> Mapping[str, Fields]:
    """Give the messages about a room to those who see its hands like this."""
    return {
        "snapshot": within(
            ".state",
            within(".room", HEAD),
            within(".stage[]", ROW),
            {".audience.count", ".audience.blocked"},
            within(".audience.rows[]", ROW),
            {".talking[]"},
            within(".hands", hands),
        ),
        "room": within(".room", HEAD),
        "row": within(".row", ROW),
        "went": frozenset({".account_id"}),
        "audience": frozenset({".count", ".blocked"}) | within(".rows[]", ROW),
        "talking": frozenset({".talking[]"}),
        "hands": within(".hands", hands),
        "ended": frozenset({".reason", ".by", ".words"}) | within(".by", PERSON),
        "gone": frozenset(),
    }


HALLWAY: Final = {
    "snapshot": within(".state", {".rooms[]", ".folded", ".hidden"}, within(".rooms[]", CARD)),
    "card": within(".card", CARD),
    "closed": frozenset({".room_id"}),
    "aside": frozenset({".folded", ".hidden"}),
}
ABOUT_ME: Final = {"snapshot": within(".state", MY_STATE), "me": within(".state", MY_STATE)}
NOT_IN_THE_ROOM: Final = {"gone": frozenset[str]()}

GOLDEN: Final[Mapping[str, Mapping[str, Mapping[str, Fields]]]] = {
    role: {"me": ABOUT_ME, "hallway": HALLWAY, "room": room}
    for role, room in {
        "host": of_a_room(HANDS_BY_NAME),
        "speaker": of_a_room(HANDS),
        "listener": of_a_room(HANDS),
        "outside": NOT_IN_THE_ROOM,
    }.items()
}
ENVELOPE: Final = {".topic", ".seq", ".kind"}


def fields(value: object, at: str = "") -> Fields:
    """Name every field in a JSON value."""
    match value:
        case dict():
            return within("", *(fields(inner, f"{at}.{name}") for name, inner in value.items()))
        case list():
            return within("", *(fields(inner, f"{at}[]") for inner in value))
        case _:
            return frozenset({at})


class Ledger(Follower):
    """Keeps every message beside what follows from it."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Frame] = []

    def take(self, text: str) -> Frame:
        self.messages.append(super().take(text))
        return self.messages[-1]


@asynccontextmanager
async def ledgers(people: Mapping[str, Browser], room: str) -> AsyncIterator[dict[str, Feed]]:
    """Open everybody's feed and watch all there is."""
    async with AsyncExitStack() as stack:
        feeds = {}
        for role, browser in people.items():
            socket = await stack.enter_async_context(browser.socket("/api/feed"))
            feeds[role] = Feed(socket, Ledger())
            for topic in ("me", "hallway", f"room:{room}"):
                await feeds[role].watch(topic)
        yield feeds


def unknown(role: str, message: Frame) -> Fields:
    """Give what a message says beyond the golden table."""
    family = message["topic"].partition(":")[0]
    known = GOLDEN[role][family][message["kind"]]
    return fields(message) - known - ENVELOPE


async def test_nobody_is_told_a_field_that_is_not_theirs(gateway: Gateway) -> None:
    people = {"host": await gateway.owner()} | {
        role: await gateway.member(role) for role in ("speaker", "listener", "outside")
    }
    host, speaker, listener, _ = people.values()
    room = await open_room(host)
    tickets = [await join(who, room) for who in (host, speaker, listener)]
    await bring_on_stage(host, speaker, room)
    base, topic = f"/api/rooms/{room}", f"room:{room}"
    await listener.put(f"{base}/hand")
    async with ledgers(people, room) as feeds:
        await report(gateway, room, tickets[1], presence=Presence.PRESENT, mic=Mic.LIVE)
        await host.put(f"{base}/holds/{speaker.me['id']}")
        await host.post(f"{base}/offers/{listener.me['id']}")
        await feeds["host"].until(topic, lambda state: state["hands"]["count"] == 0)
        await feeds["speaker"].until(topic, lambda state: state["hands"]["count"] == 0)
        await listener.post(f"{base}/offer/decline")
        await listener.put(f"{base}/hand")
        await feeds["listener"].until("me", lambda me: me["hand"])
        await host.delete(f"{base}/stage/{speaker.me['id']}")
        await feeds["host"].until(topic, lambda state: len(state["stage"]) == 1)
        await feeds["outside"].until("hallway", lambda state: state["rooms"][0]["on_stage"] == 1)
        await host.post(f"{base}/end")
        for feed in feeds.values():
            await feed.until("hallway", lambda state: not state["rooms"])
        for role in ("host", "speaker", "listener"):
            await feeds[role].until_gone(topic)
            await feeds[role].until("me", lambda me: me["ended"])
        told = {role: feed.follower.messages for role, feed in feeds.items()}  # type: ignore[attr-defined] # a Ledger

    surplus = {
        (role, message["topic"], message["kind"], field)
        for role, messages in told.items()
        for message in messages
        for field in unknown(role, message)
    }
    kinds = {message["kind"] for messages in told.values() for message in messages}
    assert surplus == set()
    assert kinds >= {"snapshot", "row", "hands", "ended", "gone", "card", "closed", "me"}


ANSWERS: Final[Mapping[str, Fields]] = {
    "/api/instance": within(
        "",
        {".name", ".host", ".state", ".demo", ".version"},
        {".languages[]", ".accent", ".accent_dark", ".house_rules", ".mail"},
        {".public_key_fingerprint"},
    ),
    "/api/health": frozenset({".status", ".database", ".media"}),
    "/api/me": frozenset(ME),
    "/api/rooms": within("", {".folded", ".hidden"}, within(".rooms[]", CARD)),
    "/api/rooms/{room}": CARD,
    "/api/rooms/{room}/people": within(
        "", within(".people[]", ROW), {".next", ".count", ".blocked"}
    ),
    "/api/invitations": within(
        "",
        {".left", ".quota.start", ".quota.grown", ".quota.granted"},
        within(".invitations[]", {".id", ".language", ".state", ".created_at", ".expires_at"}),
        within(".invitations[]", {".inviter_shows", ".member_shows"}),
        {".invitations[].member"},
        within(".invitations[].member", PERSON),
    ),
}


@pytest.mark.parametrize("path", ANSWERS)
async def test_no_answer_says_more_than_it_should(gateway: Gateway, path: str) -> None:
    ana, bo = await gateway.owner(), await gateway.member("bo_")
    await gateway.invitation()
    room = await open_room(ana)
    for who in (ana, bo):
        await join(who, room)
    answers: list[Any] = [(await who.get(path.format(room=room))).body for who in (ana, bo)]

    assert within("", *map(fields, answers)) - ANSWERS[path] == set()
