"""A device that keeps passkeys and knows its person, as Chromium plays one for a page."""

from dataclasses import dataclass
from typing import Final

from playwright.async_api import CDPSession, Page

A_PHONE: Final = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WITHOUT: Final = "delete window.PublicKeyCredential"


@dataclass(frozen=True, slots=True)
class Device:
    """Answers every question for a passkey at once."""

    session: CDPSession
    id: str

    @classmethod
    async def of(cls, page: Page) -> "Device":
        """Put a device without any passkey beneath a page of Chromium."""
        session = await page.context.new_cdp_session(page)
        await session.send("WebAuthn.enable")
        answer = await session.send("WebAuthn.addVirtualAuthenticator", {"options": A_PHONE})
        return cls(session, answer["authenticatorId"])

    async def knows_nobody(self) -> None:
        """Turn every finger away from now on."""
        await self._verifies(person=False)

    async def knows_its_person(self) -> None:
        """Take the right finger again."""
        await self._verifies(person=True)

    async def passkeys(self) -> int:
        """Count what it keeps."""
        answer = await self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return len(answer["credentials"])

    async def _verifies(self, *, person: bool) -> None:
        options = {"authenticatorId": self.id, "isUserVerified": person}
        await self.session.send("WebAuthn.setUserVerified", options)
