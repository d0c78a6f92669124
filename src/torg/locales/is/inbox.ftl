### Pósthólfið: það sem snertir mig og hve oft ég vil heyra af því.

inbox-title = Pósthólf
inbox-empty = Ekkert enn. Þegar einhver kallar í þig eða kemur inn með boðskorti frá þér lestu það hér.
inbox-new = Nýtt
inbox-fresh = { $count ->
    [one] { $count } nýtt
   *[other] { $count } ný
}
inbox-more = Sýna eldra
inbox-somebody = Einhver sem er ekki lengur hér
inbox-joined = { $name } er hér núna. Viltu heilsa?
inbox-say-hello = Heilsa
inbox-saying-hello = Opna herbergi…
inbox-hello-title = Halló, { $name }
inbox-ping = { $name } kallar í þig: „{ $room }“.
inbox-ping-over = { $name } kallaði í þig, en herbergið er ekki lengur opið.
inbox-room-opened = { $name } opnaði „{ $room }“.
inbox-room-opened-over = { $name } opnaði herbergi. Það er ekki lengur opið.
inbox-join-room = Fara í herbergið
inbox-waiting = Einhver sem vill koma inn nefnir þig sem kunningja.
inbox-waiting-look = Skoða
inbox-report-decided = Niðurstaða er komin um tilkynningu sem snertir þig.
inbox-appeal-answered = Áfrýjun þinni hefur verið svarað.
inbox-suspension-lifted = Lokun á aðgangi þínum hefur verið aflétt. Þú getur tekið þátt á ný.
inbox-case-waits = Tilkynning eða áfrýjun bíður svars.
inbox-case-look = Skoða tilkynningar
inbox-wishes = Hvað þér er sagt

notices-title = Skilaboð
notices-lead = Það sem pósthólfið segir þér og hve oft. Það sem snertir þig, svo sem niðurstöðu um tilkynningu, færðu alltaf að vita. „Stundum“ er í mesta lagi einu sinni á klukkustund.
notices-joined = Einhver kemur inn með boðskorti frá þér
notices-ping = Einhver kallar í þig í herbergi
notices-room-opened = Einhver sem þú fylgir opnar herbergi
notices-waiting = Einhver á biðlistanum nefnir þig
notices-always = Alltaf
notices-sometimes = Stundum
notices-never = Aldrei
notices-pause = Gera hlé á þessu öllu
notices-pause-hint = Ekkert af þessu berst þér fyrr en hléinu lýkur.
inbox-acts-look = Sjá ákvörðunina
