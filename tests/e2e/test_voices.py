"""The spoken files of the journeys: clear enough that a transcript can be held against them."""

from pathlib import Path

import pytest
from tests.support.speech import GUEST, HOST, Voice, decoded, monologue, write_wave
from tests.support.transcript import TRANSCRIBER_HZ, Listener, word_error


@pytest.mark.system
@pytest.mark.parametrize("voice", [HOST, GUEST], ids=["host", "guest"])
def test_the_source_itself_is_understood(voice: Voice, tmp_path: Path) -> None:
    file = write_wave(tmp_path / "voice.wav", monologue(voice))

    transcript = Listener().transcript(decoded(file.read_bytes(), TRANSCRIBER_HZ))

    assert word_error(" ".join(voice.sentences), transcript) <= 0.05
