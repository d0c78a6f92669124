"""Slots and offers of one listener, and whose turn it is."""

from random import Random

import pytest
from tests.support.media_world import answer_to, certificate, line, slots_of
from tests.support.webrtc import ClientPeer

from torg.sfu.forwarding import Track
from torg.sfu.levels import Levels
from torg.sfu.negotiation import Listening, Offer, OfferQueue, Slots, Subscription
from torg.sfu.sdp import read_sdp
from torg.sfu.sdp_write import Local, Slot
from torg.sfu.seam import TrackId

LOCAL = Local("u" * 16, "p" * 32, certificate().fingerprint, (("192.0.2.1", 7882),), 5)
CLIENT = ClientPeer("", "")


def wish(listening: Listening, sid: str, slot: int, ssrc: int = 9) -> Subscription:
    track = Track(TrackId(1), ssrc, 0, Levels(), gate_open=True)
    subscription = Subscription(track, slot, Slot("PA_1", sid, ssrc, "cname"))
    listening.want(sid, subscription)
    return subscription


def answered(listening: Listening, offer: Offer) -> list[Subscription]:
    return listening.answered(read_sdp(answer_to(offer.sdp, CLIENT)))


def test_a_track_takes_the_lowest_free_slot() -> None:
    slots: Slots[str] = Slots(3)

    assert [slots.take(each) for each in "abcd"] == [0, 1, 2, None]
    slots.free(1)
    assert slots.take("e") == 1


@pytest.mark.parametrize(("slot", "sections"), [(0, 4), (3, 4), (4, 8), (8, 12), (29, 32)])
def test_sections_come_by_fours(slot: int, sections: int) -> None:
    listening = Listening()
    wish(listening, "TR_1", slot)

    assert listening.offer(LOCAL, 0).sdp.count("m=audio") == sections


def test_sections_never_go() -> None:
    listening = Listening()
    wish(listening, "TR_1", 5)
    answered(listening, listening.offer(LOCAL, 0))
    listening.drop("TR_1")

    offer = listening.offer(LOCAL, 1)
    assert offer.sdp.count("m=audio") == 8
    assert dict(slots_of(offer.sdp)) == {}


def test_the_first_offer_has_four_inactive_sections_and_no_more() -> None:
    offer = Listening().offer(LOCAL, 0)

    assert offer.sdp.count("a=inactive") == 4
    assert "m=application" not in offer.sdp
    assert line(offer.sdp, "a=setup:") == "actpass"
    assert "a=ice-lite" in offer.sdp


def test_changes_wait_for_the_answer_and_go_together() -> None:
    listening = Listening()
    first = listening.offer(LOCAL, 0)
    wish(listening, "TR_1", 0)
    wish(listening, "TR_2", 1)

    assert not listening.waiting()
    assert answered(listening, first) == []
    assert listening.waiting()
    assert dict(slots_of(listening.offer(LOCAL, 1).sdp)) == {"0": "TR_1", "1": "TR_2"}


def test_only_what_was_offered_is_settled() -> None:
    listening = Listening()
    first = wish(listening, "TR_1", 0)
    offer = listening.offer(LOCAL, 0)
    second = wish(listening, "TR_2", 1)

    assert answered(listening, offer) == [first]
    assert answered(listening, listening.offer(LOCAL, 1)) == [second]


def test_a_track_that_went_while_it_was_offered_is_not_settled() -> None:
    listening = Listening()
    wish(listening, "TR_1", 0)
    offer = listening.offer(LOCAL, 0)
    listening.drop("TR_1")

    assert answered(listening, offer) == []
    assert listening.waiting()


def test_a_section_the_client_refuses_is_not_settled() -> None:
    listening = Listening()
    wish(listening, "TR_1", 0)
    offer = listening.offer(LOCAL, 0)
    refusal = answer_to(offer.sdp, CLIENT).replace("a=recvonly", "a=inactive")

    assert listening.answered(read_sdp(refusal)) == []


def test_an_older_answer_is_not_the_one_waited_for() -> None:
    listening = Listening()
    answered(listening, listening.offer(LOCAL, 0))

    assert not listening.answers_open_offer(1)
    listening.offer(LOCAL, 1)
    assert not listening.answers_open_offer(1)
    assert listening.answers_open_offer(2)


def test_resends_are_only_for_whom_answered_nack() -> None:
    listening = Listening()
    offer = listening.offer(LOCAL, 0)
    listening.answered(read_sdp(answer_to(offer.sdp, CLIENT).replace("a=rtcp-fb:111 nack\r\n", "")))

    assert not listening.nack
    answered(listening, listening.offer(LOCAL, 1))
    assert listening.nack


def test_an_answer_is_overdue_after_ten_seconds() -> None:
    listening = Listening()
    listening.offer(LOCAL, 0)

    assert not listening.overdue(10)
    assert listening.overdue(10.1)


def test_who_is_on_stage_is_offered_first_then_the_longest_waiting() -> None:
    queue: OfferQueue[str] = OfferQueue(500, 0)
    for who in ("bo", "cy"):
        queue.put(who, on_stage=False)
    queue.put("ana", on_stage=True)
    queue.put("bo", on_stage=False)

    assert [*queue.due(lambda _: True, 0)] == ["ana", "bo", "cy"]
    assert len(queue) == 0


def test_who_was_offered_just_now_keeps_the_place_and_holds_up_nobody() -> None:
    queue: OfferQueue[str] = OfferQueue(500, 0)
    for who in ("bo", "cy"):
        queue.put(who, on_stage=False)

    assert [*queue.due(lambda who: who != "bo", 0)] == ["cy"]
    assert [*queue.due(lambda _: True, 0)] == ["bo"]


def test_at_most_500_offers_go_in_a_second() -> None:
    queue: OfferQueue[int] = OfferQueue(500, 0)
    for who in range(2000):
        queue.put(who, on_stage=False)
    steps = Random(1)  # noqa: S311 - the same in every run
    now, sent = 0.0, 0
    while now < 1:
        sent += len([*queue.due(lambda _: True, now)])
        now += steps.uniform(0.01, 0.05)

    assert 450 <= sent <= 560


def test_who_comes_on_stage_is_moved_up() -> None:
    queue: OfferQueue[str] = OfferQueue(500, 0)
    for who in ("bo", "cy"):
        queue.put(who, on_stage=False)
    queue.put("cy", on_stage=True)

    assert [*queue.due(lambda _: True, 0)] == ["cy", "bo"]
