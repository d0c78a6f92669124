### Reporting a person or a room.

report-title = Report { $subject }
report-text = The report goes to the people who run this place, with the list of who is in the room and what moderators did there. Nobody else learns who reported.
report-reason = What is wrong?
report-reason-missing = Choose what is wrong.
report-harassment = Harassment or threats
report-hate = Hatred against a group
report-impersonation = Pretending to be somebody else
report-unwanted = Advertising or unwanted noise
report-danger = Somebody is in danger
report-other = Something else
report-words = What happened? (optional)
report-words-hint = In your own words. Torg keeps no sound of the room.
report-send = Send report
report-sending = Sending…
report-sent-title = The report has been sent
report-sent-text = You will find the outcome in your inbox. If somebody is in danger right now, call the emergency services.
