### One's own page: who one is, language, appearance, signing out.

me-title = Me
me-owner = Owner of this place
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
me-sign-out = Log out
me-signing-out = Logging out…
me-sign-out-title = Log out here?
me-sign-out-text = You come back with a passkey or a recovery code.
me-sign-out-lost = You have neither a passkey nor a recovery code: you could not come back by yourself.
me-sign-out-room = You also leave the room you are in.
me-version = Torg { $version }
me-honest = Sound is encrypted to this server; its operator could technically hear it. Anyone in a room can record with another device.
