"""What becomes of each table when a member takes their data along, and when they go: one table.

A table that is not named here fails a test, and so does a column that names a member and stands
in neither half of its rule. Hashes of secrets are told to nobody: they are of use to thieves only.
"""

from collections.abc import Mapping
from typing import Final

from torg.leaving.shapes import (
    Blanked,
    Erased,
    ErasedWith,
    Export,
    Kept,
    Mark,
    Rule,
    Told,
    Unconcerned,
)

NOT_YET: Final = Unconcerned("who waits is no member yet; it is gone after 30 days")
OF_THE_INSTANCE: Final = Unconcerned("it is about the instance")

ACCOUNTS: Final[Mapping[str, Rule]] = {
    "accounts": Rule(
        Export(
            (
                Told(
                    "id",
                    (
                        *("id", "handle", "name", "bio", "languages", "role", "created_at"),
                        *("handle_changed_at", "suspended_at", "suspended_until"),
                    ),
                ),
            )
        ),
        (
            Blanked(
                "id",
                {
                    "handle": Mark.NO_HANDLE,
                    "skeleton": None,
                    "name": "",
                    "bio": "",
                    "languages": (),
                    "photo_id": None,
                    "role": "member",
                    "handle_changed_at": None,
                    "deleted_at": Mark.NOW_IF_EMPTY,
                },
            ),
            Kept("id", "a random id is what the tree of admissions needs to stay whole"),
        ),
    ),
    "locked_handles": Rule(
        Export((Told("account_id", ("handle", "until")),)),
        (Kept("account_id", "for 90 days nobody can pose as who has gone"),),
    ),
    "search_words": Rule(
        Export(hides={"*": "parts of the handle and the name, for looking them up"}),
        (Erased("account_id"),),
    ),
    "photos": Rule(
        Export((Told("account_id", ("at",), files={"image": "photo.webp"}),)),
        (Erased("account_id"),),
    ),
    "emails": Rule(
        Export((Told("account_id", ("address", "confirmed_at")),)), (Erased("account_id"),)
    ),
    "mailed_codes": Rule(
        Export((Told("account_id", ("purpose", "expires_at", "tries")),)), (Erased("account_id"),)
    ),
    "login_sessions": Rule(
        Export(
            (
                Told(
                    "account_id",
                    (
                        *("created_at", "last_seen_at", "expires_at", "revoked_at", "proved_at"),
                        "browser",
                    ),
                ),
            )
        ),
        (
            Blanked(
                "account_id",
                {"revoked_at": Mark.NOW_IF_EMPTY, "browser": None, "passkey_id": None},
            ),
            Kept("account_id", "sockets look here for who is signed out; gone after 30 days"),
        ),
    ),
    "passkeys": Rule(
        Export((Told("account_id", ("name", "created_at", "last_used_at", "credential_id")),)),
        (Erased("account_id"),),
    ),
    "challenges": Rule(
        Export(hides={"*": "random bytes that live for five minutes"}),
        (ErasedWith("login_session_id", "login_sessions", "account_id"),),
    ),
    "recovery_codes": Rule(Export((Told("account_id", ("created_at",)),)), (Erased("account_id"),)),
    "recovery_links": Rule(
        Export((Told("account_id", ("created_at", "expires_at", "used_at", "dismissed_at")),)),
        (Erased("account_id"),),
    ),
    "repeats": Rule(Export((Told("account_id", ("at",)),)), (Erased("account_id"),)),
}

COMING_IN: Final[Mapping[str, Rule]] = {
    "owner_links": Rule(Export(hides={"*": "made before there was an owner"}), (OF_THE_INSTANCE,)),
    "invitations": Rule(
        Export(
            (
                Told(
                    "inviter_id",
                    (
                        *("id", "language", "created_at", "expires_at", "opened_at", "used_at"),
                        "revoked_at",
                    ),
                    people={"member_id": "who_joined"},
                    called="given",
                ),
                Told(
                    "member_id",
                    ("language", "created_at", "used_at"),
                    people={"inviter_id": "from"},
                    called="received",
                ),
            )
        ),
        (
            Erased("inviter_id", while_empty="used_at"),
            Kept("inviter_id", "the one who joined by it stays in the tree"),
            Kept("member_id", "the tree of admissions keeps ids"),
        ),
    ),
    "admissions": Rule(
        Export(
            (
                Told(
                    "member_id",
                    (
                        *("admitted_at", "inviter_shows", "member_shows"),
                        *("record", "record_hash", "signature"),
                    ),
                    people={"inviter_id": "nominated_by"},
                    called="mine",
                ),
                Told(
                    "inviter_id",
                    ("admitted_at", "inviter_shows", "member_shows"),
                    people={"member_id": "member"},
                    called="whom_i_let_in",
                ),
            )
        ),
        (
            Blanked("member_id", {"member_shows": False}),
            Blanked("inviter_id", {"inviter_shows": False}),
            Kept("member_id", "the tree of admissions keeps ids"),
            Kept("inviter_id", "the tree of admissions keeps ids"),
        ),
    ),
    "allowances": Rule(
        Export((Told("account_id", ("grown", "granted", "counted_until")),)),
        (Erased("account_id"),),
    ),
    "reservations": Rule(Export(hides={"*": "who waits is no member yet"}), (NOT_YET,)),
    "reservation_members": Rule(
        Export((Told("member_id", ("reservation_id", "declined_at")),)), (Erased("member_id"),)
    ),
    "reservation_codes": Rule(Export(hides={"*": "who waits is no member yet"}), (NOT_YET,)),
    "reservation_passkeys": Rule(Export(hides={"*": "who waits is no member yet"}), (NOT_YET,)),
}

PEOPLE: Final[Mapping[str, Rule]] = {
    "follows": Rule(
        Export(
            (
                Told("follower_id", ("at",), people={"followed_id": "person"}, called="i_follow"),
                Told("followed_id", ("at",), people={"follower_id": "person"}, called="follow_me"),
            )
        ),
        (Erased("follower_id"), Erased("followed_id")),
    ),
    "blocks": Rule(
        Export(
            (Told("blocker_id", ("at",), people={"blocked_id": "person"}),),
            hides={"blocked_id": "nobody is told who has blocked them"},
        ),
        (Erased("blocker_id"), Erased("blocked_id")),
    ),
    "notices": Rule(
        Export(
            (
                Told(
                    "account_id",
                    ("kind", "at", "read_at", "subject_id"),
                    people={"about_id": "about"},
                    rooms={"room_id": "room"},
                ),
            ),
            hides={"about_id": "a notice belongs to who reads it"},
        ),
        (Erased("account_id"), Erased("about_id")),
    ),
    "notice_wishes": Rule(Export((Told("account_id", ("kind", "wish")),)), (Erased("account_id"),)),
}

ROOMS: Final[Mapping[str, Rule]] = {
    "rooms": Rule(
        Export(
            (
                Told(
                    "host_id",
                    (
                        *("id", "title", "languages", "type", "record_status", "opened_at"),
                        *("ended_at", "end_reason", "end_words"),
                    ),
                    called="opened_or_hosted",
                ),
                Told("ended_by_id", ("id", "ended_at", "end_words"), called="ended"),
            )
        ),
        (
            Blanked("host_id", {"title": ""}, unless_empty="ended_at"),
            Kept("host_id", "a room that is live goes on; gone 30 days after its end"),
            Kept("ended_by_id", "gone 30 days after its end"),
        ),
    ),
    "room_lists": Rule(
        Export(
            (
                Told("account_id", ("added_at",), rooms={"room_id": "room"}, called="i_am_on"),
                Told(
                    "added_by_id",
                    ("added_at",),
                    people={"account_id": "person"},
                    rooms={"room_id": "room"},
                    called="i_put_on",
                ),
            )
        ),
        (
            Erased("account_id"),
            Kept("added_by_id", "who was put on the list stays on it; gone with the room"),
        ),
    ),
    "hands": Rule(
        Export(
            (
                Told(
                    "account_id",
                    ("raised_at", "until", "refusals", "refused_at"),
                    rooms={"room_id": "room"},
                ),
            )
        ),
        (Erased("account_id"),),
    ),
    "offers": Rule(
        Export(
            (
                Told(
                    "account_id",
                    ("until",),
                    people={"by_id": "by"},
                    rooms={"room_id": "room"},
                    called="to_me",
                ),
                Told(
                    "by_id",
                    ("until",),
                    people={"account_id": "to"},
                    rooms={"room_id": "room"},
                    called="by_me",
                ),
            )
        ),
        (Erased("account_id"), Erased("by_id")),
    ),
    "seats": Rule(
        Export(
            (Told("account_id", ("role", "held", "since", "until"), rooms={"room_id": "room"}),)
        ),
        (Erased("account_id"),),
    ),
    "hidden_rooms": Rule(
        Export((Told("account_id", ("at",), rooms={"room_id": "room"}),)),
        (Erased("account_id"),),
    ),
    "pings": Rule(
        Export(
            (
                Told(
                    "by_id",
                    ("at",),
                    people={"to_id": "to"},
                    rooms={"room_id": "room"},
                    called="by_me",
                ),
                Told(
                    "to_id",
                    ("at",),
                    people={"by_id": "by"},
                    rooms={"room_id": "room"},
                    called="to_me",
                ),
            )
        ),
        (
            Erased("by_id"),
            Kept("to_id", "who may ping ten must not see who has gone; gone with the room"),
        ),
    ),
    "leases": Rule(
        Export(
            (
                Told(
                    "account_id",
                    ("role", "held", "started_at", "ended_at", "end_reason"),
                    rooms={"room_id": "room"},
                ),
            )
        ),
        (Kept("account_id", "the media server is held against it; gone after 30 days"),),
    ),
}

SAFETY: Final[Mapping[str, Rule]] = {
    "reports": Rule(
        Export(
            (
                Told(
                    "reporter_id",
                    (
                        *("id", "reason", "words", "created_at", "state"),
                        *("decided_at", "decision", "note"),
                    ),
                    people={"reported_id": "about"},
                    rooms={"room_id": "room"},
                    called="made_by_me",
                ),
                Told(
                    "reported_id",
                    # When it was made could tell who made it.
                    ("id", "reason", "decided_at", "decision", "note"),
                    rooms={"room_id": "room"},
                    called="about_me",
                    only={"state": "decided"},
                ),
                Told(
                    "reviewed_by_id",
                    ("id", "created_at", "state", "decided_at", "decision"),
                    called="reviewed_by_me",
                ),
            ),
        ),
        (
            Blanked("reporter_id", {"reporter_id": None}),
            Kept("reported_id", "the evidence of a report is kept 180 days"),
            Kept("reviewed_by_id", "who decided is kept as long as the report"),
        ),
    ),
    "appeals": Rule(
        Export((Told("account_id", ("report_id", "words", "at", "answered_at", "upheld")),)),
        (Erased("account_id"),),
    ),
    "suspension_appeals": Rule(
        Export((Told("account_id", ("suspended_at", "words", "at", "answered_at", "upheld")),)),
        (Erased("account_id"),),
    ),
    "appeal_tickets": Rule(
        Export(hides={"*": "the hash of a secret that lives for half an hour"}),
        (Erased("account_id"),),
    ),
    "audit": Rule(
        Export(
            (
                Told(
                    "actor_id",
                    ("at", "act", "reason"),
                    people={"target_id": "to"},
                    rooms={"room_id": "room"},
                    called="by_me",
                ),
                Told(
                    "target_id",
                    ("at", "act", "reason"),
                    rooms={"room_id": "room"},
                    called="about_me",
                ),
            )
        ),
        (
            Kept("actor_id", "privileged acts are kept a year"),
            Kept("target_id", "privileged acts are kept a year"),
        ),
    ),
    "choices": Rule(Export(hides={"*": "it is about the instance"}), (OF_THE_INSTANCE,)),
}

RULES: Final[Mapping[str, Rule]] = {**ACCOUNTS, **COMING_IN, **PEOPLE, **ROOMS, **SAFETY}
