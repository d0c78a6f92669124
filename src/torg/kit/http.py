"""What every endpoint needs of its request: the time, its id, the network, and how it may refuse.

Commands may be repeated: PUT and DELETE say what shall be, and a POST finds its work done or
refuses with a stable code. Only opening a room and making an invitation would make a second one,
so there the `Idempotency-Key` is remembered for a day (torg.db.repeats); all others need no store.
"""

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection, Request

from torg.errors import Validation
from torg.kit.clock import Clock
from torg.kit.private import Private
from torg.kit.problems import answers
from torg.kit.strict_json import read_json

__all__ = ["Now", "answers", "network_of", "nothing_said", "request_id_of"]

NETWORK_BITS = {4: 24, 6: 48}
"""How much of an address is one network (IPv4 /24, IPv6 /48)."""


def _now(connection: HTTPConnection) -> datetime:
    clock: Clock = connection.app.state.clock
    return clock.now()


Now = Annotated[datetime, Depends(_now)]
"""The time of the request, from the gateway's one clock."""


def request_id_of(connection: HTTPConnection) -> str:
    """Give the id under which this request stands in the log; "-" before it has one."""
    request_id: str = connection.scope.get("state", {}).get("request_id", "-")
    return request_id


async def nothing_said(request: Request) -> None:
    """Refuse fields where none is known: no body, or `{}`, is all there is to say.

    Raises Validation, and BadRequest for what is no JSON.
    """
    body = await request.body()
    if body and read_json(body) != {}:
        raise Validation


def network_of(connection: HTTPConnection) -> Private[str]:
    """Give the network the request came from; an address that cannot be read is one network."""
    host = connection.client.host if connection.client else ""
    return Private(network_of_address(host))


def network_of_address(host: str) -> str:
    """Cut an address to its network, as text; "unknown" for what is no address."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return str(ip_network((address, NETWORK_BITS[address.version]), strict=False))
