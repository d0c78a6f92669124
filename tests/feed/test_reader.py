"""The queue of one feed socket at its edges."""

from tests.support.topics import somebody

from torg.feed.reader import BYTES_AT_MOST, MESSAGES_AT_MOST, RESYNC, SIGNED_OUT, Reader


def test_as_many_messages_wait_as_are_allowed() -> None:
    reader = Reader(somebody())
    for _ in range(MESSAGES_AT_MOST):
        reader.push("x")

    assert not reader.over.is_set()


def test_one_message_more_and_the_reader_is_cut_to_begin_anew() -> None:
    reader = Reader(somebody())
    for _ in range(MESSAGES_AT_MOST + 1):
        reader.push("x")

    assert reader.code == RESYNC


def test_as_many_bytes_wait_as_are_allowed() -> None:
    reader = Reader(somebody())
    reader.push("x")
    reader.push("ð" * ((BYTES_AT_MOST - 1) // 2))

    assert not reader.over.is_set()


def test_one_byte_more_and_the_reader_is_cut() -> None:
    reader = Reader(somebody())
    reader.push("x" * BYTES_AT_MOST)
    reader.push("x")

    assert reader.code == RESYNC


async def test_a_message_larger_than_the_queue_goes_out_alone() -> None:
    reader = Reader(somebody())
    reader.push("x" * (2 * BYTES_AT_MOST))

    assert len(await reader.next()) == 2 * BYTES_AT_MOST


async def test_room_is_made_by_reading() -> None:
    reader = Reader(somebody())
    for _ in range(3 * MESSAGES_AT_MOST):
        reader.push("x")
        await reader.next()

    assert not reader.over.is_set()


def test_the_first_cut_counts() -> None:
    reader = Reader(somebody())
    reader.cut(SIGNED_OUT)
    reader.cut(RESYNC)

    assert reader.code == SIGNED_OUT
