"""Typed ids: an account's does not fit where a room's is asked for."""

from typing import NewType
from uuid import UUID

AccountId = NewType("AccountId", UUID)
RoomId = NewType("RoomId", UUID)
LoginSessionId = NewType("LoginSessionId", UUID)
InvitationId = NewType("InvitationId", UUID)
LeaseId = NewType("LeaseId", str)
"""128 random bits in hex, no `#`; the participant's identity at the media server."""
