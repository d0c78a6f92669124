"""How many may reserve a name, or look, on the whole instance."""

from datetime import timedelta

import pytest
from tests.support.clock import FakeClock

from torg.errors import TooMany
from torg.kit.limits import Limited, Limits
from torg.kit.private import Private


@pytest.mark.parametrize(
    ("what", "each", "times", "within"),
    [
        (Limited.RESERVE, 5, 500, timedelta(hours=1)),
        (Limited.RESERVATION_LOOK, 10, 50, timedelta(seconds=1)),
    ],
)
def test_the_whole_instance_takes_so_many_and_no_more(
    what: Limited, each: int, times: int, within: timedelta
) -> None:
    clock = FakeClock()
    limits = Limits(clock)
    for number in range(times):
        limits.spend(what, network=Private(f"network {number // each}"))
    with pytest.raises(TooMany):
        limits.spend(what, network=Private("a new one"))
    clock.forward(within)
    limits.spend(what, network=Private("a new one"))
