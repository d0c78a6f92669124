"""Which messages pass, which do not, and what is read in them."""

import pytest
from livekit.protocol import rtc

from torg.media.proxy_url import PASSED, VALUE_LIMIT, hears_all, upstream_query
from torg.media.signals import (
    JOIN,
    REFRESH_TOKEN,
    SPEAKERS_CHANGED,
    Course,
    Unreadable,
    course_of,
    message_number,
    refreshed,
)

FIELDS = {field.name: field.number for field in rtc.SignalResponse.DESCRIPTOR.fields}
REQUESTS = [field.name for field in rtc.SignalRequest.DESCRIPTOR.fields]
LOOKED_AT = {"add_track", "mute", "leave"}
DOUBTED = {"subscription", "sync_state"}
DROPPED = {"simulate", "subscription_permission"}


def request(kind: str) -> bytes:
    message = rtc.SignalRequest()
    if kind == "ping":
        message.ping = 1
    else:
        getattr(message, kind).SetInParent()
    return message.SerializeToString()


@pytest.mark.parametrize("kind", REQUESTS)
def test_every_message_of_a_client_takes_its_course(kind: str) -> None:
    expected = (
        Course.DROP
        if kind in DROPPED
        else Course.PASS_AND_LOOK
        if kind in LOOKED_AT
        else Course.PASS_AND_DOUBT
        if kind in DOUBTED
        else Course.PASS
    )

    assert course_of(request(kind)) is expected


def test_an_order_of_faults_hidden_behind_another_message_is_dropped() -> None:
    assert course_of(request("mute") + request("simulate")) is Course.DROP


def test_nobody_on_stage_chooses_by_whom_they_are_heard() -> None:
    only_some = rtc.SubscriptionPermission(
        track_permissions=[rtc.TrackPermission(participant_identity="a friend", all_tracks=True)]
    )
    frame = rtc.SignalRequest(subscription_permission=only_some).SerializeToString()

    assert course_of(frame) is Course.DROP


def test_a_message_the_media_server_reads_as_a_mute_is_one() -> None:
    assert course_of(request("simulate") + request("mute")) is Course.PASS_AND_LOOK


@pytest.mark.parametrize("frame", [b"\xff", b"\x0a\xff", b"\x08" * 99, b"{}", b"\x0a\x05a"])
def test_what_is_no_message_is_unreadable(frame: bytes) -> None:
    with pytest.raises(Unreadable):
        course_of(frame)


@pytest.mark.parametrize("name", FIELDS)
def test_the_first_tag_names_every_message_of_the_server(name: str) -> None:
    message = rtc.SignalResponse()
    match name:
        case "refresh_token":
            message.refresh_token = "x"  # noqa: S105 - no token
        case "pong":
            message.pong = 1
        case _:
            getattr(message, name).SetInParent()

    assert message_number(message.SerializeToString()) == FIELDS[name]


@pytest.mark.parametrize("frame", [b"", b"\x80", b"\xff\xff\xff\xff\xff\xff"])
def test_no_tag_names_no_message(frame: bytes) -> None:
    assert message_number(frame) == 0


def test_the_messages_that_are_read_have_livekits_numbers() -> None:
    assert (JOIN, SPEAKERS_CHANGED, REFRESH_TOKEN) == (1, 10, 16)
    assert rtc.SignalResponse.FromString(refreshed("t")).WhichOneof("message") == "refresh_token"


INJECTED = [
    ("publish", "x"),
    ("metadata", "{}"),
    ("attributes", "e30"),
    ("room", "another"),
    ("access_token", "t"),
    ("join_request", "AA"),
    ("disable_ice_lite", "1"),
    ("subscriber_allow_pause", "1"),
    ("name", "Ana"),
    ("identity", "somebody"),
    ("PROTOCOL", "1"),
]


@pytest.mark.parametrize("parameter", INJECTED, ids=lambda parameter: parameter[0])
def test_what_a_client_may_not_say_about_itself_stays_here(parameter: tuple[str, str]) -> None:
    assert upstream_query([parameter, ("sdk", "js")]) == {"sdk": "js"}


def test_what_media_needs_to_know_of_a_client_passes() -> None:
    asked = {name: f"value of {name}" for name in PASSED}

    assert upstream_query(asked.items()) == asked


def test_of_a_parameter_given_twice_the_first_counts_and_a_long_one_is_left_out() -> None:
    asked = [("sdk", "js"), ("sdk", "go"), ("os", "x" * (VALUE_LIMIT + 1)), ("sid", "x" * 256)]

    assert upstream_query(asked) == {"sdk": "js", "sid": "x" * 256}


@pytest.mark.parametrize(
    ("asked", "all_of_them"),
    [
        ([], True),
        (["1"], True),
        (["True"], True),
        (["0"], False),
        (["no"], False),
        (["0", "1"], False),  # the media server is told the first
        (["x" * (VALUE_LIMIT + 1), "0"], False),
    ],
)
def test_who_hears_all_is_read_as_the_media_server_reads_it(
    asked: list[str], *, all_of_them: bool
) -> None:
    query = upstream_query([("auto_subscribe", value) for value in asked])

    assert hears_all(query) is all_of_them
