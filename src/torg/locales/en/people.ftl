### People: finding them, profiles, following and blocking.

people-title = People
people-search = Find people
people-search-hint = By name or handle, from two characters on.
people-searching = Searching…
people-none = Nobody here goes by that.
people-found = { $count ->
    [one] { $count } person found
   *[other] { $count } people found
}
people-limit = You have searched a great deal. It goes on in a while.
people-more = Show more
people-you-follow = People you follow
people-follow-you = People who follow you

follow = Follow
follow-named = Follow { $name }
following = Following
following-named = Following { $name }. Stop following
follows-you = Follows you

profile-edit = Edit profile
profile-speaks = Languages: { $languages }
profile-joined = Joined { $date }
profile-nominated = Nominated by
profile-followers = { $count ->
    [one] { $count } follower
   *[other] { $count } followers
}
profile-following = { $count } following
profile-more = More about { $name }
profile-missing-title = Nobody here has that handle.
profile-missing-text = The handle may have changed, or the profile is not yours to see.

follows-followers = Followers of { $name }
follows-following = Followed by { $name }
follows-no-followers = Nobody yet.
follows-no-following = Nobody yet.
follows-capped = Only the first { $count } are shown.

block = Block
block-named = Block { $name }?
block-cannot = { $name } can no longer enter rooms you host, ping or follow you, or see your profile: it will look as if you were not here.
block-ends = You stop following each other.
block-fold = Rooms with this person on stage are folded away in your hallway.
block-others = In rooms of other hosts nothing changes: both of you may listen, raise a hand and speak.
block-secret = Nobody is told, and you can lift the block at any time.
block-do = Block
block-doing = Blocking…
unblock = Unblock
unblock-named = Unblock { $name }
unblocking = Unblocking…
blocked-here = You have blocked this person.
blocked-title = Blocked people
blocked-lead = Only you see this list. Nobody learns that they stand on it.
blocked-none = You have blocked nobody.

person-name = Name
person-name-hint = As you want to be called. It need not be your legal name.
person-handle-label = Handle
person-handle-hint = 3 to 16 of a–z, 0–9 and _. It stands wherever your name stands.
person-name-missing = Write the name people should see.
person-handle-missing = Choose a handle of 3 to 16 of a–z, 0–9 and _.
person-languages-missing = Choose at least one language.
