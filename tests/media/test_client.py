"""LiveKit's interface as the gateway reads it, in both directions, and what silence means."""

from pathlib import Path

import pytest
from livekit import api
from livekit.protocol import models
from tests.support.media import KEY, SECRET, FakeMedia

from torg.media.client import (
    MediaUnreachable,
    NoSuchRoom,
    connected,
    grant_of,
    participant_of,
    permission_of,
)
from torg.media.leases import HEARS, SPEAKS, Grant, Participant
from torg.stage.state import Mic

Info = models.ParticipantInfo
AUDIO, VIDEO = models.TrackType.AUDIO, models.TrackType.VIDEO
MICROPHONE, SCREEN = models.TrackSource.MICROPHONE, models.TrackSource.SCREEN_SHARE_AUDIO

ALL = Grant(True, True, ("microphone", "camera"), True, True, True, True, True)  # noqa: FBT003 - every field


@pytest.mark.parametrize("grant", [HEARS, SPEAKS, ALL])
def test_a_grant_comes_back_as_it_was_sent(grant: Grant) -> None:
    assert grant_of(permission_of(grant)) == grant


def test_a_source_of_a_newer_livekit_makes_a_grant_unequal() -> None:
    permission = permission_of(SPEAKS)
    permission.can_publish_sources.append(99)  # type: ignore[arg-type]

    assert grant_of(permission).can_publish_sources == ("microphone", "unknown")


def test_every_state_but_active_is_not_connected() -> None:
    connected_in = {
        name for name, _ in Info.State.items() if participant_of(Info(state=name)).connected
    }

    assert connected_in == {"ACTIVE"}


def test_only_a_microphone_makes_a_mic() -> None:
    def mic(*tracks: models.TrackInfo) -> Mic:
        return participant_of(Info(tracks=tracks)).mic

    muted = models.TrackInfo(type=AUDIO, source=MICROPHONE, muted=True)
    live = models.TrackInfo(type=AUDIO, source=MICROPHONE)

    assert mic() is Mic.NONE
    assert mic(models.TrackInfo(type=VIDEO, source=MICROPHONE)) is Mic.NONE
    assert mic(models.TrackInfo(type=AUDIO, source=SCREEN)) is Mic.NONE
    assert mic(muted) is Mic.MUTED
    assert mic(muted, live) is Mic.LIVE


async def test_what_is_not_there_is_no_error(fake: FakeMedia, tmp_path: Path) -> None:
    async with connected(tmp_path / "media.sock", KEY, SECRET) as media:
        await media.delete_room("nowhere")
        await media.remove("nowhere", "nobody")
        await media.set_grant("nowhere", "nobody", HEARS)

        assert await media.participants("nowhere") == ()
        with pytest.raises(NoSuchRoom):
            await media.signalling({}, _token())
    assert fake.rooms == {}


async def test_who_is_in_a_room_is_listed(fake: FakeMedia, tmp_path: Path) -> None:
    async with connected(tmp_path / "media.sock", KEY, SECRET) as media:
        await media.open_room("here")
        await media.open_room("here")
        fake.put("here", "ana", permission_of(SPEAKS))

        assert await media.rooms() == {"here"}
        assert await media.participants("here") == (Participant("ana", SPEAKS, connected=True),)


async def test_silence_refusal_and_a_wrong_key_all_say_nothing(
    fake: FakeMedia, tmp_path: Path
) -> None:
    for socket, secret, refuses in (
        ("nothing.sock", SECRET, False),
        ("media.sock", "x" * 40, False),
        ("media.sock", SECRET, True),
    ):
        fake.refuses = refuses
        async with connected(tmp_path / socket, KEY, secret) as media:
            with pytest.raises(MediaUnreachable):
                await media.rooms()


async def test_a_call_without_an_answer_ends(
    fake: FakeMedia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torg.media.client.CALL_WITHIN_S", 0.05)
    fake.answering.clear()
    async with connected(tmp_path / "media.sock", KEY, SECRET) as media:
        with pytest.raises(MediaUnreachable):
            await media.rooms()
    fake.answering.set()


async def test_a_refused_signalling_socket_tells_no_token(fake: FakeMedia, tmp_path: Path) -> None:
    fake.refuses = True
    async with connected(tmp_path / "media.sock", KEY, SECRET) as media:
        with pytest.raises(MediaUnreachable) as told:
            await media.signalling({}, "the-token")
    assert "the-token" not in repr(told.value)
    assert told.value.__cause__ is None


def _token() -> str:
    grants = api.VideoGrants(room_join=True, room="nowhere")
    return api.AccessToken(KEY, SECRET).with_identity("ana").with_grants(grants).to_jwt()


async def test_a_token_is_signed_once_for_many_calls_about_a_room(
    fake: FakeMedia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed: list[str | None] = []
    sign = api.AccessToken.to_jwt

    def noted(token: api.AccessToken) -> str:
        grants = token.claims.video
        signed.append(None if grants is None else grants.room)
        return sign(token)

    monkeypatch.setattr(api.AccessToken, "to_jwt", noted)
    monkeypatch.setattr("torg.media.client.TOKENS_KEPT", 2)
    fake.put("here", "ana", permission_of(HEARS))
    async with connected(tmp_path / "media.sock", KEY, SECRET) as media:
        for room in ("here", "here", "there", "here", "elsewhere", "here"):
            await media.participants(room)
            await media.participants(room)
        monkeypatch.setattr("torg.media.client.TOKEN_KEPT_S", 0.0)
        await media.participants("here")

    assert signed == ["here", "there", "elsewhere", "here", "here"]
