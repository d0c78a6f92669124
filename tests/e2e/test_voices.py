"""The spoken files of the journeys: clear enough that a transcript can be held against them."""

from pathlib import Path

import pytest
from tests.support.speech import GUEST, HOST, Voice, decoded, monologue, write_wave
from tests.support.transcript import TRANSCRIBER_HZ, Listener, word_error, word_error_within


@pytest.mark.system
@pytest.mark.parametrize("voice", [HOST, GUEST], ids=["host", "guest"])
def test_the_source_itself_is_understood(voice: Voice, tmp_path: Path) -> None:
    file = write_wave(tmp_path / "voice.wav", monologue(voice))

    transcript = Listener().transcript(decoded(file.read_bytes(), TRANSCRIBER_HZ))

    assert word_error(" ".join(voice.sentences), transcript) <= 0.05


@pytest.mark.parametrize(
    ("said", "transcript", "whole", "within"),
    [
        ("The river was frozen.", "the river was frozen", 0, 0),
        ("The river was frozen.", "the liver was frozen", 0.25, 0.25),
        ("The river was frozen.", "", 1, 1),
        ("The river was frozen.", "to school The river was frozen Nobody", 0.75, 0),
        ("The river was frozen.", "was frozen Nobody knows", 1, 0.5),
    ],
)
def test_words_left_out_added_and_changed_count(
    said: str, transcript: str, whole: float, within: float
) -> None:
    assert word_error(said, transcript) == whole
    assert word_error_within(said, transcript) == within
