"""The media server's figures in Prometheus' text form, and who may read them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from torg.sfu.engine import Engine
from torg.sfu.seam import Fanout

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
FORWARDED_BY: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""With one of these the request came through a proxy, thus from the network."""
HERE: Final = frozenset({"127.0.0.1", "::1"})
NAMES: Final = HERE | {"localhost"}
"""By another name a page from elsewhere may be asking, whose name was bound to this machine."""
OUTCOMES: Final = ("sent", "would_block", "unreachable", "refused")


def may_read(host: str | None, name: str | None, headers: Iterable[str]) -> bool:
    """Say whether a request comes from this machine; `host` is None through a unix socket."""
    if host is None:
        return True
    return host in HERE and name in NAMES and not {*FORWARDED_BY} & {*headers}


def figures(engine: Engine, fanout: Fanout) -> str:
    """Write all figures; a label is a cause or a state, never an identity or an address."""
    rooms = engine.rooms.values()
    copies = fanout.counters()
    events = dict(engine.metrics.snapshot())
    forwarded = events.pop("rtp_forwarded", 0)
    outcomes = {outcome: copies.get(outcome, 0) for outcome in OUTCOMES}
    lines = (
        *_one("rooms", "gauge", "Live rooms.", len(rooms)),
        *_one("peers", "gauge", "Participants.", sum(len(each.participants) for each in rooms)),
        *_one("sockets", "gauge", "Open signalling sockets.", len(engine.connections)),
        *_one("transports", "gauge", "Transports, two at most a participant.", len(engine.links)),
        *_one("tracks", "gauge", "Published tracks.", sum(len(each.published) for each in rooms)),
        *_one("forwarded_total", "counter", "Packets let through to listeners.", forwarded),
        *_many("copies_total", "Encrypted copies, by what became of them.", "outcome", outcomes),
        *_one("copied_bytes_total", "counter", "Bytes of copies.", copies.get("bytes", 0)),
        *_one("resent_total", "counter", "Packets sent once more.", copies.get("resent", 0)),
        *_many(
            "dropped_total",
            "Datagrams that a transport dropped, by cause.",
            "cause",
            engine.links.drops(),
        ),
        *_many("events_total", "What else was refused, dropped or ended.", "event", events),
    )
    return "\n".join(lines) + "\n"


def _one(name: str, kind: str, about: str, value: int) -> Iterator[str]:
    yield from _head(name, kind, about)
    yield f"torg_media_{name} {value}"


def _many(name: str, about: str, label: str, values: Mapping[str, int]) -> Iterator[str]:
    yield from _head(name, "counter", about)
    for value, count in sorted(values.items()):
        yield f'torg_media_{name}{{{label}="{value}"}} {count}'


def _head(name: str, kind: str, about: str) -> Iterator[str]:
    yield f"# HELP torg_media_{name} {about}"
    yield f"# TYPE torg_media_{name} {kind}"
