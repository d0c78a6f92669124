### The inbox: what concerns me, and how often I wish to hear of it.

inbox-title = Inbox
inbox-empty = Nothing yet. When somebody pings you or joins by your invitation, you read it here.
inbox-new = New
inbox-fresh = { $count } new
inbox-more = Show earlier ones
inbox-somebody = Somebody who is no longer here
inbox-joined = { $name } has joined. Say hello?
inbox-say-hello = Say hello
inbox-saying-hello = Opening a room…
inbox-hello-title = Hello, { $name }
inbox-ping = { $name } asks you into “{ $room }”.
inbox-ping-over = { $name } asked you into a room that is over.
inbox-room-opened = { $name } has opened “{ $room }”.
inbox-room-opened-over = { $name } had opened a room. It is over.
inbox-join-room = Join room
inbox-waiting = Somebody who would like to come in says that you know them.
inbox-waiting-look = Have a look
inbox-report-decided = A report that concerns you has been decided.
inbox-appeal-answered = Your appeal has been answered.
inbox-suspension-lifted = Your suspension is over. You may take part again.
inbox-case-waits = A report or an appeal waits for an answer.
inbox-case-look = To the reports
inbox-wishes = What you are told

notices-title = Notices
notices-lead = What the inbox tells you, and how often. You are always told what concerns yourself, such as a decision on a report. “Sometimes” means once an hour at most.
notices-joined = Somebody joins by your invitation
notices-ping = Somebody pings you into a room
notices-room-opened = Somebody you follow opens a room
notices-waiting = Somebody on the waiting list names you
notices-always = Always
notices-sometimes = Sometimes
notices-never = Never
notices-pause = Pause all of these
notices-pause-hint = None of these reach you until you take the pause back.
inbox-acts-look = See what was decided
