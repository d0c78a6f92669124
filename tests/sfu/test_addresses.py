"""Which addresses get a socket, and which are offered."""

import pytest

from torg.sfu.addresses import plan
from torg.sfu.config import Config, ConfigRefused

HERE = ["127.0.0.1", "::1", "192.168.1.5", "fd00::5", "fe80::1"]
ROUTES: dict[int, str | None] = {4: "192.168.1.5", 6: "fd00::5"}


def test_without_configuration_every_interface_is_offered_but_loopback_and_link_local() -> None:
    chosen = plan([], HERE, ROUTES)

    assert chosen.bound == chosen.offered == ("192.168.1.5", "fd00::5")
    assert not chosen.loopback_only


def test_a_public_address_of_this_machine_comes_first() -> None:
    assert plan([], ["192.168.1.5", "8.8.4.4"], ROUTES).offered == ("8.8.4.4", "192.168.1.5")


def test_loopback_is_offered_only_when_there_is_nothing_else_and_is_said_so() -> None:
    chosen = plan([], ["127.0.0.1", "fe80::1"], {4: None, 6: None})

    assert chosen.offered == ("127.0.0.1",)
    assert chosen.loopback_only


def test_configured_addresses_are_the_only_ones() -> None:
    chosen = plan(["192.168.1.5"], HERE, ROUTES)

    assert chosen.bound == chosen.offered == ("192.168.1.5",)


def test_a_routers_address_arrives_at_the_default_routes_socket() -> None:
    chosen = plan(["203.0.113.9", "192.168.1.5"], HERE, ROUTES)

    assert chosen.bound == ("192.168.1.5",)
    assert chosen.offered == ("203.0.113.9", "192.168.1.5")


def test_an_address_that_no_route_leads_to_is_refused() -> None:
    with pytest.raises(ConfigRefused):
        plan(["2001:db8::9"], HERE, {4: "192.168.1.5", 6: None})


@pytest.mark.parametrize(
    "wrong",
    [
        {"keys": {}},
        {"keys": {"k": "short"}},
        {"keys": {"": "x" * 40}},
        {"udp_port": -1},
        {"udp_port": 65_536},
        {"addresses": ("0.0.0.0",)},  # noqa: S104 - refused
        {"addresses": ("::",)},
        {"addresses": ("localhost",)},
        {"listen": "7880"},
        {"listen": "host:"},
        {"listen": "host:65536"},
        {"listen": "host:-1"},
    ],
    ids=str,
)
def test_a_setting_that_cannot_work_is_refused_at_the_start(wrong: dict[str, object]) -> None:
    with pytest.raises(ConfigRefused):
        Config(**({"keys": {"k": "x" * 40}} | wrong))  # type: ignore[arg-type] # wrong on purpose


def test_an_ipv6_address_is_listened_on_in_brackets() -> None:
    assert Config(keys={"k": "x" * 40}, listen="[::1]:0").listen_address() == ("::1", 0)


def test_no_secret_is_shown() -> None:
    assert "xxxx" not in repr(Config(keys={"k": "x" * 40}))
