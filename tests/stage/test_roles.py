"""The permission table, cell by cell, against the product's matrix (rows 3 and 6 to 22)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from tests.support.stages import ANA, BO, EVA, JON, KIM, LEA, START, a_stage

from torg.errors import NotAllowed
from torg.kit.ids import AccountId
from torg.stage import commands as c
from torg.stage.decide import decide
from torg.stage.roles import MAY, Act, On, Role, may
from torg.stage.state import OFFER_LASTS, Hand, Offer, Stage

MATRIX = """
                    listener   speaker   moderator                  host
3  read_roster      room       room      room                       room
6  send_audio       -          self      self                       self
7  mute             -          self      self                       self
7  unmute           -          self      self                       self
8  raise_hand       self       -         -                          -
8  lower_hand       self       -         -                          -
9  answer_offer     self       -         -                          -
10 see_hands        -          -         room                       room
10 refuse_hand      -          -         listener                   listener
11 invite_to_speak  -          -         listener                   listener
12 hold_mute        -          -         speaker,moderator          speaker,moderator
12 release_mute     -          -         speaker,moderator          speaker,moderator
14 move_to_audience -          self      self,speaker               self,speaker,moderator
18 extend_list      -          -         room                       room
22 end_room         -          -         -                          room
"""


def cells() -> list[tuple[Role, Act, On, bool]]:
    header, *rows = [line.split() for line in MATRIX.strip().splitlines()]
    return [
        (Role(role), Act(act), on, on.value in allowed.split(","))
        for _, act, *columns in rows
        for role, allowed in zip(header, columns, strict=True)
        for on in On
    ]


@pytest.mark.parametrize(("role", "act", "on", "allowed"), cells())
def test_each_cell_of_the_table_is_as_the_product_says(
    role: Role, act: Act, on: On, *, allowed: bool
) -> None:
    assert may(role, act, on) is allowed


def test_every_act_has_its_row_in_the_matrix() -> None:
    assert {act for _, act, _, _ in cells()} == set(Act) == {act for _, act in MAY}


def test_nobody_can_unmute_another() -> None:
    others = set(On) - {On.SELF}

    assert not [role for role in Role for on in others if may(role, Act.UNMUTE, on)]


HANDS_UP = {account: Hand(account, START) for account in (EVA, LEA)}
OFFERS = {
    account: Offer(account, ANA, START + OFFER_LASTS) for account in (BO, KIM, EVA, JON, ANA, LEA)
}
# One actor and one other of each role; the only host can be nobody's other host.
ACTORS = {Role.LISTENER: EVA, Role.SPEAKER: BO, Role.MODERATOR: JON, Role.HOST: ANA}
OTHERS = {On.LISTENER: LEA, On.SPEAKER: KIM, On.MODERATOR: EVA, On.HOST: ANA}


def a_full_house(actor: Role) -> Stage:
    """Make a stage with two of each role where that can be, and whatever an act needs in place."""
    listeners = [EVA, LEA] if actor is Role.LISTENER else [LEA]
    moderators = [JON] if actor is Role.LISTENER else [JON, EVA]
    stage = a_stage(moderators=moderators, speakers=[BO, KIM], listeners=listeners)
    hands = {account: hand for account, hand in HANDS_UP.items() if account in listeners}
    return replace(stage, hands=hands)


AT_PEOPLE: Mapping[Act, Callable[[AccountId, AccountId], c.Command]] = {
    Act.REFUSE_HAND: c.RefuseHand,
    Act.INVITE_TO_SPEAK: c.InviteToSpeak,
    Act.HOLD_MUTE: c.HoldMute,
    Act.RELEASE_MUTE: c.ReleaseMute,
    Act.MOVE_TO_AUDIENCE: c.MoveToAudience,
}
FOR_ONESELF: Mapping[tuple[Act, On], Callable[[AccountId], c.Command]] = {
    (Act.RAISE_HAND, On.SELF): c.RaiseHand,
    (Act.LOWER_HAND, On.SELF): c.LowerHand,
    (Act.ANSWER_OFFER, On.SELF): c.AcceptOffer,
    (Act.END_ROOM, On.ROOM): c.EndRoom,
}


def aimed(act: Act, on: On, role: Role) -> c.Command | None:
    """Give the command that carries the act out, None when no command does."""
    actor = ACTORS[role]
    if act in AT_PEOPLE and on is not On.ROOM:
        return AT_PEOPLE[act](actor, OTHERS.get(on, actor))
    return FOR_ONESELF[act, on](actor) if (act, on) in FOR_ONESELF else None


COMMANDED = [
    (role, act, on, command)
    for role, act, on, _ in cells()
    if not (role is Role.HOST and on is On.HOST)
    if not (role is Role.LISTENER and on is On.MODERATOR)
    if (command := aimed(act, on, role)) is not None
]


@pytest.mark.parametrize(("role", "act", "on", "command"), COMMANDED)
def test_a_command_changes_something_only_where_the_table_allows(
    role: Role, act: Act, on: On, command: c.Command
) -> None:
    stage = a_full_house(role)
    if act is Act.RELEASE_MUTE:
        people = {p.account: replace(p, held=True) for p in stage.participants.values()}
        stage = replace(stage, participants=people)
    if act is Act.RAISE_HAND:
        stage = replace(stage, hands={})
    if act is Act.ANSWER_OFFER:
        stage = replace(stage, offers=OFFERS)
    try:
        events = decide(stage, command, START)
    except NotAllowed:
        events = ()

    assert bool(events) is may(role, act, on)


@pytest.mark.parametrize(
    "command",
    [
        c.RaiseHand(BO),
        c.LowerHand(BO),
        c.RefuseHand(BO, EVA),
        c.InviteToSpeak(BO, EVA),
        c.AcceptOffer(BO),
        c.DeclineOffer(BO),
        c.HoldMute(BO, ANA),
        c.ReleaseMute(BO, ANA),
        c.MoveToAudience(BO, ANA),
        c.EndRoom(BO),
    ],
)
def test_who_is_not_in_the_room_may_do_nothing_there(command: c.Command) -> None:
    with pytest.raises(NotAllowed):
        decide(a_stage(hands=[EVA]), command, START)
