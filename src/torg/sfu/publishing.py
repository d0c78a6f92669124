"""Which section of a publisher's offer carries which announced track."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from torg.sfu.sdp import Section, SessionDescription
from torg.sfu.sdp_write import Receive, receive_choice
from torg.sfu.sources import PublishSection

SENDING: Final = frozenset({"sendonly", "sendrecv"})


@dataclass(slots=True, eq=False)
class Announced:
    """A track from `add_track` on; the client's id for it, and the section it came to stand in."""

    sid: str
    cid: str
    dtx: bool = True
    mid: str | None = None
    media_id: str | None = None
    """The msid's track id when it was bound; Firefox's is another one than its cid."""


@dataclass(slots=True)
class Binding:
    """What an offer means for the announced tracks."""

    accept: dict[str, Receive] = field(default_factory=dict)
    """By mid: what is to be received."""
    sections: list[PublishSection] = field(default_factory=list)
    """The same for the transport."""
    tracks: dict[str, str] = field(default_factory=dict)
    """Track sid by mid."""
    ended: list[str] = field(default_factory=list)
    """Sids of tracks whose section sends no longer."""


def bind(offer: SessionDescription, announced: Iterable[Announced]) -> Binding:
    """Match sections to tracks: by cid, else where they were, else the oldest without a section.

    The last rule is for Firefox, whose offer names another track id than `add_track` did.
    """
    tracks = list(announced)
    binding = Binding()
    sending = {each.mid: each for each in offer.sections if _sends_audio(each)}
    by_mid = {track.mid: track for track in tracks if track.mid is not None}
    taken = {
        section.mid: track
        for section in sending.values()
        if (track := _named(section, tracks)) is not None
    }
    for mid, section in sending.items():
        if mid in taken:
            continue
        waiting = [each for each in tracks if each.mid is None and each not in taken.values()]
        before = by_mid.get(mid)
        if before in taken.values():
            before = None
        if before is not None and (before.media_id == _media_id(section) or not waiting):
            taken[mid] = before
        elif waiting:
            taken[mid] = waiting[0]
    for mid, track in taken.items():
        choice = receive_choice(sending[mid], dtx=track.dtx)
        if choice is not None:
            _accept(binding, sending[mid], track, choice)
    bound = set(binding.tracks.values())
    binding.ended = [each.sid for each in tracks if each.mid is not None and each.sid not in bound]
    return binding


def _accept(binding: Binding, section: Section, track: Announced, choice: Receive) -> None:
    track.mid, track.media_id = section.mid, _media_id(section)
    binding.accept[section.mid] = choice
    binding.tracks[section.mid] = track.sid
    binding.sections.append(
        PublishSection(section.mid, choice.payload_type, section.ssrcs, choice.extensions)
    )


def _sends_audio(section: Section) -> bool:
    return section.kind == "audio" and not section.rejected and section.direction in SENDING


def _media_id(section: Section) -> str | None:
    return section.msid[1] if section.msid else None


def _named(section: Section, tracks: Iterable[Announced]) -> Announced | None:
    ids: Mapping[str, None] = dict.fromkeys(section.msid or ())
    return next((track for track in tracks if track.cid and track.cid in ids), None)
