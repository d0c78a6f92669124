"""Looks at the network: ports, addresses, the proxy in front, and the mail server."""

import json
import socket
from collections.abc import AsyncIterator, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

import aiohttp
import aiosmtplib
import ifaddr

from torg.config import Settings
from torg.console.findings import Finding, ok, warning, wrong
from torg.kit.alone import is_held
from torg.kit.mail_relay import Secured, relay_of
from torg.kit.origin import own_origin

WITHIN_S: Final = 5.0
TORGS_OWN: Final = "database"
"""A field of /api/health that no other program's answer has."""

Address = IPv4Address | IPv6Address


async def web_port(settings: Settings) -> AsyncIterator[Finding]:
    """See whether the port for pages is free, or Torg's already."""
    where = f"{settings.listen_host}:{settings.listen_port}"
    if settings.listen_port == 0:
        yield ok("port of pages", "a free one is taken at each start")
    elif _is_free(socket.SOCK_STREAM, settings.listen_host, settings.listen_port):
        yield ok("port of pages", f"TCP {where} is free")
    elif await _health(f"http://{where}") is not None:
        yield ok("port of pages", f"Torg answers at TCP {where}")
    else:
        yield wrong(
            "port of pages",
            f"another program listens on TCP {where}",
            "Stop it, or choose another port with --port (TORG_LISTEN_PORT).",
        )


def media_port(settings: Settings) -> Iterator[Finding]:
    """See whether the port for audio is free, or Torg's already."""
    if settings.livekit_url is not None:
        yield ok("port of audio", "audio is the LiveKit server's")
    elif settings.media_port == 0:
        yield warning(
            "port of audio",
            "a free UDP port is taken at each start",
            "Set TORG_MEDIA_PORT, so that a firewall can let it through.",
        )
    elif all(_is_free(socket.SOCK_DGRAM, str(each), settings.media_port) for each in _ours()):
        yield ok("port of audio", f"UDP {settings.media_port} is free")
    elif is_held(settings.data_dir):
        yield ok("port of audio", f"UDP {settings.media_port} is taken by Torg's media server")
    else:
        yield wrong(
            "port of audio",
            f"another program uses UDP {settings.media_port}",
            "Stop it, or choose another port with TORG_MEDIA_PORT.",
        )


def addresses(settings: Settings) -> Iterator[Finding]:
    """See whether browsers elsewhere could send audio to what is offered to them."""
    if settings.livekit_url is not None:
        return
    ours = [each for each in _ours() if not each.is_loopback]
    offered = settings.media_address or ours
    named = ", ".join(map(str, offered))
    if not offered:
        yield warning("addresses", "only this machine itself can hear", "Connect it to a network.")
    elif settings.origin.host == "localhost" or any(each.is_global for each in offered):
        forwarded = [each for each in settings.media_address if each not in ours]
        note = f"; UDP {settings.media_port} must be forwarded here" if forwarded else ""
        yield ok("addresses", f"audio is offered at {named}{note}")
    else:
        yield warning(
            "addresses",
            f"audio is offered at {named}, which only its own network can reach",
            "Behind a router, set TORG_MEDIA_ADDRESS to the public address and forward the port.",
        )


async def proxy(settings: Settings) -> AsyncIterator[Finding]:
    """Open the instance as people do, and see whether what stands in front lets everything by."""
    origin = own_origin(settings)
    if settings.origin.scheme != "https":
        yield warning(
            "TLS",
            f"{origin}: only this machine itself can open it",
            "For others, put a TLS proxy in front and set TORG_ORIGIN (docs/operations.md).",
        )
        return
    if not settings.trusted_proxies:
        yield warning(
            "TLS",
            "no proxy is trusted, so all visitors look like one network and share its limits",
            "Set TORG_TRUSTED_PROXIES to the network of your proxy.",
        )
    if not is_held(settings.data_dir):
        yield ok("TLS", f"{origin} is looked at while Torg runs")
    elif await _health(origin) is None:
        yield wrong(
            "TLS",
            f"{origin} does not lead to Torg",
            f"Let the proxy pass it, WebSockets too, to port {settings.listen_port}.",
        )
    else:
        yield ok("TLS", f"{origin} leads to Torg")


async def mail(settings: Settings) -> AsyncIterator[Finding]:
    """Greet the mail server, and send nothing."""
    if settings.smtp_url is None:
        yield ok("mail", "none: members come back by passkeys and recovery codes")
        return
    try:
        relay = relay_of(settings.smtp_url)
        client = aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            use_tls=relay.secured is Secured.TLS,
            start_tls=relay.secured is Secured.STARTTLS,
            timeout=WITHIN_S,
        )
        async with client:
            await client.ehlo()
            if relay.user is not None and relay.password is not None:
                await client.login(relay.user, relay.password.get_secret_value())
    except (OSError, ValueError, aiosmtplib.SMTPException) as fault:
        yield wrong(
            "mail",
            f"the mail server does not take us ({type(fault).__name__})",
            "Check TORG_SMTP_URL, its user and its password.",
        )
    else:
        yield ok("mail", f"{relay.host}:{relay.port} takes us; nothing was sent")


def _ours() -> list[Address]:
    """Give the addresses of this machine that are worth offering."""
    found = [
        ip_address(each.ip if isinstance(each.ip, str) else each.ip[0])
        for adapter in ifaddr.get_adapters()
        for each in adapter.ips
    ]
    return [each for each in found if not each.is_link_local]


def _is_free(kind: socket.SocketKind, host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, kind) as tried:
        if kind is socket.SOCK_STREAM:
            # As the gateway itself does: connections that linger are no hindrance.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return False
    return True


async def _health(origin: str) -> str | None:
    """Ask for health; None when it is not Torg that answers."""
    timeout = aiohttp.ClientTimeout(total=WITHIN_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as http,
            http.get(f"{origin}/api/health", allow_redirects=False) as answer,
        ):
            said = json.loads(await answer.read())
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return None
    return str(said["status"]) if isinstance(said, dict) and TORGS_OWN in said else None
