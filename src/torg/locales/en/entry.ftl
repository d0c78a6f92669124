### The doors: first run, an invitation's welcome page, and the page without an invitation.

setup-title = Set up this place
setup-lead = You are the first one here, and its owner. Tell people who you are; everything else can wait.
setup-submit = Open the doors
setup-waiting-title = This place is being set up.
setup-waiting-text = The owner’s link stands in the terminal that started Torg.
setup-soon-text = Its owner is at it. Come back in a little while.
setup-dead-title = This link no longer opens anything.

join-title = { $inviter } invites you to { $instance }.
join-to = For { $name }
join-text = Here people talk together on live stages and anyone may listen. Audio only.
join-host = You are on { $host }
join-accept = Join
join-declined-title = That is fine.
join-declined-text = The invitation stays open until it expires. You can close this page.
join-rules-title = House rules of { $instance }
join-rules-agree = I agree
join-form-title = Who will people meet?
join-submit = Join { $instance }
join-dead-title = This invitation is not open.
join-honest = Sound is encrypted on its way to this server; whoever runs the server could technically hear it, and anyone in a room can record with another device.

signed-out-title = { $instance } is by invitation.
signed-out-text = People come in with a link from somebody who is already here. If you have one, open it once more.
signed-out-waiting = Reserve a name and join the waiting list
signed-out-honest = No phone number, no address book, no cameras. Only voices.
