# Announced to screen readers, and shown by the system's own media controls.
live-speaking = { $count ->
    [one] { $names } is speaking.
   *[other] { $names } are speaking.
  }
live-on-stage-muted = You are on stage and muted.
live-in-audience = You are in the audience.
live-held = A moderator has muted you.
live-released = You may unmute now.
live-room-ended = The room has ended.
live-room-ended-by = { $name } has ended the room. Thank you for coming.
live-reconnecting = Reconnecting…
live-listening = You are listening.
live-elsewhere = You are listening on another device.
live-hand-number = Your hand is raised. You are number { $number }.
live-hosted-by = Host: { $name }
