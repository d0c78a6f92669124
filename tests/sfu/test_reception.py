"""Numbers, loss and jitter of one source."""

from torg.sfu.reception import Reception
from torg.sfu.rtcp import SenderReport


def test_numbers_go_on_over_the_wrap() -> None:
    reception = Reception(1, 65_534)

    numbers = [reception.take(each, 0, 0) for each in (65_534, 65_535, 0, 1)]

    assert numbers == [numbers[0] + each for each in range(4)]


def test_a_packet_older_than_the_first_has_a_number_too() -> None:
    reception = Reception(1, 0)
    first = reception.take(0, 0, 0)

    assert reception.take(65_535, 0, 0) == first - 1


def test_loss_is_told_for_the_time_since_the_last_report() -> None:
    reception = Reception(1, 10)
    for sequence in (10, 11, 13, 14):
        reception.take(sequence, sequence * 960, sequence * 0.02)

    first = reception.block(1)
    for sequence in range(15, 20):
        reception.take(sequence, sequence * 960, sequence * 0.02)
    second = reception.block(2)

    assert (first.fraction_lost, first.total_lost) == (256 // 5, 1)
    assert (second.fraction_lost, second.total_lost) == (0, 1)
    assert second.highest_sequence == 0x10000 + 19


def test_even_arrival_is_no_jitter_and_uneven_arrival_is() -> None:
    even, uneven = Reception(1, 0), Reception(1, 0)
    for number in range(100):
        even.take(number, number * 960, number * 0.02)
        uneven.take(number, number * 960, number * 0.02 + (number % 2) * 0.01)

    assert even.block(2).jitter == 0
    assert 400 < uneven.block(2).jitter <= 480


def test_the_publishers_clock_is_echoed() -> None:
    reception = Reception(1, 0)
    reception.take(0, 0, 0)
    reception.heard(SenderReport(1, 0x1122334455667788, 0, 1, 1), now=10)

    block = reception.block(12)

    assert block.last_sr == 0x33445566
    assert block.delay_since_last_sr == 2 * 65_536
