"""Reports: what the official receiver accepts, in which order, and what happens to failures."""

import time
from random import Random

import pytest
from livekit.api import TokenVerifier, WebhookReceiver
from livekit.protocol.webhook import WebhookEvent
from tests.support.media_world import KEY, ROOM, SECRET, World

from torg.sfu.metrics import Metrics
from torg.sfu.webhooks import Signer, Webhooks


def hooks(metrics: Metrics | None = None) -> Webhooks:
    random = Random(1).randbytes  # noqa: S311 - the same in every run
    return Webhooks("http://gateway/hook", Signer(KEY, SECRET), random, metrics or Metrics())


def test_the_official_receiver_accepts_every_event_of_a_talk() -> None:
    world = World()
    ana, bo = world.joins("ana"), world.joins("bo")
    ana.publishes()
    ana.offers([("0", "inactive", "")])
    bo.leaves()
    late = world.enters("late")
    late.leaves()
    ana.leaves()
    world.forward(21)
    queue, wall = hooks(), time.time()
    for report in world.reports:
        queue.report(report, wall)
    receiver = WebhookReceiver(TokenVerifier(KEY, SECRET))
    received = []
    while (request := queue.next(wall)) is not None:
        received.append(receiver.receive(request.body.decode(), request.authorization))
        queue.delivered()

    assert [each.event for each in received] == [
        "room_started",
        "participant_joined",
        "participant_joined",
        "track_published",
        "track_unpublished",
        "participant_left",
        "participant_connection_aborted",
        "participant_left",
        "room_finished",
    ]
    assert {each.room.name for each in received} == {ROOM}
    assert [each.participant.identity for each in received[1:3]] == ["ana", "bo"]
    assert received[3].track.sid.startswith("TR_")
    assert {each.created_at for each in received} == {int(wall)}
    assert len({each.id for each in received}) == len(received)


def test_no_report_holds_an_address() -> None:
    world = World()
    world.joins("ana").publishes()

    assert not [each for each in world.reports if "198.51.100.7" in str(each)]


def test_a_changed_body_is_not_accepted() -> None:
    queue = hooks()
    queue.report(WebhookEvent(event="room_started"), time.time())
    request = queue.next(time.time())
    receiver = WebhookReceiver(TokenVerifier(KEY, SECRET))

    assert request is not None
    with pytest.raises(Exception, match="hash mismatch"):
        receiver.receive(request.body.decode() + " ", request.authorization)


def test_a_signature_is_valid_for_five_minutes_and_stands_without_bearer() -> None:
    queue = hooks()
    queue.report(WebhookEvent(event="room_started"), 1000)
    request = queue.next(1000)

    assert request is not None
    assert not request.authorization.startswith("Bearer")
    assert request.headers()["Content-Type"] == "application/webhook+json"


def test_a_report_is_tried_again_after_half_two_and_eight_seconds_then_given_up() -> None:
    metrics = Metrics()
    queue = hooks(metrics)
    for name in ("first", "second"):
        queue.report(WebhookEvent(event=name), 0)
    waits = []
    while (request := queue.next(0)) is not None and b"first" in request.body:
        waits.append(queue.failed())

    assert waits == [0.5, 2.0, 8.0, 0.0]
    assert metrics["webhook_given_up"] == 1
    assert request is not None
    assert b"second" in request.body
    assert queue.failed() == 0.5


def test_a_hundred_reports_wait_and_the_next_is_dropped_and_counted() -> None:
    metrics = Metrics()
    queue = hooks(metrics)
    for number in range(101):
        queue.report(WebhookEvent(event=f"event-{number}"), 0)
    waiting = 0
    while queue.next(0) is not None:
        queue.delivered()
        waiting += 1

    assert waiting == 100
    assert metrics["webhook_dropped"] == 1
