### Inni í herbergi: spjaldið, sviðið, hendur, boð, hljóðneminn og lokin.

room-minimise = Aftur á ganginn; hljóðið heldur áfram
room-share = Deila
room-share-copied = Tengill afritaður
room-joining = Geng inn…
room-joining-slow = Þetta tekur lengri tíma en venjulega.
room-leave-quietly = Fara hljóðlega
room-closing = Enginn stjórnandi. Herberginu verður lokað eftir { $clock }

room-stage = Svið
room-stage-empty = Enginn er á sviðinu sem stendur.
room-followed = Þau sem fólk á sviðinu fylgir
room-audience = Önnur í herberginu
room-audience-empty = Enginn hlustar enn.
room-audience-more = Sýna fleiri
room-blocked = { $count ->
    [one] { $count } manneskja sem þú hefur útilokað er hér.
   *[other] { $count } manneskjur sem þú hefur útilokað eru hér.
}
room-you = Þú

role-host = Gestgjafi
role-moderator = Stjórnandi
role-speaker = Á sviði
role-listener = Hlustandi

state-speaking = talar
state-muted = slökkt á hljóðnema
state-held = stjórnandi slökkti á hljóðnema
state-no-microphone = enginn hljóðnemi enn
state-joining = kemur inn
state-reconnecting = tengist aftur
state-seat = sæti frátekið
state-invited = með boð á sviðið

sound-tap-to-listen = Ýttu til að hlusta
sound-tap-to-reconnect = Ýttu til að tengjast aftur
sound-listen-here = Hlusta hér
sound-title = Hljóð
sound-room-volume = Hljóðstyrkur herbergisins
sound-volume = Hljóðstyrkur
sound-percent = { $percent } %
sound-here-only = Aðeins í þessu tæki, þar til síðunni er lokað.
sound-turned-down = Hljóð herbergisins er stillt á núll.
sound-turn-up = Kveikja á hljóði

hand-raise = Rétta upp hönd
hand-lower = Láta höndina síga
hand-raising = Rétti upp…
hand-lowering = Læt síga…

hands-title = Hendur
hands-title-count = Hendur ({ $count })
hands-open = { $count ->
    [one] { $count } hönd
   *[other] { $count } hendur
}
hands-empty = Engin hönd er uppi.
hands-waiting = bið { $clock }
hands-invite = Bjóða á svið
hands-inviting = Býð…
hands-invited = Boð sent
hands-not-now = Ekki núna
hands-next = Næst í röðinni

offer-title = { $moderator } býður þér á sviðið.
offer-text = Þú kemur inn með slökkt á hljóðnemanum. Enginn heyrir í þér fyrr en þú kveikir.
offer-join = Fara á svið
offer-later = Kannski seinna
offer-clock = { $seconds ->
    [one] { $seconds } sekúnda eftir
   *[other] { $seconds } sekúndur eftir
}
offer-accepting = Fer á svið…
offer-declining = Augnablik…

check-title = Hljóðnemapróf
check-asking = Vafrinn biður um hljóðnemann. Leyfðu hann til að halda áfram.
check-say-something = Segðu eitthvað. Aðeins þú sérð þetta.
check-heard = Það heyrist í þér
check-level = Styrkur hljóðnemans
check-go-on = Halda áfram
check-publishing = Set upp hljóðnemann…
check-stay-listener = Hlusta áfram

mic-mute = Slökkva á hljóðnema
mic-unmute = Kveikja á hljóðnema
mic-held-for = Slökkt í { $clock }
mic-held-short = Stjórnandi slökkti
mic-setting-up = Set upp…
mic-denied = Lokað er á hljóðnemann.
mic-denied-how = Opnaðu stillingar síðunnar við veffangið, leyfðu hljóðnemann og reyndu aftur.
mic-none = Enginn hljóðnemi fannst.
mic-none-how = Tengdu hljóðnema eða veldu annan í stillingum tækisins og reyndu aftur.
mic-interrupted = Síminn tók hljóðnemann.
mic-failed = Ekki tókst að setja upp hljóðnemann.
mic-failed-how = Annað forrit gæti verið að nota hann. Lokaðu því og reyndu aftur.
mic-connect = Tengja hljóðnemann
mic-silent = Ekkert heyrist úr hljóðnemanum.
mic-silent-how = Athugaðu hvort slökkt er á honum eða hvort annar er í notkun.
mic-came-down = Enginn hljóðnemi komst í samband á 90 sekúndum og því ertu aftur í salnum. Réttu upp hönd til að biðja aftur um orðið.

ping-title = Kalla í einhvern
ping-lead = Viðkomandi fær skilaboð og ræður hvort komið er; enginn annar fær að vita.
ping-left = { $count ->
    [0] Þú hefur kallað í tíu manns. Fleiri geta það ekki orðið í þessu herbergi.
    [one] Þú getur kallað í { $count } í viðbót.
   *[other] Þú getur kallað í { $count } í viðbót.
}
ping-search = Leita í hópnum
ping-nobody = Ekki er hægt að kalla í neinn núna. Þú getur kallað í fólk sem fylgir þér.
ping-none-found = Enginn í hópnum er með því nafni.
ping-send = Kalla
ping-named = Kalla: { $name }
ping-sending = Kalla…
ping-sent = Kallað

card-report = Tilkynna
room-report = Tilkynna herbergi
card-profile = Síða

act-invite = Bjóða á svið
act-inviting = Býð…
act-hold = Loka fyrir hljóðnema
act-holding = Loka…
act-release = Opna fyrir hljóðnema
act-releasing = Opna…
act-move = Færa af sviðinu
act-moving = Færi…
act-step-down = Fara af sviðinu
act-stepping-down = Fer…
act-list-add = Hleypa einhverjum inn
act-list-add-hint = Setur notandanafn á lista þessa lokaða herbergis.
act-list-added = { $handle } kemst nú inn.

leave-host-title = Fara úr herbergi sem þú stýrir?
leave-host-hand-over = Fara? { $deputy } tekur við.
leave-host-text = Herbergið heldur áfram með öllum sem í því eru.
leave-host-alone = Enginn stjórnandi er til að taka við, svo herberginu verður lokað tveimur mínútum eftir að þú ferð.
end-room = Loka herberginu
end-title = Loka herberginu fyrir öllum?
end-text = Öll fara út samstundis. Þetta er ekki hægt að afturkalla.
end-ending = Loka…

ended-by-admin = Umsjónarfólk hefur lokað þessu herbergi.
ended-this-room = þetta herbergi
ended-reason = Ástæða: { $reason }
ended-lost = Sambandið rofnaði of lengi.
ended-lost-text = Herbergið kann enn að vera opið.
ended-come-back = Hlusta aftur

mini-label = Herbergið sem þú ert í
mini-quiet = Enginn talar
mini-return = Aftur í herbergið:

keys-title = Lyklaborð
keys-mute = Slökkva eða kveikja á hljóðnema
keys-hand = Rétta upp hönd eða láta síga
keys-leave = Fara hljóðlega
keys-hands = Hendur, fyrir stjórnendur
keys-ping = Kalla í einhvern
keys-people = Fara á milli fólks
keys-card = Opna spjald
keys-help = Þessi listi
