"""The media server's figures: what they tell, in whose form, and to whom."""

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.support.media_world import World

from torg.sfu.fanout import PythonFanout
from torg.sfu.figures import figures, may_read

Figures = dict[tuple[str, ...], float]


def read(text: str) -> Figures:
    """Read Prometheus' text form: names with the values of their labels."""
    families = text_string_to_metric_families(text)
    samples = (sample for family in families for sample in family.samples)
    return {(each.name, *each.labels.values()): each.value for each in samples}


def figures_of(world: World) -> Figures:
    return read(figures(world.engine, world.fanout))


def test_an_idle_server_shows_its_figures_at_zero() -> None:
    shown = read(figures(World().engine, PythonFanout([])))

    assert shown["torg_media_rooms",] == shown["torg_media_peers",] == 0
    assert shown["torg_media_copies_total", "would_block"] == 0


def test_a_packet_that_two_hear_is_forwarded_once_and_copied_twice() -> None:
    world = World()
    ana, _, _ = (world.joins(name) for name in ("ana", "bo", "cy"))
    ana.publishes()
    before = figures_of(world)
    ana.speaks_packet()
    after = figures_of(world)

    assert after["torg_media_peers",] == 3
    assert after["torg_media_tracks",] == 1
    assert after["torg_media_forwarded_total",] - before["torg_media_forwarded_total",] == 1
    sent = "torg_media_copies_total", "sent"
    assert after[sent] - before[sent] == 2


def test_what_a_closed_gate_keeps_back_has_its_cause() -> None:
    world = World()
    ana, _ = world.joins("ana"), world.joins("bo")
    ana.publishes(muted=True)
    ana.speaks_packet()

    assert figures_of(world)["torg_media_events_total", "rtp_gated"] >= 1


def test_what_a_transport_dropped_is_counted_beyond_its_end() -> None:
    world = World()
    ana, _ = world.joins("ana"), world.joins("bo")
    ana.publishes()
    ana.speaks_packet(payload=bytes(1_300))
    during = figures_of(world)
    ana.leaves()
    afterwards = figures_of(world)

    cause = "torg_media_dropped_total", "payload_size"
    assert during[cause] == afterwards[cause] == 1


def test_no_figure_names_a_person_a_room_or_an_address() -> None:
    world = World()
    ana, _ = world.joins("ana-who"), world.joins("bo")
    ana.publishes()
    text = figures(world.engine, world.fanout)

    assert "ana-who" not in text
    assert "192.0.2" not in text
    assert '"room"' not in text


@pytest.mark.parametrize(
    ("host", "name", "headers", "may"),
    [
        (None, "media", (), True),
        ("127.0.0.1", "localhost", ("host", "accept"), True),
        ("::1", "::1", (), True),
        ("192.0.2.1", "localhost", (), False),
        ("127.0.0.1", "evil.example", (), False),
        ("127.0.0.1", "localhost", ("x-forwarded-for",), False),
    ],
)
def test_figures_are_for_this_machine_only(
    host: str | None, name: str, headers: tuple[str, ...], *, may: bool
) -> None:
    assert may_read(host, name, headers) is may
