"""The measures other tests rely on: words, pitches and delays, each on a case one can check."""

import numpy as np
import pytest
from tests.support.delay import delays_ms
from tests.support.ears import Heard, laid_out
from tests.support.speech import MICROPHONE_HZ
from tests.support.tones import share_of, tone
from tests.support.transcript import TRANSCRIBER_HZ, word_error, word_error_within


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


def test_a_tone_is_found_at_its_pitch_and_nowhere_else() -> None:
    sound = tone(600, seconds=1)

    assert share_of(600, sound, MICROPHONE_HZ) > 0.99
    assert share_of(1000, sound, MICROPHONE_HZ) < 0.01


@pytest.mark.parametrize("delay", [0.0, 42.0, 333.0])
def test_a_delay_is_found_in_what_comes_later(delay: float) -> None:
    noise = np.random.default_rng(7).integers(-9000, 9000, 6 * TRANSCRIBER_HZ).astype(np.int16)

    found = delays_ms(Heard(1000, noise), Heard(1000 + delay, noise))

    assert len(found) > 5
    assert found == pytest.approx([delay] * len(found), abs=0.1)


def test_what_is_not_heard_again_has_no_delay() -> None:
    random = np.random.default_rng(7)
    first, other = (
        random.integers(-9000, 9000, 6 * TRANSCRIBER_HZ).astype(np.int16) for _ in range(2)
    )

    assert delays_ms(Heard(0, first), Heard(0, other)) == []


def test_blocks_are_laid_out_by_the_sound_cards_clock_not_by_when_the_page_got_them() -> None:
    # Two blocks of 16 ms, then one that is missing; the page was 30 ms late for the second.
    times = np.array([[1005.0, 0.0], [1046.0, 16.0], [1053.0, 48.0]])
    blocks = np.stack([np.full(256, value, np.int16) for value in (1, 2, 3)])

    heard = laid_out(times, blocks)

    assert heard.start_ms == 1005.0
    assert [int(heard.samples[place]) for place in (0, 255, 256, 511, 512, 768)] == [
        1,
        1,
        2,
        2,
        0,
        3,
    ]
    assert heard.between(1000, 1010)[:: TRANSCRIBER_HZ // 1000].tolist() == [0] * 5 + [1] * 5


def test_the_last_sound_is_found_and_what_a_decoder_makes_up_is_none() -> None:
    samples = np.full(TRANSCRIBER_HZ, 40, np.int16)
    samples[TRANSCRIBER_HZ // 4] = -900

    assert Heard(1000, samples).last_sound_ms == 1250
    assert Heard(1000, samples[TRANSCRIBER_HZ // 2 :]).last_sound_ms is None
