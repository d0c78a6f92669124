### Inviting new members: what is left, the new link, the list.

invitations-title = Invitations
invitations-left = { $count ->
    [0] You have no invitations left
    [one] You have { $count } invitation
   *[other] You have { $count } invitations
}
invitations-text = An invitation lets one person in. You answer for whom you bring.
invitations-create = Create invitation
invitations-creating = Creating…
invitations-language = Language of the welcome page
invitations-expiry = Open for
invitations-name = Whom you invite (optional)
invitations-message = A few words (optional)
invitations-message-hint = Name and words travel in the link itself. This server never sees them.
invitations-new-title = Your invitation
invitations-new-text = This link is shown only now. It works once, for one person.
invitations-link = Link
invitations-qr = The invitation as a QR code
invitations-qr-text = Let the person point their camera at this.
invitations-copy = Copy link
invitations-copied = Copied
invitations-share = Share
invitations-share-text = { $inviter } invites you to { $instance }.
invitations-done = Done
invitations-list = Given out
invitations-empty = You have not invited anyone yet.
invitations-created = Made { $when }
invitations-expires = open until { $date }
invitations-withdraw = Withdraw
invitations-withdrawing = Withdrawing…
invitations-withdraw-of = Withdraw the invitation of { $date }
invitations-withdraw-title = Withdraw this invitation?
invitations-withdraw-text = Its link opens nothing from now on, and the invitation returns to you.
invitations-quota-title = How many invitations one has
invitations-quota-text = Everybody begins with two. For every 30 days in which you take part in three rooms or more there is one more, up to five unused. Withdrawn and expired ones return to you.
invitations-quota-sum = { $start } at the start, { $grown } for taking part, { $granted } given by those who run this place.
nomination-show = Others may see that you nominated { $name }
nomination-shown = Shown on the profile, because both of you agree.
nomination-waits = Not shown yet: { $name } has not agreed.
nomination-asked = { $name } agrees already.
invitation-pending = Not opened yet
invitation-opened = Opened
invitation-joined = Joined
invitation-expired = Expired
invitation-revoked = Withdrawn
