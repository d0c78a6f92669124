"""An admin ends a room with words for all; moderators' acts are written down."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from tests.support.gateway import Gateway
from tests.support.rooms import bring_on_stage, feed_of, join, open_room
from tests.support.ties import members

from torg.audit.models import AuditRow

WORDS = "The talk has turned into threats."


async def entries(gateway: Gateway) -> list[tuple[str, str | None, str | None]]:
    """Give the acts in the log: which, by whom and to whom."""
    async with gateway.database.reading() as transaction:
        rows = await transaction.session.scalars(select(AuditRow).order_by(AuditRow.number))
        return [
            (row.act, as_text(row.actor_id), as_text(row.target_id))
            for row in rows
            if row.room_id is not None
        ]


def as_text(account: UUID | None) -> str | None:
    return None if account is None else str(account)


async def test_everybody_inside_is_told_why_an_admin_has_ended_the_room(gateway: Gateway) -> None:
    admin, (ana, bo) = await gateway.owner(), await members(gateway, "ana", "bo_")
    room = await open_room(ana, type="closed", list=["bo_"])
    for who in (ana, bo):
        await join(who, room)
    async with feed_of(bo) as feed:
        await feed.watch(f"room:{room}")
        await feed.watch("me")
        ended = await admin.post(f"/api/admin/rooms/{room}/end", {"reason": WORDS})
        await feed.until_gone(f"room:{room}")
        me = await feed.until("me", lambda s: s["ended"])
        last_words: Any = feed.follower.ended[f"room:{room}"]

    assert ended.status == 204, ended
    said = {name: last_words[name] for name in ("reason", "by", "words")}
    assert said == {"reason": "by_admin", "by": None, "words": WORDS}
    assert me["ended"] == {"room_id": room, "reason": "room_ended", "by": None, "words": WORDS}
    assert (await bo.get(f"/api/rooms/{room}")).status == 404
    assert ("room_ended", admin.me["id"], None) in await entries(gateway)


async def test_what_moderators_do_is_written_down_once_and_what_others_do_is_not(
    gateway: Gateway,
) -> None:
    host, (bo, eva) = await gateway.owner(), await members(gateway, "bo_", "eva")
    room = await open_room(host, type="closed", list=["bo_"])
    for who in (host, bo):
        await join(who, room)
    await bring_on_stage(host, bo, room)
    ours, his, hers = (who.me["id"] for who in (host, bo, eva))
    for _ in range(2):
        await host.put(f"/api/rooms/{room}/holds/{his}")
    await host.delete(f"/api/rooms/{room}/holds/{his}")
    await bo.delete(f"/api/rooms/{room}/stage/{his}")
    await bring_on_stage(host, bo, room)
    await host.delete(f"/api/rooms/{room}/stage/{his}")
    for _ in range(2):
        await host.put(f"/api/rooms/{room}/list/eva")
    await host.post(f"/api/rooms/{room}/end")

    assert await entries(gateway) == [
        ("held_muted", ours, his),
        ("hold_released", ours, his),
        ("moved_to_audience", ours, his),
        ("list_extended", ours, hers),
        ("ended", ours, None),
    ]


async def test_a_room_that_is_over_cannot_be_ended_by_an_admin(gateway: Gateway) -> None:
    admin = await gateway.owner()
    room = await open_room(admin)
    statuses = [
        (await admin.post(f"/api/admin/rooms/{room}/end", {"reason": WORDS})).status
        for _ in range(2)
    ]

    assert statuses == [204, 404]
