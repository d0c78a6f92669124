"""Sends mail behind the reply: a bounded queue of letters to write, and one writer."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final

import aiosmtplib
import structlog
from prometheus_client import Counter

from torg.kit.mail_relay import Relay, Secured
from torg.kit.private import Private

WAITING_AT_MOST: Final = 200
"""Letters that wait; one more is dropped, and whoever waits for it asks again."""

WITHIN_S: Final = 15.0
"""How long a mail server may take for one letter."""

MAIL: Final = Counter("torg_mail", "Letters by what became of them", ["outcome"])

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in plain text; the address cannot be printed."""

    to: Private[str]
    subject: str
    text: str


Write = Callable[[], Awaitable[Letter | None]]
"""Writes a letter when its turn has come; None: there is nobody to write to."""


class Mail:
    """The way out for letters. Nothing about whom a letter is for is ever logged."""

    def __init__(
        self,
        relay: Relay | None,
        sender: str,
        *,
        within_s: float = WITHIN_S,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Take the mail server, None where there is none, and the address mail comes from."""
        self._relay = relay
        self._sender = sender
        self._within_s = within_s
        self._tls = tls
        self._waiting: asyncio.Queue[Write] = asyncio.Queue(WAITING_AT_MOST)

    @property
    def is_set(self) -> bool:
        """Whether there is a mail server."""
        return self._relay is not None

    def post(self, write: Write) -> None:
        """Have a letter written and sent soon. Never waits, never raises."""
        try:
            self._waiting.put_nowait(write)
        except asyncio.QueueFull:
            MAIL.labels("dropped").inc()
            log.warning("mail is dropped: too much of it waits")

    async def run(self) -> None:
        """Write and send one letter after the other until cancelled."""
        while True:
            write = await self._waiting.get()
            try:
                await self._one(write)
            finally:
                self._waiting.task_done()

    async def idle(self) -> None:
        """Wait until nothing waits."""
        await self._waiting.join()

    async def _one(self, write: Write) -> None:
        try:
            letter = await write()
            if letter is not None and self._relay is not None:
                await self._send(letter, self._relay)
                MAIL.labels("sent").inc()
        except Exception as fault:  # noqa: BLE001 - no letter may end the sending of the others
            # The words of a mail server may quote the address, so only the kind is told.
            MAIL.labels("failed").inc()
            log.warning("a letter could not be sent", fault=type(fault).__name__)

    async def _send(self, letter: Letter, relay: Relay) -> None:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = letter.to.reveal()
        message["Subject"] = letter.subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        async with asyncio.timeout(self._within_s):
            await aiosmtplib.send(
                message,
                hostname=relay.host,
                port=relay.port,
                username=relay.user,
                password=None if relay.password is None else relay.password.get_secret_value(),
                use_tls=relay.secured is Secured.TLS,
                start_tls=relay.secured is Secured.STARTTLS,
                tls_context=self._tls,
                timeout=self._within_s,
            )
