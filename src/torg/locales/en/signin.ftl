### Coming back: signing in, ways to do so, recovery codes, where one is signed in.

signin-title = Sign in
signin-text = There is no password. Your passkey opens this place: this device asks for your finger, your face or its screen lock.
signin-passkey = Sign in with a passkey
signin-passkey-waiting = Waiting for your passkey…
signin-use-code = Use a recovery code
signin-use-passkey = Use a passkey instead
signin-handle-missing = Write your handle.
signin-code = Recovery code
signin-code-hint = One of the ten you wrote down. Each works once.
signin-code-missing = Write or paste one of your codes.
signin-submit = Sign in
signin-submitting = Signing in…
signin-no-passkeys = This browser cannot use passkeys here. A recovery code works in every browser.
signin-passkey-declined = No passkey was used. Try again, or use a recovery code.
signin-passkey-failed = This passkey does not open anything here. It may have been removed; a recovery code still works.
signin-code-failed = This did not open anything. Check the handle and the code; a code that was used once is spent.
signin-use-mail = Have a code mailed to you
signin-mail-ask = Mail me a code
signin-mail-sent = If @{ $handle } has confirmed an e-mail address, an eight-digit code is on its way to it. It works for 10 minutes.
signin-mail-failed = This did not open anything. Check the code, or have a new one mailed.
signin-lost = Neither passkey nor code? Whoever runs { $host } can print a link for you that works once.
signed-out-back = Been here before?

recover-title = A way back in
recover-text = This link signs you in once. After that, make a new passkey or take new recovery codes.
recover-submit = Come back in
recover-dead-title = This link no longer opens anything.
recover-dead-text = It works once, and for half an hour. Whoever runs this place can print a new one.

suspended-title = Your account is suspended
suspended-until = You can sign in again on { $date } at { $time }.
suspended-until-lifted = It stays so until an admin lifts it.
suspended-since = Suspended on
suspended-answer = Answer of the admins
suspended-appeal-missing = Write why it should be looked at again.
suspended-appeal-made-title = Your appeal is with the admins
suspended-appeal-made-text = Sign in later to read their answer.
suspended-back = Back to signing in

comeback-title = Come back to this place
comeback-text = There are no passwords here. A passkey on this device lets you in again. It asks for your finger, your face or the screen lock, and none of that leaves the device.
comeback-create = Create a passkey
comeback-creating = Waiting for your device…
comeback-use-codes = Take recovery codes instead
comeback-no-passkeys = This browser cannot use passkeys here. Recovery codes let you in again, from any browser.
comeback-declined = No passkey was made. You can try again, or take recovery codes.
comeback-known = A passkey for you is on this device already.
comeback-codes-title = For the day a device is lost
comeback-codes-made = Your passkey is ready.
comeback-codes-text = Ten recovery codes let you in without it. Each works once, together with your handle @{ $handle }.
comeback-codes-show = Show my recovery codes
comeback-codes-making = Making your codes…

codes-title = Your recovery codes
codes-text = They are shown only now. Keep them where you keep papers that matter: each one lets you in as @{ $handle }, once.
codes-for = Recovery codes for @{ $handle } at { $host }
codes-copy = Copy
codes-copied = Copied
codes-download = Save as text
codes-print = Print
codes-written = I have written them down

ways-title = Ways to come back
ways-none = You have no way back yet. Without one you cannot sign in again after signing out.
ways-passkeys = Passkeys
ways-passkeys-none = No passkey yet.
ways-made = Made { $date }
ways-used = used { $when }
ways-name = Name of the passkey
ways-name-hint = So that you know it again, for example “My phone”.
ways-add = Add a passkey
ways-declined = No passkey was made. You can try again.
ways-remove = Remove
ways-removing = Removing…
ways-remove-named = Remove the passkey “{ $name }”
ways-remove-title = Remove “{ $name }”?
ways-remove-text = It lets nobody in from then on, and browsers that signed in with it are signed out.
ways-codes = Recovery codes
ways-codes-none = No recovery codes.
ways-codes-left = { $count ->
    [one] { $count } code is left.
   *[other] { $count } codes are left.
}
ways-codes-new = New recovery codes
ways-codes-new-title = Take new recovery codes?
ways-codes-take = Take new codes
ways-codes-new-text = The older ones stop working at once.

prove-title = Is it you?
prove-text = Ways to come back can be changed only shortly after signing in. Sign in once more.
prove-none = Ways to come back can be made only shortly after coming in. Whoever runs this place can print a link for you that works once.

sessions-title = Where you are signed in
sessions-browser = { $browser } on { $system }
sessions-unknown = A browser
sessions-here = here
sessions-since = Since { $date }
sessions-seen = last used { $when }
sessions-end = Log out
sessions-ending = Logging out…
sessions-end-named = Log out: { $browser }, since { $date }
sessions-end-others = Log out everywhere else
sessions-end-all = Log out everywhere
sessions-end-all-title = Log out everywhere?
sessions-end-all-text = Every browser is signed out at once, this one too, and sound stops.

recovery-made = A recovery link was made for your account: { $date }.
recovery-used = It was used: { $date }.
recovery-advice = If you did not ask for it, log out everywhere and tell whoever runs this place.
recovery-read = I know of it
