"""Coming back by a passkey, a recovery code or a recovery link: one method per use case."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from torg.accounts.codes import as_typed
from torg.accounts.passkeys import CHALLENGE_BYTES, RelyingParty, read_shown, request_options
from torg.accounts.recovery_repository import RecoveryCodes, RecoveryLinks
from torg.accounts.repository import Accounts, LoginSessions
from torg.accounts.service import SignedInAs
from torg.accounts.sessions import Departure, Ending
from torg.accounts.sign_in_schemas import ShownCredential, SignInOptions
from torg.accounts.suspension_repository import Suspensions
from torg.accounts.ways_repository import Challenges, Kept, Passkeys
from torg.db.session import Transaction
from torg.errors import SignInFailed
from torg.kit.fresh import new_bytes, new_secret
from torg.kit.ids import AccountId, LoginSessionId


@dataclass(frozen=True, slots=True)
class Arrival:
    """The browser that comes: when, what it calls itself, and the secret it carries already."""

    now: datetime
    browser: str | None
    secret: str | None


async def options(transaction: Transaction, party: RelyingParty, now: datetime) -> SignInOptions:
    """Ask for any passkey, with a challenge of its own."""
    challenge = new_bytes(CHALLENGE_BYTES)
    made = await Challenges(transaction).add(challenge, now)
    return SignInOptions(id=made, options=request_options(party, challenge))


class Returning:
    """Signs in who has been here before, within one transaction.

    All refusals are one; only after a right proof is a suspended member told so (Suspended).
    """

    def __init__(self, transaction: Transaction, arrival: Arrival, depart: Departure) -> None:
        self._transaction = transaction
        self._arrival = arrival
        self._depart = depart

    async def by_passkey(
        self, party: RelyingParty, kept: Kept, shown: ShownCredential, challenge: bytes
    ) -> SignedInAs:
        """Sign in whose passkey answers the challenge. Raises SignInFailed."""
        count = read_shown(party, shown, challenge, kept.key, kept.account)
        signed_in = await self._as(kept.account, kept.id)
        # Under the account's lock by now: a passkey that was removed meanwhile lets nobody in.
        if not await Passkeys(self._transaction).used(kept.id, count, self._arrival.now):
            raise SignInFailed
        return signed_in

    async def by_code(self, handle: str, code: str) -> SignedInAs:
        """Sign in who knows an unused recovery code; it is spent by it. Raises SignInFailed."""
        codes = RecoveryCodes(self._transaction)
        return await self._as(await codes.spend(handle, as_typed(code)))

    async def by_link(self, token: str) -> SignedInAs:
        """Sign in who has the link from the console, once. Raises SignInFailed."""
        return await self._as(await RecoveryLinks(self._transaction).use(token, self._arrival.now))

    async def by_mailed(self, member: AccountId | None) -> SignedInAs:
        """Sign in whose mailed code was right and is spent. Raises SignInFailed for nobody."""
        return await self._as(member)

    async def _as(self, member: AccountId | None, passkey: UUID | None = None) -> SignedInAs:
        """Begin a login session with a new secret; this browser's own of that member goes on."""
        if member is None:
            raise SignInFailed
        await Suspensions(self._transaction).require_none(member, self._arrival.now)
        secret = new_secret()
        login_session = await self._goes_on(member, secret, passkey)
        if login_session is None:
            sessions = LoginSessions(self._transaction)
            now, browser = self._arrival.now, self._arrival.browser
            login_session = await sessions.open(member, secret, now, browser, passkey=passkey)
        account = await Accounts(self._transaction).acting(member, login_session)
        if account is None:
            raise SignInFailed
        self._transaction.tell(f"me:{member}", {"kind": "changed"})
        return SignedInAs(account, secret)

    async def _goes_on(
        self, member: AccountId, secret: str, passkey: UUID | None
    ) -> LoginSessionId | None:
        """Renew what this browser has open as this member; end what it has as somebody else."""
        now = self._arrival.now
        if self._arrival.secret is None:
            return None
        sessions = LoginSessions(self._transaction)
        found = await sessions.bearer_of(self._arrival.secret, now)
        if found is None:
            return None
        present, _ = found
        if present.id != member:
            await Ending(self._transaction, present, self._depart, now).current()
            return None
        browser = self._arrival.browser
        await sessions.renew(present.login_session, secret, now, browser, passkey=passkey)
        return present.login_session


async def taken_challenge(transaction: Transaction, challenge: UUID, now: datetime) -> bytes:
    """Take a challenge away, whatever the answer to it will be worth. Raises SignInFailed."""
    taken = await Challenges(transaction).take(challenge, now)
    if taken is None:
        raise SignInFailed
    return taken
