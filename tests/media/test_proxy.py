"""Who is let in at /rtc, with what, and with which words the others are sent away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from tests.support.media import FakeMedia
from tests.support.signalling import Signalling, eventually, read

from torg.kit.window import MovingWindow
from torg.media.leases import Lease, Observed
from torg.media.reach import CONFIRMED_FOR_S
from torg.stage.roles import Role
from torg.stage.state import Mic, Presence

NO_ROOM = (404, "requested room does not exist")


async def test_a_lease_opens_the_door(doors: Signalling, fake: FakeMedia) -> None:
    lease = await doors.a_lease()

    socket = await doors.connect(lease)
    join = (await read(socket)).join

    assert join.participant.identity == lease.id
    assert fake.people(str(lease.room)) == {lease.id}
    await eventually(
        lambda: Observed(lease.id, lease.account, Presence.PRESENT, Mic.NONE) in doors.told.changes
    )


async def test_a_program_shows_its_token_as_a_bearer_and_has_no_origin(doors: Signalling) -> None:
    lease = await doors.a_lease()

    socket = await doors.session.ws_connect(
        doors.base + "/rtc", headers={"Authorization": f"Bearer {doors.token(lease)}"}
    )

    doors.open.append(socket)
    assert (await read(socket)).join.participant.identity == lease.id


async def test_without_a_token_nobody_enters(doors: Signalling) -> None:
    assert (await doors.knock({}))[:2] == (401, "invalid token")
    assert (await doors.knock({"access_token": "x.y.z"}))[:2] == (401, "invalid token")


async def test_of_two_tokens_none_counts(doors: Signalling) -> None:
    token = doors.token(await doors.a_lease())

    answer = await doors.knock({"access_token": token}, {"Authorization": f"Bearer {token}"})

    assert answer[:2] == (401, "invalid token")


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://localhost", ""])
async def test_a_page_from_elsewhere_is_refused(doors: Signalling, origin: str) -> None:
    token = doors.token(await doors.a_lease())

    assert (await doors.knock({"access_token": token}, {"Origin": origin}))[0] == 403


async def test_an_ended_lease_opens_nothing(doors: Signalling) -> None:
    lease = await doors.a_lease()
    token = doors.token(lease)
    await doors.end(lease)

    assert (await doors.knock({"access_token": token}))[:2] == NO_ROOM


OTHERS: dict[str, Callable[[Lease, Lease], Lease]] = {
    "another room": lambda lease, other: _with(lease, room=other.room),
    "another account": lambda lease, other: _with(lease, account=other.account),
    "another epoch": lambda lease, _: _with(lease, epoch=2),
    "a second identity": lambda lease, _: _with(lease, id=lease.id + "#publish"),
}


def _with(lease: Lease, **changed: object) -> Lease:
    return replace(lease, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("what", OTHERS)
async def test_a_token_opens_its_own_lease_only(doors: Signalling, what: str) -> None:
    lease, other = await doors.a_lease(), await doors.a_lease()
    token = doors.token(OTHERS[what](lease, other))

    assert (await doors.knock({"access_token": token}))[:2] == NO_ROOM


async def test_the_eleventh_connect_within_a_minute_waits(doors: Signalling) -> None:
    lease = await doors.a_lease()
    for _ in range(10):
        await (await doors.joined(lease)).close()

    status, _, headers = await doors.knock({"access_token": doors.token(lease)})

    assert status == 429
    assert 0 < int(headers["Retry-After"]) <= 60


async def test_while_media_is_away_nobody_enters(
    doors: Signalling, fake: FakeMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = await doors.a_lease()
    monkeypatch.setattr("torg.media.reach.CONFIRMED_FOR_S", CONFIRMED_FOR_S / 4)
    monkeypatch.setattr("torg.media.reconciler.SWEEP_EVERY_S", 0.02)
    fake.refuses = True
    await eventually(lambda: not doors.reconciler.is_confirmed)

    token = {"access_token": doors.token(lease)}
    answers = [await doors.knock(token) for _ in range(12)]
    fake.refuses = False
    await eventually(lambda: doors.reconciler.is_confirmed)

    assert {(status, headers["Retry-After"]) for status, _, headers in answers} == {(503, "1")}
    await doors.joined(lease)  # what was refused did not count against the lease


async def test_a_media_server_that_refuses_signalling_is_away(
    doors: Signalling, fake: FakeMedia
) -> None:
    lease = await doors.a_lease()
    fake.refuses = True

    assert (await doors.knock({"access_token": doors.token(lease)}))[0] == 503


async def test_a_crowd_is_let_in_at_a_bounded_rate(
    doors: Signalling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors.sockets, "_joins", MovingWindow(2, timedelta(minutes=1)))
    leases = [await doors.a_lease() for _ in range(3)]
    for lease in leases[:2]:
        await doors.joined(lease)

    status, _, headers = await doors.knock({"access_token": doors.token(leases[2])})

    assert (status, headers["Retry-After"]) == (503, "1")


@pytest.mark.parametrize("role", Role)
async def test_upstream_hears_of_the_role_the_lease_has_now(
    doors: Signalling, fake: FakeMedia, role: Role
) -> None:
    lease = await doors.a_lease(role=Role.HOST)
    await doors.set_role(lease, role)

    await doors.joined(lease)

    participant = fake.rooms[str(lease.room)][lease.id]
    assert participant.video["canPublish"] is role.is_on_stage
    assert participant.claims["exp"] - participant.claims["nbf"] == 60
    assert not {"name", "metadata", "attributes", "kind"} & participant.claims.keys()


async def test_what_a_client_injects_does_not_reach_media(
    doors: Signalling, fake: FakeMedia
) -> None:
    lease = await doors.a_lease()
    injected = {"publish": "x", "metadata": "{}", "attributes": "e30", "room": "x", "sdk": "js"}

    await (await doors.connect(lease, injected)).receive()

    assert fake.rooms[str(lease.room)][lease.id].query == {"sdk": "js"}


async def test_the_single_connection_dialect_is_not_spoken(doors: Signalling) -> None:
    token = {"access_token": doors.token(await doors.a_lease())}
    upgrade = await doors.knock(token, path="/rtc/v1")
    async with doors.session.get(doors.base + "/rtc/v1/validate", params=token) as answer:
        validated = answer.status, await answer.text(), answer.headers

    for status, words, headers in (upgrade, validated):
        assert status == 404
        assert words != NO_ROOM[1]
        assert headers["Access-Control-Allow-Origin"] == "*"


async def _validated(doors: Signalling, token: str) -> tuple[int, str, str]:
    url = doors.base + "/rtc/validate"
    async with doors.session.get(url, params={"access_token": token}) as answer:
        headers = answer.headers
        return answer.status, await answer.text(), headers["Access-Control-Allow-Origin"]


async def test_validate_tells_why(doors: Signalling) -> None:
    lease = await doors.a_lease()
    token = doors.token(lease)
    live = await _validated(doors, token)
    await doors.end(lease)

    assert live == (200, "success", "*")
    assert await _validated(doors, token) == (*NO_ROOM, "*")
    assert await _validated(doors, "x") == (401, "invalid token", "*")


async def test_asking_why_does_not_count_as_a_connect(doors: Signalling) -> None:
    token = doors.token(await doors.a_lease())

    answers = {await _validated(doors, token) for _ in range(12)}

    assert answers == {(200, "success", "*")}


async def test_asking_why_has_an_end_too(doors: Signalling) -> None:
    token = doors.token(await doors.a_lease())

    answers = [(await _validated(doors, token))[0] for _ in range(31)]

    assert answers == [200] * 30 + [429]


async def test_a_members_token_orders_nothing_at_the_media_server(
    doors: Signalling, fake: FakeMedia
) -> None:
    lease = await doors.a_lease(role=Role.HOST)
    await doors.joined(lease)
    connector = aiohttp.UnixConnector(path=str(doors.target))
    async with aiohttp.ClientSession(connector=connector) as session:
        for token in (doors.token(lease), doors.keys.inner_token(lease, doors.clock.now())):
            async with session.post(
                "http://media/twirp/livekit.RoomService/ListRooms",
                headers={"Authorization": f"Bearer {token}"},
            ) as answer:
                assert answer.status in {401, 403}
    assert fake.people(str(lease.room)) == {lease.id}
