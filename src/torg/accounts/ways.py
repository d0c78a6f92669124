"""A member's own ways back in: one method per use case."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from torg.accounts.account import Account
from torg.accounts.codes import ENTROPY_BYTES, as_typed, written
from torg.accounts.passkeys import CHALLENGE_BYTES, RelyingParty, creation_options, read_new
from torg.accounts.recovery_repository import RecoveryCodes, RecoveryLinks
from torg.accounts.repository import LoginSessions
from torg.accounts.rules import PASSKEYS_AT_MOST, RECOVERY_CODES, is_proof
from torg.accounts.sign_in_schemas import MyPasskeys, NewPasskey, Passkey
from torg.accounts.ways_repository import Challenges, Passkeys
from torg.config import Settings
from torg.db.session import Transaction
from torg.errors import LastWayIn, PasskeyRefused, ProofTooOld
from torg.instance.repository import Choices
from torg.kit.fresh import new_bytes
from torg.kit.ids import LoginSessionId


async def named_party(transaction: Transaction, settings: Settings) -> RelyingParty:
    """Give this instance by the name its owner chose, which stands on every passkey made now."""
    chosen = await Choices(transaction, settings).read()
    return replace(RelyingParty.of(settings), name=chosen.name)


class WaysIn:
    """The passkeys and recovery codes of one member, within one transaction."""

    def __init__(self, transaction: Transaction, account: Account, now: datetime) -> None:
        self._transaction = transaction
        self._passkeys = Passkeys(transaction)
        self._codes = RecoveryCodes(transaction)
        self._account = account
        self._now = now

    async def passkey_options(self, party: RelyingParty) -> dict[str, Any]:
        """Begin to add a passkey. Raises ProofTooOld, PasskeyRefused when there are too many."""
        await self._require_proof()
        known = await self._passkeys.credentials_of(self._account.id)
        if len(known) >= PASSKEYS_AT_MOST:
            raise PasskeyRefused
        challenge = new_bytes(CHALLENGE_BYTES)
        await Challenges(self._transaction).add(challenge, self._now, self._account.login_session)
        return creation_options(party, self._account, challenge, known)

    async def add_passkey(
        self, party: RelyingParty, new: NewPasskey, challenge: bytes | None
    ) -> Passkey:
        """Keep what the authenticator made for a challenge. Raises PasskeyRefused."""
        if challenge is None:
            raise PasskeyRefused
        key = read_new(party, new.credential, challenge)
        passkey = await self._passkeys.add(self._account.id, key, new.name, self._now)
        self._tell()
        return passkey

    async def passkeys(self) -> MyPasskeys:
        """List them."""
        return MyPasskeys(passkeys=tuple(await self._passkeys.of(self._account.id)))

    async def remove_passkey(self, passkey: UUID) -> None:
        """Forget a passkey; where there is none, nothing happens. Raises LastWayIn."""
        if not await self._passkeys.remove(passkey, self._account.id):
            return
        if not await self._passkeys.count(self._account.id) and not await self.codes_left():
            raise LastWayIn
        self._tell()

    async def new_codes(self) -> tuple[str, ...]:
        """Make recovery codes in place of all older ones. Raises ProofTooOld."""
        await self._require_proof()
        codes = tuple(written(new_bytes(ENTROPY_BYTES)) for _ in range(RECOVERY_CODES))
        await self._codes.replace(self._account.id, map(as_typed, codes), self._now)
        self._tell()
        return codes

    async def codes_left(self) -> int:
        """Count the recovery codes that have not been used."""
        return await self._codes.left(self._account.id)

    async def dismiss_notice(self) -> None:
        """Note that the member has read that a recovery link was made for them."""
        await RecoveryLinks(self._transaction).dismiss(self._account.id, self._now)
        self._tell()

    async def _require_proof(self) -> None:
        await require_proof(self._transaction, self._account.login_session, self._now)

    def _tell(self) -> None:
        self._transaction.tell(f"me:{self._account.id}", {"kind": "changed"})


async def require_proof(
    transaction: Transaction, login_session: LoginSessionId, now: datetime
) -> None:
    """Ask that the bearer signed in not long ago, and still is. Raises ProofTooOld, NotSignedIn."""
    if not is_proof(await LoginSessions(transaction).proved_at(login_session), now):
        raise ProofTooOld
