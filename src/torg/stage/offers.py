"""Invitations to speak: offered for a minute, answered by the listener alone."""

from datetime import datetime

from torg.errors import OfferGone, StageFull
from torg.stage import commands as c
from torg.stage import events as e
from torg.stage.rights import require, role_of
from torg.stage.roles import Act, Role
from torg.stage.state import OFFER_LASTS, Stage


def invite(stage: Stage, command: c.InviteToSpeak, now: datetime) -> tuple[e.Event, ...]:
    """Offer a place; the raised hand, if any, is thereby served. Raises NotAllowed, StageFull."""
    require(stage, command.by, Act.INVITE_TO_SPEAK, on=command.whom)
    offer = stage.offers.get(command.whom)
    if offer is not None and offer.until > now:
        return ()
    if stage.taken(now) >= stage.limits.stage:
        raise StageFull
    served = (e.HandLowered(command.whom),) if command.whom in stage.hands else ()
    return (*served, e.SpeakerInvited(command.whom, command.by, until=now + OFFER_LASTS))


def accept(stage: Stage, command: c.AcceptOffer, now: datetime) -> tuple[e.Event, ...]:
    """Go on stage, muted. Raises NotAllowed, OfferGone, StageFull."""
    role = role_of(stage, command.by)
    if role is not None and role.is_on_stage:
        return ()
    require(stage, command.by, Act.ANSWER_OFFER, on=command.by)
    offer = stage.offers.get(command.by)
    if offer is None or offer.until <= now:
        raise OfferGone
    if stage.taken(now) > stage.limits.stage:
        # The offer itself is counted; more than the limit means the limit has been lowered.
        raise StageFull
    served = (e.HandLowered(command.by),) if command.by in stage.hands else ()
    return (*served, e.OfferEnded(command.by), e.RoleChanged(command.by, Role.SPEAKER, since=now))


def decline(stage: Stage, command: c.DeclineOffer) -> tuple[e.Event, ...]:
    """Stay in the audience; without an offer there is nothing to do. Raises NotAllowed."""
    if command.by in stage.participants and command.by not in stage.offers:
        return ()
    require(stage, command.by, Act.ANSWER_OFFER, on=command.by)
    return (e.OfferEnded(command.by),)
