"""Reports of the media server: checked, then only a reason to look."""

import base64
import hashlib
from datetime import timedelta

import pytest
from livekit import api
from tests.support.media import KEY, SECRET
from tests.support.signalling import OWN_KEY, Signalling

from torg.kit.fresh import new_uuid
from torg.kit.ids import RoomId
from torg.media.tokens import LeaseKeys
from torg.media.webhooks import BODY_LIMIT, PATH, REMEMBERED, Reports, Unsigned

ROOM = RoomId(new_uuid())
BODY = f'{{"event":"track_published","id":"EV_1","room":{{"name":"{ROOM}"}},"new":1}}'.encode()


def signature(
    body: bytes, key: str = KEY, secret: str = SECRET, ttl: timedelta = timedelta(minutes=5)
) -> str:
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    return api.AccessToken(key, secret).with_sha256(digest).with_ttl(ttl).to_jwt()


def reports() -> Reports:
    return Reports(LeaseKeys(OWN_KEY, KEY, SECRET))


def test_a_signed_report_is_read_whatever_newer_fields_it_has() -> None:
    event = reports().read(BODY, signature(BODY))

    assert event is not None
    assert (event.event, event.room.name) == ("track_published", str(ROOM))


FORGED = {
    "unsigned": (BODY, ""),
    "another body": (BODY + b" ", signature(BODY)),
    "another secret": (BODY, signature(BODY, secret="x" * 40)),
    "another key": (BODY, signature(BODY, key="other")),
    "too old": (BODY, signature(BODY, ttl=timedelta(seconds=-10))),
    "no hash": (BODY, api.AccessToken(KEY, SECRET).to_jwt()),
    "an access token": (
        BODY,
        api.AccessToken(KEY, SECRET).with_grants(api.VideoGrants(room_list=True)).to_jwt(),
    ),
    "no JSON": (b"{", signature(b"{")),
    "no text": (b"\xff", signature(b"\xff")),
}


@pytest.mark.parametrize("what", FORGED)
def test_what_is_not_signed_by_our_media_server_is_refused(what: str) -> None:
    with pytest.raises(Unsigned):
        reports().read(*FORGED[what])


def test_a_report_counts_once() -> None:
    read = reports()

    assert read.read(BODY, signature(BODY)) is not None
    assert read.read(BODY, signature(BODY)) is None


def test_only_the_last_thousand_reports_are_remembered() -> None:
    read = reports()
    for number in range(REMEMBERED + 1):
        body = f'{{"id":"EV_{number}"}}'.encode()
        read.read(body, signature(body))

    assert len(read._seen) == REMEMBERED
    assert "EV_0" not in read._seen


async def _posted(doors: Signalling, body: bytes, signed: str) -> int:
    async with doors.session.post(
        doors.base + PATH,
        data=body,
        headers={"Authorization": signed, "Content-Type": "application/webhook+json"},
    ) as answer:
        return answer.status


async def test_a_report_has_its_room_looked_at(
    doors: Signalling, monkeypatch: pytest.MonkeyPatch
) -> None:
    kicked: list[RoomId] = []
    monkeypatch.setattr(doors.reconciler, "kick", kicked.append)
    elsewhere = b'{"id":"EV_2","room":{"name":"somebody else\'s"}}'

    assert await _posted(doors, BODY, signature(BODY)) == 200
    assert await _posted(doors, BODY, signature(BODY)) == 200
    assert await _posted(doors, elsewhere, signature(elsewhere)) == 200
    assert await _posted(doors, BODY, "x") == 401
    assert kicked == [ROOM]


async def test_a_report_without_end_is_refused(doors: Signalling) -> None:
    large = b'{"id":"' + b"x" * BODY_LIMIT + b'"}'

    assert await _posted(doors, large, signature(large)) == 413
