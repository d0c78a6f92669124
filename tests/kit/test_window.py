"""The moving window, and the table of limits that uses it."""

import contextlib
from datetime import timedelta
from uuid import UUID

import pytest
from tests.support.clock import FakeClock

from torg.errors import HandleTaken, TooMany
from torg.kit.ids import AccountId
from torg.kit.limits import LIMITS, Limited, Limits, Per
from torg.kit.private import Private
from torg.kit.window import MovingWindow

ANA = AccountId(UUID(int=1))
BO = AccountId(UUID(int=2))
HOME = Private("192.0.2.0/24")


def test_a_window_lets_through_as_many_as_it_says_and_then_tells_how_long_to_wait() -> None:
    window = MovingWindow(2, timedelta(seconds=10))
    window.note("a", 0)
    window.note("a", 4)

    assert window.wait_s("a", 5) == 5
    assert window.wait_s("a", 9.5) == 1
    assert window.wait_s("a", 10) == 0
    assert window.wait_s("b", 5) == 0


def test_a_window_moves_and_does_not_begin_anew() -> None:
    window = MovingWindow(2, timedelta(seconds=10))
    for moment in (0, 9, 10):
        window.note("a", moment)

    assert window.wait_s("a", 11) == 8


def test_a_window_forgets_whoever_has_been_quiet() -> None:
    window = MovingWindow(1, timedelta(seconds=10))
    for moment in range(100):
        window.note(moment, moment)

    assert len(window._seen) == 10


def test_a_window_is_bounded_even_in_a_flood_of_keys() -> None:
    window = MovingWindow(1, timedelta(days=1), most_keys=50)
    for key in range(1_000):
        window.note(key, 0)

    assert len(window._seen) == 50
    assert window.wait_s(999, 1) > 0


@pytest.mark.parametrize(("what", "per"), [(w, p) for w, rates in LIMITS.items() for p in rates])
def test_every_limit_of_the_table_holds_at_its_edge_and_passes_in_time(
    what: Limited, per: Per
) -> None:
    clock = FakeClock()
    limits = Limits(clock)
    rate = LIMITS[what][per]
    who = {
        Per.ACCOUNT: {"account": ANA},
        Per.HANDLE: {"handle": "ana"},
        Per.NETWORK: {"network": HOME},
        Per.LEASE: {"lease": "ab"},
        Per.INSTANCE: {},
    }[per]
    for _ in range(rate.times):
        limits.spend(what, **who)  # type: ignore[arg-type] # one argument of three

    with pytest.raises(TooMany) as refusal:
        limits.spend(what, **who)  # type: ignore[arg-type] # one argument of three
    assert refusal.value.retry_after == rate.within.total_seconds()

    clock.forward(rate.within)
    limits.spend(what, **who)  # type: ignore[arg-type] # one argument of three


def test_a_refused_try_counts_for_nobody() -> None:
    limits = Limits(FakeClock())
    for _ in range(LIMITS[Limited.REQUEST][Per.ACCOUNT].times):
        limits.spend(Limited.REQUEST, account=ANA)
    for _ in range(1_000):
        with pytest.raises(TooMany):
            limits.spend(Limited.REQUEST, account=ANA, network=HOME)

    limits.spend(Limited.REQUEST, account=BO, network=HOME)


def test_what_runs_at_once_is_counted_before_it_ends_and_not_when_it_fails() -> None:
    limits, home = Limits(FakeClock()), Private("192.0.2.0/24")
    for _ in range(LIMITS[Limited.REGISTER][Per.NETWORK].times - 1):
        limits.spend(Limited.REGISTER, network=home)
    with contextlib.suppress(HandleTaken), limits.spending(Limited.REGISTER, network=home):
        with pytest.raises(TooMany), limits.spending(Limited.REGISTER, network=home):
            raise AssertionError
        raise HandleTaken
    with limits.spending(Limited.REGISTER, network=home):
        pass

    with pytest.raises(TooMany):
        limits.check(Limited.REGISTER, network=home)


def test_a_window_takes_back_one_of_several_of_the_same_moment() -> None:
    window = MovingWindow(2, timedelta(seconds=10))
    for _ in range(2):
        window.note("a", 1)
    window.take_back("a", 1)
    free = window.wait_s("a", 1)
    for _ in range(2):
        window.take_back("a", 1)
    window.note("a", 1)

    assert (free, window.wait_s("a", 1)) == (0, 0)
