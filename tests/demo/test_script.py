"""The play of the demo community, and what Sara sees of it."""

from itertools import pairwise

import pytest

from torg.accounts.rules import handle_of
from torg.config import Settings
from torg.demo.chair import hands_in
from torg.demo.characters import COMMUNITY
from torg.demo.community import demo_settings
from torg.demo.script import SCRIPT, VOICES, Line
from torg.demo.voice import FRAME_BYTES, RATE, sound_of
from torg.kit.text import one_line

LOUD = 1_000
SECOND = RATE * 2


def test_every_member_says_that_they_are_a_demo() -> None:
    assert all(who.name.endswith(" (demo)") for who in COMMUNITY)
    assert all(handle_of(who.handle) and one_line(who.name) for who in COMMUNITY)


def test_every_recording_belongs_to_the_script() -> None:
    assert {line.file for line in SCRIPT} == set(VOICES.glob("*"))


def test_nobody_speaks_twice_in_a_row() -> None:
    speakers = [line.who for line in SCRIPT]

    assert all(one != next_ for one, next_ in pairwise(speakers))


@pytest.mark.parametrize("line", SCRIPT, ids=lambda line: line.name)
def test_a_recording_is_speech_of_a_few_seconds_in_whole_frames(line: Line) -> None:
    sound = sound_of(line.file)
    loudest = max(memoryview(sound).cast("h"))

    assert len(sound) % FRAME_BYTES == 0
    assert 4 * SECOND < len(sound) < 12 * SECOND
    assert loudest > LOUD


def test_hands_are_read_from_snapshots_and_frames() -> None:
    row = {"person": {"id": "bo"}, "at": "2026-11-22T12:00:00Z"}

    assert hands_in({"kind": "hands", "hands": {"count": 1, "rows": [row]}}) == {"bo"}
    assert (
        hands_in({"kind": "snapshot", "state": {"hands": {"count": 0, "rows": []}, "stage": []}})
        == set()
    )
    assert hands_in({"kind": "hands", "hands": {"count": 3, "rows": None}}) == set()
    assert hands_in({"kind": "talking", "talking": []}) is None


def test_the_demo_keeps_its_data_apart() -> None:
    settings = Settings.model_validate({"data_dir": "data"})

    assert demo_settings(settings).data_dir.as_posix() == "data/demo"
    assert demo_settings(settings).demo
    assert not settings.demo
