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
invitation-pending = Not opened yet
invitation-opened = Opened
invitation-joined = Joined
invitation-expired = Expired
invitation-revoked = Withdrawn
