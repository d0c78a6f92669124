# What went wrong, by the stable code: what is so, and what helps.
error-accent-too-faint = This colour is too faint to read. Choose a darker one.
error-appeal-made = You have asked for another look already.
error-bad-request = Something in this request was not right. Check the fields and try again.
error-body-too-large = That is too long.
error-code-refused = This code is wrong or too old. Ask for a new one.
error-database-busy = The server is very busy. Wait a moment and try again.
error-disk-full = The server has no space left, so nothing new can be kept. Whoever runs it has to make room.
error-foreign-origin = This request did not come from this place’s own page. Reload and try again.
error-handle-refused = A handle has 3 to 16 of the letters a–z, digits and the underscore.
error-handle-taken = Somebody here already has this handle.
error-internal = Something went wrong on the server. Try again in a moment.
error-invitation-dead = This invitation has been used, withdrawn or has expired. Ask the person who sent it for a new one.
error-last-way-in = This is your last way in. Take recovery codes or add another passkey first.
error-mail-unset = This place does not send mail.
error-media-away = Sound is not available right now. It usually comes back within a minute.
error-member-not-found = There is no such person here.
error-member-unknown = Nobody here has that handle.
error-method-not-allowed = That is not possible here.
error-not-allowed = That is not possible in this room.
error-not-found = There is nothing here.
error-not-json = Something in this request was not right. Reload and try again.
error-not-signed-in = You are signed out.
error-offer-gone = This invitation to speak is over. Raise your hand to ask again.
error-offline = You are offline.
error-owner-must-stay = Others are still here, and nobody could take over from you. Make somebody admin first.
error-passkey-refused = This passkey could not be added. Try again, or use another device.
error-proof-too-old = You signed in more than ten minutes ago. Sign in once more, then try again.
error-quota-spent = No invitations are left for now.
error-report-decided = This report has been decided already.
error-report-not-found = There is no such report.
error-report-too-late = A room can be reported up to ten minutes after you were there.
error-reservation-not-found = Nobody waits under this handle and code.
error-room-full = The room is full right now.
error-room-not-found = There is no such room.
error-server-away = Couldn’t reach the server. Trying again.
error-setup-link-dead = This link has been used. The terminal that starts Torg can print a new one.
error-sign-in-failed = Signing in did not work. Try again, or use another way in.
error-stage-full = The stage is full.
error-suspended = This account is suspended.
error-too-many = That was too often. Wait a moment and try again.
error-unknown = Something went wrong. Try again in a moment.
error-validation = Something in the form is not right yet.
error-retry-after = { $seconds ->
    [one] Try again in { $seconds } second.
   *[other] Try again in { $seconds } seconds.
  }
error-request-id = Reference: { $id }
