"""Who may enter which room: the whole table, and the whole table of pings."""

from itertools import combinations, product

import pytest

from torg.rooms.ping_rules import MAY_PING, Pinged, Reach, may_be_offered, reach_of
from torg.rooms.room import RoomType, Tie, Ties
from torg.rooms.rules import may_enter
from torg.stage.roles import Role

ALL_TIES = [
    frozenset({Tie.MEMBER, *some})
    for count in range(len(Tie))
    for some in combinations([tie for tie in Tie if tie is not Tie.MEMBER], count)
]
CELLS = list(product(RoomType, ALL_TIES))


@pytest.mark.parametrize("room_type", RoomType)
@pytest.mark.parametrize(
    ("tie", "opens"),
    [
        (Tie.MEMBER, {RoomType.OPEN}),
        (Tie.FOLLOWED, {RoomType.OPEN, RoomType.SOCIAL}),
        (Tie.LISTED, {RoomType.OPEN, RoomType.CLOSED}),
        (Tie.HOST, set(RoomType)),
        (Tie.INSIDE, set(RoomType)),
        (Tie.BLOCKED, set()),
    ],
)
def test_each_tie_opens_its_rooms_and_no_others(
    room_type: RoomType, tie: Tie, opens: set[RoomType]
) -> None:
    assert may_enter(room_type, frozenset({Tie.MEMBER, tie})) is (room_type in opens)


@pytest.mark.parametrize(("room_type", "ties"), CELLS)
def test_a_room_is_open_by_any_tie_but_never_to_whom_its_host_has_blocked(
    room_type: RoomType, ties: Ties
) -> None:
    alone = any(may_enter(room_type, frozenset({Tie.MEMBER, tie})) for tie in ties - {Tie.BLOCKED})

    assert may_enter(room_type, ties) is (alone and Tie.BLOCKED not in ties)


@pytest.mark.parametrize(("room_type", "ties"), CELLS)
@pytest.mark.parametrize("follows_me", [True, False])
@pytest.mark.parametrize("is_apart", [True, False])
def test_a_ping_reaches_followers_outside_who_may_enter_and_lets_into_closed_rooms(
    room_type: RoomType, ties: Ties, *, follows_me: bool, is_apart: bool
) -> None:
    reach = reach_of(room_type, Pinged(ties, follows_me, is_apart))

    if not follows_me or is_apart or ties & {Tie.BLOCKED, Tie.INSIDE}:
        assert reach is Reach.NOTHING
    elif room_type is RoomType.CLOSED:
        assert reach is (Reach.NOTICE if Tie.LISTED in ties else Reach.LIST_AND_NOTICE)
    else:
        assert reach is (Reach.NOTICE if may_enter(room_type, ties) else Reach.NOTHING)


@pytest.mark.parametrize(("room_type", "ties"), CELLS)
def test_who_is_offered_to_be_pinged_does_not_tell_whom_the_host_has_blocked(
    room_type: RoomType, ties: Ties
) -> None:
    offered = may_be_offered(room_type, ties)

    assert offered is may_be_offered(room_type, ties ^ {Tie.BLOCKED})
    assert not (offered and Tie.INSIDE in ties)


def test_who_may_ping_into_which_room() -> None:
    on_stage = {Role.SPEAKER, Role.MODERATOR, Role.HOST}

    assert {
        RoomType.OPEN: on_stage | {Role.LISTENER},
        RoomType.SOCIAL: on_stage,
        RoomType.CLOSED: {Role.MODERATOR, Role.HOST},
    } == MAY_PING
