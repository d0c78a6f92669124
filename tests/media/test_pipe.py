"""The bounded queue of one direction of a signalling connection."""

import asyncio

import pytest

from torg.media.pipe import MOST_BYTES, MOST_FRAMES, Closed, Overrun, Pipe


def test_sixty_four_frames_fit_and_one_more_does_not() -> None:
    pipe = Pipe()
    for _ in range(MOST_FRAMES):
        pipe.push(b"x")

    with pytest.raises(Overrun):
        pipe.push(b"x")


def test_a_quarter_of_a_mebibyte_fits_and_one_byte_more_does_not() -> None:
    pipe = Pipe()
    pipe.push(b"x" * (MOST_BYTES - 1))
    pipe.push(b"x")

    with pytest.raises(Overrun):
        pipe.push(b"x")


async def test_one_frame_of_any_size_always_fits() -> None:
    pipe = Pipe()
    pipe.push(b"x" * (4 * MOST_BYTES))

    assert len(await pipe.pull()) == 4 * MOST_BYTES


async def test_what_is_pulled_makes_room() -> None:
    pipe = Pipe()
    for _ in range(MOST_FRAMES):
        pipe.push(b"x")
    await pipe.pull()
    pipe.push(b"y")

    assert [await pipe.pull() for _ in range(MOST_FRAMES)][-1] == b"y"


async def test_a_closed_pipe_gives_what_it_holds_and_then_ends() -> None:
    pipe = Pipe()
    pipe.push(b"leave")
    pipe.close()

    assert await pipe.pull() == b"leave"
    with pytest.raises(Closed):
        await pipe.pull()


async def test_who_waits_is_woken_by_a_frame_and_by_the_end() -> None:
    pipe = Pipe()
    frame = asyncio.ensure_future(pipe.pull())
    await asyncio.sleep(0)
    pipe.push(b"x")

    assert await frame == b"x"
    end = asyncio.ensure_future(pipe.pull())
    await asyncio.sleep(0)
    pipe.close()
    with pytest.raises(Closed):
        await end
