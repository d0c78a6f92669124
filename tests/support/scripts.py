"""Random scripts of commands for a small stage, with pauses between them."""

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st
from tests.support.stages import ANA, BO, EVA, EVERYONE, JON, KIM, LEA, a_stage, lease_of

from torg.stage import commands as c
from torg.stage.state import EndReason, Limits, Mic, Presence

SMALL = Limits(room=5, stage=3)
BEGINNINGS = (
    a_stage(limits=SMALL),
    a_stage(moderators=[BO], speakers=[EVA], listeners=[JON], limits=SMALL),
    a_stage(speakers=[BO], hands=[EVA, KIM], limits=SMALL),
    a_stage(moderators=[BO], hands=[LEA], listeners=[JON], limits=SMALL),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One command, given some time after the one before."""

    command: c.Command
    wait: timedelta


def steps() -> st.SearchStrategy[Step]:
    """Make any command by anybody at anybody, after a short or a long pause."""
    waits = st.sampled_from([timedelta(0), timedelta(seconds=1), timedelta(seconds=61)])
    return st.builds(Step, _commands(), waits)


def _commands() -> st.SearchStrategy[c.Command]:
    who = st.sampled_from(EVERYONE)
    lease = st.builds(lease_of, who, st.sampled_from([1, 2]))
    alone = [c.RaiseHand, c.LowerHand, c.AcceptOffer, c.DeclineOffer]
    # A room that has ended teaches nothing more, so its end comes up less often.
    end = st.builds(c.EndRoom, st.just(ANA))
    towards = [c.RefuseHand, c.InviteToSpeak, c.HoldMute, c.ReleaseMute, c.MoveToAudience]
    return st.one_of(
        who.flatmap(lambda by: st.builds(c.Enter, st.just(by), st.just(lease_of(by)))),
        who.flatmap(lambda by: st.builds(c.Enter, st.just(by), st.just(lease_of(by, 2)))),
        st.builds(c.Leave, who, st.sampled_from([EndReason.LEFT, EndReason.DISPLACED])),
        st.one_of([st.builds(command, who) for command in alone]),
        st.one_of([st.builds(command, who, who) for command in towards]),
        st.builds(c.Observe, lease, st.sampled_from(Presence), st.sampled_from(Mic)),
        st.builds(c.Lose, lease),
        st.just(c.Tick()),
        end,
    )
