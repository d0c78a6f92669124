"""What recurs: one message a round, however many people there are to tell about."""

from tests.support.media_world import World

MANY = 257
"""More than a socket's queue holds."""


def test_a_quality_message_for_each_of_many_closed_everybodys_socket() -> None:
    world = World(joins_per_s=100_000)
    ana = world.joins("ana")
    for number in range(MANY):
        world.enters(f"p{number}")
    ana.forget()
    world.forward(5.5)
    (round_,) = ana.heard("connection_quality")

    assert len(round_.updates) == MANY + 1
    assert len({each.participant_sid for each in round_.updates}) == MANY + 1
