### Gangurinn, spjöld hans, og að opna herbergi.

hallway-title = Gangurinn
hallway-empty = Ekkert er í beinni. Opnaðu herbergi.
hallway-new = { $count ->
    [one] { $count } nýtt
   *[other] { $count } ný
}
hallway-live = { $count ->
    [one] { $count } herbergi í beinni
   *[other] { $count } herbergi í beinni
}

hallway-filter = Hvaða herbergi
hallway-for-you = Fyrir þig
hallway-nothing-here = Ekkert herbergi á þessu tungumáli núna.
hallway-show-all = Sýna öll
hallway-folded = { $count ->
    [one] { $count } herbergi með útilokuðu fólki
   *[other] { $count } herbergi með útilokuðu fólki
}
hallway-folded-why = Brotið saman vegna þess að á sviðinu er einhver sem þú hefur útilokað. Aðeins þú sérð það svona.
hallway-hidden = { $count ->
    [one] { $count } herbergi sem þú faldir
   *[other] { $count } herbergi sem þú faldir
}
hallway-hide = Fela
hallway-unhide = Sýna aftur
hallway-unhide-named = Sýna aftur: „{ $title }“
hallway-was-hidden = „{ $title }“ er falið.

card-on-stage = { $count } á sviði
card-listening = { $count ->
    [one] { $count } hlustar
   *[other] { $count } hlusta
}
card-closed = Lokað
card-social = Kunningjar
card-menu = Meira um „{ $title }“
card-here = Þú ert hér
card-listen = Hlusta
card-more = { $count } til viðbótar

record-off-the-record = Ekki haft eftir
record-off-the-record-hint = Ekkert er geymt. Vinsamlegast hafðu ekkert eftir.

start-title = Opna herbergi
start-room-title = Titill
start-room-title-hint = Um hvað er það? Allt að 60 stafir.
start-title-missing = Gefðu herberginu titil.
start-languages = Tungumál herbergisins
start-languages-hint = Eitt til þrjú.
start-languages-missing = Veldu að minnsta kosti eitt tungumál.
start-type = Hverjum er hleypt inn
start-type-open = Opið
start-type-open-hint = Öllum félögum hér.
start-type-social = Kunningjar
start-type-social-hint = Fólki sem einhver stjórnandi herbergisins fylgir.
start-type-closed = Lokað
start-type-closed-hint = Aðeins fólki á lista herbergisins.
start-list = Fólk á listanum
start-list-hint = Notandanöfn, hvert á eftir öðru. Bæta má við síðar.
start-list-add = Bæta við
start-list-remove = Taka { $handle } af listanum
start-list-empty = Hér ert aðeins þú, enn sem komið er.
start-submit = Af stað
start-muted = Þú kemur á sviðið með slökkt á hljóðnemanum.
