### One's own page: who one is, language, appearance, signing out.

me-title = Me
me-owner = Owner of this place
me-edit = Edit profile
me-profile = My profile
me-invitations = Invitations
me-speaks = Languages: { $languages }
me-language = Language of this page
me-appearance = Appearance
me-appearance-system = As the system
me-appearance-light = Light
me-appearance-dark = Dark
me-shortcuts = Single-key shortcuts
me-shortcuts-hint = M, H, L and others act at once while you are in a room.
me-on = On
me-off = Off
edit-title = Edit profile
edit-photo = Photo
edit-photo-hint = JPEG, PNG or WebP, up to 2 MB. It is cut to a square, and everything else the file tells is dropped.
edit-photo-choose = Choose a photo
edit-photo-change = Choose another photo
edit-photo-send = Use this photo
edit-photo-sending = Sending… { $percent }%
edit-photo-remove = Remove photo
edit-photo-removing = Removing…
edit-photo-large = This file is larger than 2 MB. Choose a smaller one.
edit-photo-kind = This is not a photo we can read. Choose a JPEG, PNG or WebP file.
edit-bio = About you
edit-bio-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}
edit-bio-long = { $count ->
    [one] { $count } character too many
   *[other] { $count } characters too many
}
edit-save = Save
edit-saving = Saving…
edit-saved = Saved.
edit-handle-text = A handle may change once in 90 days. The old one stays locked for 90 days, so that nobody else can take it and pass for you.
edit-handle-change = Change handle
edit-handle-ask = Change to @{ $handle }?
edit-handle-warn = From now on you are @{ $handle } everywhere. You can change it again in 90 days.
edit-handle-changing = Changing…

me-sign-out = Log out
me-signing-out = Logging out…
me-sign-out-title = Log out here?
me-sign-out-text = You come back with a passkey or a recovery code.
me-sign-out-lost = You have neither a passkey nor a recovery code: you could not come back by yourself.
me-sign-out-room = You also leave the room you are in.
me-version = Torg { $version }
me-honest = Sound is encrypted to this server; its operator could technically hear it. Anyone in a room can record with another device.
