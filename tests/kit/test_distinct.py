"""The moving window over different things."""

from datetime import timedelta

from torg.kit.distinct import DistinctWindow

MINUTE = timedelta(minutes=1)


def test_so_many_different_things_and_not_one_more() -> None:
    window = DistinctWindow(3, MINUTE)
    for at, thing in enumerate("abc"):
        assert window.wait_s("ana", thing, at) == 0
        window.note("ana", thing, at)

    assert window.wait_s("ana", "d", 3) == 57
    assert window.wait_s("bo", "d", 3) == 0


def test_the_same_thing_counts_once_and_may_always_be_had_again() -> None:
    window = DistinctWindow(2, MINUTE)
    for at in range(10):
        window.note("ana", "a", at)
    window.note("ana", "b", 10)

    assert window.wait_s("ana", "a", 11) == 0
    assert window.wait_s("ana", "c", 11) == 58


def test_what_has_left_the_window_makes_room() -> None:
    window = DistinctWindow(2, MINUTE)
    window.note("ana", "a", 0)
    window.note("ana", "b", 30)

    assert window.wait_s("ana", "c", 59.5) == 1
    assert window.wait_s("ana", "c", 60) == 0


def test_a_thing_had_again_stays_as_long_as_from_then() -> None:
    window = DistinctWindow(1, MINUTE)
    window.note("ana", "a", 0)
    window.note("ana", "a", 50)

    assert window.wait_s("ana", "b", 60) == 50


def test_memory_is_bounded_by_forgetting_who_was_quiet_longest() -> None:
    window = DistinctWindow(10, MINUTE, most_things=4)
    for at, (key, thing) in enumerate([*[("ana", c) for c in "abc"], *[("bo", c) for c in "abc"]]):
        window.note(key, thing, at)

    assert window._things == 3
    assert list(window._seen) == ["bo"]
