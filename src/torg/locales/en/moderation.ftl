### What those who run the place see and do.

moderation-title = Moderation
moderation-link = Moderation
moderation-place = Name, colour and house rules
moderation-logged = Every look at these pages is written into the audit log.
moderation-reports = Reports
moderation-members = Members
moderation-rooms = Rooms
moderation-invitations = Invitations
moderation-tree = Tree
moderation-audit = Audit log
moderation-span = For how long
moderation-until-lifted = Until lifted
moderation-reason = Reason
moderation-reason-hint = It stands in the audit log, and the person reads it.
moderation-reason-missing = Write the reason.

moderation-rooms-none = Nothing is live.
moderation-rooms-people = { $people } there
moderation-room-end = End room
moderation-room-end-named = End room: “{ $title }”
moderation-room-end-text = The room ends for everybody. All who are there read the reason.

moderation-invitations-none = Nobody has given an invitation yet.

moderation-members-search = Name or handle
moderation-members-look = Look up
moderation-members-none = Nobody was found.
moderation-role-owner = Owner
moderation-role-admin = Admin
moderation-joined = joined { $date }
moderation-invitations-left = { $count ->
    [one] { $count } invitation left
   *[other] { $count } invitations left
}
moderation-suspended = Suspended until lifted
moderation-suspended-until = Suspended until { $date }
moderation-suspend = Suspend
moderation-suspend-named = Suspend { $name }
moderation-suspend-text = Everything ends within a second: pages, sound, every signed-in browser. Open invitations are void.
moderation-lift = Lift suspension
moderation-lift-named = Lift suspension: { $name }
moderation-give = { $count ->
    [one] Give { $count } invitation
   *[other] Give { $count } invitations
}
moderation-give-named = { $count ->
    [one] Give { $count } invitation to { $name }
   *[other] Give { $count } invitations to { $name }
}
moderation-admin-make = Make admin
moderation-admin-make-named = Make admin: { $name }
moderation-admin-take = Take back admin
moderation-admin-take-named = Take back admin: { $name }
moderation-admin-text = Admins decide on reports, suspend members and see the invitation tree. Each of these is logged.

moderation-tree-text = Who let whom in. Only admins see it.
moderation-tree-gone = Deleted account
moderation-tree-let-in = { $count ->
    [one] let in { $count }
   *[other] let in { $count }
}
moderation-branch = Suspend branch
moderation-branch-title = Suspend branch: { $name } and everybody below
moderation-branch-text = { $count ->
    [0] Nobody came in by this member. Only they are suspended.
    [one] { $count } came in directly, and all whom they brought in turn. All are suspended in one act.
   *[other] { $count } came in directly, and all whom they brought in turn. All are suspended in one act.
}
moderation-branch-done = { $count ->
    [one] { $count } member has been suspended.
   *[other] { $count } members have been suspended.
}
moderation-branch-skipped = Not suspended, because they run this place: { $names }

moderation-reports-state = State
moderation-reports-none = There is nothing here.
moderation-appeals-open = { $count ->
    [one] { $count } appeal to answer
   *[other] { $count } appeals to answer
}
moderation-reporter = Reported by
moderation-reviewer = In the hands of
moderation-present = { $count ->
    [one] { $count } person was there
   *[other] { $count } people were there
}
moderation-events = { $count ->
    [one] { $count } act of moderators
   *[other] { $count } acts of moderators
}
moderation-take = Take it up
moderation-decision = Decision
moderation-days = Days
moderation-note = Words to both sides
moderation-note-hint = Both sides read them. Never name the reporter.
moderation-decide = Decide
moderation-appeal-of = Appeal by { $name }, { $date }
moderation-upheld = Answered: the decision stands.
moderation-taken-back = Answered: the decision was taken back.
moderation-uphold = The decision stands
moderation-take-back = Take the decision back
moderation-appeal-other = Another admin answers this appeal.
moderation-take-back-lifts = If you take it back, the suspension is lifted at once.
moderation-suspension-appeals = Appeals against suspensions
moderation-suspended-by = Suspended by
moderation-suspended-by-nobody = The audit log no longer says by whom.
moderation-suspension-over = This suspension is over.
moderation-suspension-stands = The suspension stands
moderation-suspension-stands-named = The suspension stands: { $name }
moderation-answer-note = Words to the member
moderation-answer-note-hint = They read them, and they stand in the audit log.
