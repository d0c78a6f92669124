"""An address belongs to one transport: a member cannot take it from another who lives."""

import socket

from tests.support.media_world import Client, World

from torg.sfu.links import FREE_AFTER_S
from torg.sfu.seam import Address
from torg.sfu.server import _fanout


def check_from(thief: Client, at: Address) -> None:
    """Send a valid check of one's own transport in another's name."""
    assert thief.hears is not None
    thief.world.engine.receive_datagram(thief.hears.check(), at, thief.world.now)
    thief.hears.outbox.clear()
    thief.world.engine.links.outbox.clear()


def a_theft() -> tuple[World, Client, Client, Client, Address]:
    """Give a room where Ana speaks, Bo steals and Cy hears, and Ana's address."""
    world = World()
    ana, bo, cy = (world.joins(each) for each in ("ana", "bo", "cy"))
    ana.publishes()
    assert ana.speaks is not None
    return world, ana, bo, cy, world.address_of(ana.speaks)


def test_the_speaker_is_still_heard() -> None:
    world, ana, bo, cy, at = a_theft()
    check_from(bo, at)
    ana.speaks_packet(b"still mine")

    assert cy.sounds() == [b"still mine"]
    assert world.metrics["address_taken"] == 1


def test_whoever_had_lost_the_socket_lost_the_address_as_well() -> None:
    world, ana, bo, cy, at = a_theft()
    ana.drops()
    check_from(bo, at)
    ana.speaks_packet(b"still mine")

    assert cy.sounds() == [b"still mine"]
    assert world.metrics["address_taken"] == 1


def test_a_port_that_a_dead_client_had_was_closed_to_the_next_one() -> None:
    world, ana, bo, _, at = a_theft()
    ana.drops()
    ana.checks = False
    world.forward(FREE_AFTER_S)
    check_from(bo, at)

    assert world.metrics["address_taken"] == 0


def test_an_address_once_refused_was_refused_for_ever() -> None:
    world, ana, bo, _, at = a_theft()
    check_from(bo, at)
    ana.leaves()
    check_from(bo, at)

    found = world.engine.links.find(b"\x80" + bytes(40), at, world.now)
    assert found is not None
    assert found[1].participant.identity == "bo"


def test_copies_left_one_by_one_though_batches_were_ready() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        fanout = _fanout([udp])

        assert fanout._descriptors == (udp.fileno(),)
