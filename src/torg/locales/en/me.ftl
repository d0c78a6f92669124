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
me-sign-out = Sign out
me-signing-out = Signing out…
me-sign-out-title = Sign out here?
me-sign-out-text = There is no password in this release: you come back only with a new invitation.
me-sign-out-room = You also leave the room you are in.
me-version = Torg { $version }
me-honest = Sound is encrypted to this server; its operator could technically hear it. Anyone in a room can record with another device.
