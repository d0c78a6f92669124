"""Pure: what the proxy reads in LiveKit's signalling messages, and the few it changes."""

from enum import Enum, auto
from typing import Final

from google.protobuf.message import DecodeError
from livekit.protocol.rtc import SignalRequest, SignalResponse

FRAME_LIMIT: Final = 64 * 1024
"""Bytes of one message from a client, at most; beyond it the socket is closed with 1009."""


class Course(Enum):
    """What becomes of a client's message."""

    PASS = auto()
    PASS_AND_LOOK = auto()
    """It changes who sends what, so the list at the media server is worth a look."""
    PASS_AND_DOUBT = auto()
    """It may choose not to hear somebody, so what this client is told of voices is not all."""
    DROP = auto()


class Unreadable(Exception):
    """The message is no SignalRequest."""


_COURSES: Final = {
    # A client must not be able to order faults of the server it shares with others.
    "simulate": Course.DROP,
    # Nor choose who hears it: whoever is on stage is heard by all, by moderators above all.
    "subscription_permission": Course.DROP,
    "subscription": Course.PASS_AND_DOUBT,
    "sync_state": Course.PASS_AND_DOUBT,
    "add_track": Course.PASS_AND_LOOK,
    "mute": Course.PASS_AND_LOOK,
    "leave": Course.PASS_AND_LOOK,
}


def course_of(frame: bytes) -> Course:
    """Say what becomes of a client's message. Raises Unreadable.

    It is read in full: with several members of the `oneof` on the wire the last one counts, for
    us as for the media server.
    """
    try:
        request = SignalRequest.FromString(frame)
    except DecodeError as fault:
        raise Unreadable from fault
    return _COURSES.get(request.WhichOneof("message") or "", Course.PASS)


def _number(message: str) -> int:
    return SignalResponse.DESCRIPTOR.fields_by_name[message].number


JOIN: Final = _number("join")
SPEAKERS_CHANGED: Final = _number("speakers_changed")
REFRESH_TOKEN: Final = _number("refresh_token")


def message_number(frame: bytes) -> int:
    """Read only which message the server sends: the field number of its first tag; 0 for none.

    Most frames go to thousands of listeners, so they are not parsed once for each of them. The
    sender is our own media server, which writes exactly one member of the `oneof`.
    """
    tag = shift = 0
    for byte in frame[:5]:
        tag |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004 - the continuation bit of a varint
            return tag >> 3
        shift += 7
    return 0


def refreshed(token: str) -> bytes:
    """Write the message that gives the client its next token."""
    return SignalResponse(refresh_token=token).SerializeToString()
