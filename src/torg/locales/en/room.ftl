### Inside a room: the sheet, the stage, hands, offers, the microphone, and how it ends.

room-minimise = Back to the hallway; the sound stays
room-share = Share
room-share-copied = Link copied
room-joining = Joining…
room-joining-slow = This takes longer than usual.
room-leave-quietly = Leave quietly
room-closing = No moderator. The room closes in { $clock }

room-stage = Stage
room-stage-empty = Nobody is on stage right now.
room-followed = Followed by the speakers
room-audience = Others in the room
room-audience-empty = Nobody is listening yet.
room-audience-more = Show more
room-blocked = { $count ->
    [one] { $count } person you have blocked is here.
   *[other] { $count } people you have blocked are here.
}
room-you = You

role-host = Host
role-moderator = Moderator
role-speaker = Speaker
role-listener = Listener

state-speaking = speaking
state-muted = muted
state-held = held
state-no-microphone = no microphone yet
state-joining = joining
state-reconnecting = reconnecting
state-seat = seat kept
state-invited = invited to speak

sound-tap-to-listen = Tap to listen
sound-tap-to-reconnect = Tap to reconnect
sound-listen-here = Listen here
sound-title = Sound
sound-room-volume = Volume of the room
sound-volume = Volume
sound-percent = { $percent }%
sound-here-only = Only on this device, until you close the page.
sound-turned-down = You have turned the sound of the room off.
sound-turn-up = Turn it on

hand-raise = Raise hand
hand-lower = Lower hand
hand-raising = Raising…
hand-lowering = Lowering…

hands-title = Hands
hands-title-count = Hands ({ $count })
hands-open = { $count ->
    [one] { $count } hand
   *[other] { $count } hands
}
hands-empty = No hand is up.
hands-waiting = waiting { $clock }
hands-invite = Invite to speak
hands-inviting = Inviting…
hands-invited = Invited
hands-not-now = Not now
hands-next = Next

offer-title = { $moderator } invites you to join as a speaker.
offer-text = You arrive muted. Nobody hears you until you unmute yourself.
offer-join = Join the stage
offer-later = Maybe later
offer-clock = { $seconds ->
    [one] { $seconds } second left
   *[other] { $seconds } seconds left
}
offer-accepting = Joining the stage…
offer-declining = One moment…

check-title = Microphone check
check-asking = Your browser asks for the microphone. Allow it to go on.
check-say-something = Say something. Only you see this.
check-heard = We hear you
check-level = Microphone level
check-go-on = Go on
check-publishing = Setting up the microphone…
check-stay-listener = Stay a listener

mic-mute = Mute
mic-unmute = Unmute
mic-held-for = Held for { $clock }
mic-held-short = Held
mic-setting-up = Setting up…
mic-denied = The microphone is blocked.
mic-denied-how = Open the site’s settings beside the address, allow the microphone, then try again.
mic-none = No microphone found.
mic-none-how = Connect one or choose another in your system’s settings, then try again.
mic-interrupted = Your phone took the microphone.
mic-failed = The microphone could not be set up.
mic-failed-how = Another program may be using it. Close that one, then try again.
mic-connect = Connect the microphone
mic-silent = We hear nothing from your microphone.
mic-silent-how = Look whether it is switched off or another one is in use.
mic-came-down = No microphone came within 90 seconds, so you are in the audience again. Raise your hand to ask once more.

ping-title = Ping somebody in
ping-lead = They get a notice and may come or not; nobody else learns of it.
ping-left = { $count ->
    [0] You have asked ten people in. More is not possible in this room.
    [one] You can ask one more person in.
   *[other] You can ask { $count } more people in.
}
ping-search = Search among them
ping-nobody = There is nobody to ping right now. You can ping people who follow you.
ping-none-found = Nobody of them goes by that.
ping-send = Ping
ping-named = Ping { $name }
ping-sending = Pinging…
ping-sent = Pinged

card-report = Report
room-report = Report room
card-profile = Profile

act-invite = Invite to speak
act-inviting = Inviting…
act-hold = Hold mute
act-holding = Muting…
act-release = Release
act-releasing = Releasing…
act-move = Move to audience
act-moving = Moving…
act-step-down = Move to audience
act-stepping-down = Moving…
act-list-add = Let somebody in
act-list-add-hint = Puts a handle on the list of this closed room.
act-list-added = { $handle } may come in now.

leave-host-title = Leave as host?
leave-host-hand-over = Leave and hand over to { $deputy }?
leave-host-text = The room goes on with everyone in it.
leave-host-alone = There is no moderator to take over, so the room closes two minutes after you leave.
end-room = End room
end-title = End the room for everyone?
end-text = Everyone leaves at once. This cannot be undone.
end-ending = Ending…

ended-by-admin = An admin has ended this room.
ended-this-room = this room
ended-reason = Reason: { $reason }
ended-lost = The connection was lost for too long.
ended-lost-text = The room may still be going on.
ended-come-back = Listen again

mini-label = The room you are in
mini-quiet = Nobody is speaking
mini-return = Back to the room:

keys-title = Keyboard
keys-mute = Mute or unmute
keys-hand = Raise or lower hand
keys-leave = Leave quietly
keys-hands = Hands, for moderators
keys-ping = Ping somebody in
keys-people = Move through people
keys-card = Open a person’s card
keys-help = This list
