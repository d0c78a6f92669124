### What strangers read where a link leads, and what the card of a shared link says.

share-home-text = Reserve a name and join the waiting list.
share-home-line = Live talk, by{ "\u00A0" }invitation
share-invited-title = You are invited to { $instance }.
share-invited-line = You are invited. People talk here on live stages, and anyone inside may listen.
share-room-title = A conversation on { $instance }
share-room-line = Come and listen to a conversation
share-room-text = Members sign in and listen. Everybody else comes in by an invitation.
share-to-waiting = Join the waiting list
share-languages = This page in other languages
share-script-needed = To go on, this page needs JavaScript. Turn it on, and open the link once more.
share-card-alt = { $instance }, { $host }: { $line }
