"""S1: who may do what, as one table: rows 1 to 32 of the product's permission matrix, as built.

`ROOM` says what each may do in a room they see, in which types of room; `SEEN_BY` says who sees
which room. What somebody does not see answers them as if it did not exist. Routes for admins
stand in tests/moderation/test_rights.py, beside the table that the code itself asks.
"""

from collections.abc import Mapping
from typing import Final

TYPES: Final = ("open", "social", "closed", "ended")
WHO: Final = (
    "stranger",  # not signed in
    "outsider",  # a member whom nothing lets into a social or closed room
    "invited",  # a member who is followed by the host, and on the list
    "listener",
    "speaker",
    "moderator",
    "host",
    "admin",  # not in the room
)

INSIDE: Final = frozenset({"listener", "speaker", "moderator", "host"})
SEEN_BY: Final[Mapping[str, frozenset[str]]] = {
    "open": INSIDE | {"outsider", "invited", "admin"},
    "social": INSIDE | {"invited"},
    "closed": INSIDE | {"invited"},
    "ended": frozenset(),
}

ROOM: Final = """
  row and call                                     stranger outsider invited listener speaker     moderator host   admin
1  GET    /api/rooms/{room_id}                     -        all      all     all      all         all       all    all
1  PUT    /api/rooms/{room_id}/hidden              -        all      all     all      all         all       all    all
1  DELETE /api/rooms/{room_id}/hidden              -        unseen   unseen  unseen   unseen      unseen    unseen unseen
3  GET    /api/rooms/{room_id}/people              -        -        -       all      all         all       all    -
3  WATCH  room:{room_id}                           -        -        -       all      all         all       all    -
4  POST   /api/rooms/{room_id}/join                -        all      all     all      all         all       all    all
4  POST   /api/rooms/{room_id}/leave               -        unseen   unseen  unseen   unseen      unseen    unseen unseen
8  PUT    /api/rooms/{room_id}/hand                -        -        -       all      -           -         -      -
8  DELETE /api/rooms/{room_id}/hand                -        -        -       all      idle        idle      idle   -
9  POST   /api/rooms/{room_id}/offer/accept        -        -        -       all      idle        idle      idle   -
9  POST   /api/rooms/{room_id}/offer/decline       -        -        -       all      idle        idle      idle   -
9  DELETE /api/rooms/{room_id}/stage/{me}          -        -        -       idle     all         all       all    -
10 DELETE /api/rooms/{room_id}/hands/{a_listener}  -        -        -       -        -           all       all    -
11 POST   /api/rooms/{room_id}/offers/{a_listener} -        -        -       -        -           all       all    -
12 PUT    /api/rooms/{room_id}/holds/{a_speaker}   -        -        -       -        -           all       all    -
12 DELETE /api/rooms/{room_id}/holds/{a_speaker}   -        -        -       -        -           all       all    -
12 PUT    /api/rooms/{room_id}/holds/{the_host}    -        -        -       -        -           -         -      -
14 DELETE /api/rooms/{room_id}/stage/{a_speaker}   -        -        -       -        -           all       all    -
14 DELETE /api/rooms/{room_id}/stage/{the_host}    -        -        -       -        -           -         all    -
18 PUT    /api/rooms/{room_id}/list/{handle}       -        -        -       -        -           closed    closed -
22 POST   /api/rooms/{room_id}/end                 -        -        -       -        -           -         all    -
23 GET    /api/rooms/{room_id}/pingable            -        -        -       open     open,social all       all    -
23 POST   /api/rooms/{room_id}/pings               -        -        -       open     open,social all       all    -
"""  # noqa: E501 - a table
"""A cell names the types of room in which somebody who sees the room may do it. `unseen`: also
who does not see it, and both answer alike. `idle`: what is asked is so already, which is no
refusal and changes nothing."""

INSTANCE: Final = """
   row and call                                       stranger member
24 POST   /api/appeals                                yes      yes
32 GET    /api/audit                                  -        yes
32 GET    /api/audit/rooms/{room_id}                  -        yes
25 GET    /api/blocks                                 -        yes
-  GET    /api/health                                 yes      yes
25 GET    /api/inbox                                  -        yes
25 POST   /api/inbox/read                             -        yes
25 GET    /api/inbox/wishes                           -        yes
25 PUT    /api/inbox/wishes/{kind}                    -        yes
-  GET    /api/instance                               yes      yes
26 GET    /api/invitations                            -        yes
26 POST   /api/invitations                            -        yes
26 POST   /api/invitations/qr                         -        yes
26 DELETE /api/invitations/{invitation}               -        yes
-  POST   /api/invitations/{invitation}/look          yes      yes
-  POST   /api/invitations/{invitation}/redeem        yes      yes
25 GET    /api/me                                     -        yes
25 PATCH  /api/me                                     -        yes
25 POST   /api/me/delete                              -        yes
25 DELETE /api/me/email                               -        yes
25 GET    /api/me/email                               -        yes
25 PUT    /api/me/email                               -        yes
25 POST   /api/me/email/confirm                       -        yes
25 POST   /api/me/export                              -        yes
25 PUT    /api/me/handle                              -        yes
25 DELETE /api/me/photo                               -        yes
25 PUT    /api/me/photo                               -        yes
25 GET    /api/members                                -        yes
25 GET    /api/members/{handle}                       -        yes
25 GET    /api/members/{handle}/followers             -        yes
25 GET    /api/members/{handle}/following             -        yes
25 DELETE /api/members/{member_id}/block              -        yes
25 PUT    /api/members/{member_id}/block              -        yes
25 DELETE /api/members/{member_id}/follow             -        yes
25 PUT    /api/members/{member_id}/follow             -        yes
27 GET    /api/nominations                            -        yes
27 DELETE /api/nominations/me                         -        yes
27 PUT    /api/nominations/me                         -        yes
27 DELETE /api/nominations/{member_id}                -        yes
27 PUT    /api/nominations/{member_id}                -        yes
25 GET    /api/passkeys                               -        yes
25 POST   /api/passkeys                               -        yes
25 POST   /api/passkeys/options                       -        yes
25 DELETE /api/passkeys/{passkey}                     -        yes
28 GET    /api/photos/{photo}                         -        yes
25 GET    /api/recovery-codes                         -        yes
25 POST   /api/recovery-codes                         -        yes
25 DELETE /api/recovery-notice                        -        yes
24 POST   /api/reports                                -        yes
24 GET    /api/reports/mine                           -        yes
24 POST   /api/reports/{report}/appeal                -        yes
1  GET    /api/rooms                                  -        yes
29 POST   /api/rooms                                  -        yes
1  GET    /api/rooms/folded                           -        yes
1  GET    /api/rooms/hidden                           -        yes
25 DELETE /api/session                                -        yes
25 GET    /api/sessions                               -        yes
25 POST   /api/sessions/end-all                       -        yes
25 POST   /api/sessions/end-others                    -        yes
25 DELETE /api/sessions/{login_session}               -        yes
-  POST   /api/setup                                  yes      yes
-  POST   /api/sign-in/link                           yes      yes
-  POST   /api/sign-in/mail                           yes      yes
-  POST   /api/sign-in/mail/code                      yes      yes
-  POST   /api/sign-in/options                        yes      yes
-  POST   /api/sign-in/passkey                        yes      yes
-  POST   /api/sign-in/recovery                       yes      yes
27 GET    /api/tree/proof                             -        yes
26 GET    /api/waiting                                -        yes
-  POST   /api/waiting                                yes      yes
-  POST   /api/waiting/look                           yes      yes
-  POST   /api/waiting/options                        yes      yes
-  POST   /api/waiting/withdraw                       yes      yes
26 POST   /api/waiting/{reservation}/decline          -        yes
26 POST   /api/waiting/{reservation}/let-in           -        yes
25 WATCH  me                                          -        yes
1  WATCH  hallway                                     -        yes
"""
"""What does not depend on a room: whether it may be asked at all. Whose things one reaches by it
is tried in tests/hostile/test_alike.py."""

APART: Final[Mapping[tuple[str, str], str]] = {
    ("GET", "/metrics"): "row 34: tests/test_app.py",
    ("SOCKET", "/api/feed"): "the topics above: tests/feed/test_endpoint.py",
    ("SOCKET", "/rtc"): "rows 5 and 6, by lease: tests/media/test_proxy.py",
    ("SOCKET", "/rtc/v1"): "the same",
    ("GET", "/rtc/validate"): "the same",
    ("GET", "/rtc/v1/validate"): "the same",
    ("POST", "/media/webhook"): "the media server's key: tests/media/test_webhooks.py",
}
"""What is no call of the API, and where it is tried."""
