### What every page shares: navigation, languages, small acts, states of the connection.

nav-label = Main
nav-hallway = Hallway
nav-start = Start
nav-people = People
nav-inbox = Inbox
nav-unread = { $count } unread
nav-me = Me
skip-to-content = Skip to content
page-title = { $page } · { $instance }

language-en = English
language-is = Íslenska
language-ru = Русский
me-language = Language of this page
languages-label = Languages
languages-hint = The languages you speak.

action-back = Back
action-cancel = Cancel
action-close = Close
action-not-now = Not now
action-undo = Undo
action-try-again = Try again
action-to-hallway = Back to the hallway

signs-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}
loading = Loading…
person-handle = @{ $handle }
new-here = New here
demo-mark = Demo
demo-notice = This is a demonstration. Some of the voices are recordings.

version-ready = A new version is ready.
version-reload = Reload
no-live-sound = This browser cannot play live sound.
not-found-title = There is nothing here.
not-found-text = The page may have moved, or it may not be yours to see.

duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
ago-now = just now
ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
