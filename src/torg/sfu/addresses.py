"""Which local addresses to bind and which addresses to offer: one socket for each, no wildcard."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from torg.sfu.config import ConfigRefused

IP = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Plan:
    """Local addresses with a socket each, and what clients are offered, the best first."""

    bound: tuple[str, ...]
    offered: tuple[str, ...]
    loopback_only: bool = False
    """Clients on other machines cannot reach it; Firefox cannot even on this one."""


def plan(configured: Sequence[str], local: Iterable[str], routes: Mapping[int, str | None]) -> Plan:
    """Choose addresses; `routes` holds the default route's local address by IP version.

    An answer must leave from the address that the client called, hence a socket for each. A
    configured address of somebody else's is a router's that forwards to us: it is offered, and
    what it forwards arrives at the default route's socket. Raises ConfigRefused.
    """
    ours = [ip_address(each) for each in local]
    usable = [each for each in ours if not each.is_link_local and not each.is_unspecified]
    if not configured:
        reachable = sorted((each for each in usable if not each.is_loopback), key=_rank)
        chosen = reachable or sorted(usable, key=_rank)
        if not chosen:
            raise ConfigRefused("this machine has no address to offer")
        texts = tuple(map(str, chosen))
        return Plan(texts, texts, loopback_only=not reachable)
    bound: dict[str, None] = {}
    offered: dict[str, None] = {}
    for address in map(ip_address, configured):
        route = str(address) if address in ours else routes.get(address.version)
        if route is None:
            raise ConfigRefused(f"no route leads to an offered address of IPv{address.version}")
        bound.setdefault(route)
        offered.setdefault(str(address))
    loopback_only = all(ip_address(each).is_loopback for each in offered)
    return Plan(tuple(bound), tuple(offered), loopback_only)


def _rank(address: IP) -> tuple[bool, int]:
    """Put public addresses first, and IPv4 before IPv6."""
    return (not address.is_global, address.version)
