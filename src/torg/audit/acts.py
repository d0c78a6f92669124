"""The privileged acts that are written down; the words of each stand in the texts."""

from enum import StrEnum


class Act(StrEnum):
    """What somebody did to somebody, to a room, or to the instance; at most 32 signs each."""

    SUSPENDED = "suspended"
    SUSPENSION_LIFTED = "suspension_lifted"
    BANNED = "banned"
    """Suspended until it is lifted, by the decision on a report."""
    BRANCH_SUSPENDED = "branch_suspended"
    """The member at the head of a branch; each member of it has an entry of their own."""
    ADMIN_MADE = "admin_made"
    ADMIN_TAKEN_BACK = "admin_taken_back"
    OWNERSHIP_PASSED = "ownership_passed"
    """The owner has gone; the admin who came first is the owner now."""
    ROOM_ENDED = "room_ended"
    """By an admin, who was not its host."""
    INVITATIONS_GRANTED = "invitations_granted"

    REPORT_TAKEN = "report_taken"
    """An admin took up a report."""
    REPORT_DECIDED = "report_decided"
    APPEAL_ANSWERED = "appeal_answered"
    WARNED = "warned"

    MEMBERS_LOOKED_AT = "members_looked_at"
    ROOMS_LOOKED_AT = "rooms_looked_at"
    INVITATIONS_LOOKED_AT = "invitations_looked_at"
    TREE_LOOKED_AT = "tree_looked_at"
    REPORTS_LOOKED_AT = "reports_looked_at"
    REPORT_OPENED = "report_opened"
    AUDIT_LOOKED_AT = "audit_looked_at"

    SCRAPING = "scraping"
    """A member has looked at more different profiles than anybody needs to."""

    RECOVERY_LINK_MADE = "recovery_link_made"
    """On the console."""
    INVITATION_PRINTED = "invitation_printed"
    """On the console, in the owner's name."""
    TREE_SIGNED_ANEW = "tree_signed_anew"
    """On the console, because its key was lost."""
    CHOICES_CHANGED = "choices_changed"

    HELD_MUTED = "held_muted"
    HOLD_RELEASED = "hold_released"
    MOVED_TO_AUDIENCE = "moved_to_audience"
    REMOVED = "removed"
    REMOVAL_LIFTED = "removal_lifted"
    MODERATOR_MADE = "moderator_made"
    MODERATOR_TAKEN_BACK = "moderator_taken_back"
    STAGE_HELD = "stage_held"
    ENDED = "ended"
    """A room, by its host."""
    LIST_EXTENDED = "list_extended"
    """A member was let into a closed room: put on its list, or pinged into it."""
