### The hallway, its cards, and starting a room.

hallway-title = Hallway
hallway-empty = Nothing is live. Start a room.
hallway-new = { $count } new
hallway-live = { $count ->
    [one] { $count } room is live
   *[other] { $count } rooms are live
}

hallway-filter = Which rooms
hallway-for-you = For you
hallway-nothing-here = No room in this language right now.
hallway-show-all = Show all
hallway-folded = { $count ->
    [one] { $count } room with somebody you have blocked
   *[other] { $count } rooms with somebody you have blocked
}
hallway-folded-why = Folded away because somebody you have blocked is on stage. Only you see it so.
hallway-hidden = { $count ->
    [one] { $count } room hidden by you
   *[other] { $count } rooms hidden by you
}
hallway-hide = Hide
hallway-unhide = Show again
hallway-unhide-named = Show again: “{ $title }”
hallway-was-hidden = “{ $title }” is hidden.

card-on-stage = { $count } on stage
card-listening = { $count ->
    [one] { $count } listening
   *[other] { $count } listening
}
card-closed = Closed
card-social = Social
card-menu = More about “{ $title }”
card-here = You are here
card-listen = Listen
card-more = { $count } more

record-off-the-record = Off the record
record-off-the-record-hint = Nothing is kept. Please do not quote.

start-title = Start a room
start-room-title = Title
start-room-title-hint = What is it about? Up to 60 characters.
start-title-missing = Give the room a title.
start-languages = Languages of the room
start-languages-hint = One to three.
start-languages-missing = Choose at least one language.
start-type = Who may come in
start-type-open = Open
start-type-open-hint = Every member here.
start-type-social = Social
start-type-social-hint = People whom a moderator of the room follows.
start-type-closed = Closed
start-type-closed-hint = Only people on the room’s list.
start-list = People on the list
start-list-hint = Handles, one after the other. You can add people later.
start-list-add = Add
start-list-remove = Take { $handle } off the list
start-list-empty = Nobody yet, only you.
start-submit = Let’s go
start-muted = You arrive on stage muted.
