### Það sem þau sem reka staðinn sjá og gera.

moderation-title = Umsjón
moderation-link = Umsjón
moderation-place = Nafn, litur og húsreglur
moderation-logged = Hver skoðun á þessum síðum fer í atburðaskrána.
moderation-reports = Tilkynningar
moderation-members = Fólk
moderation-rooms = Herbergi
moderation-invitations = Boðskort
moderation-tree = Tré
moderation-audit = Atburðaskrá
moderation-span = Hve lengi
moderation-until-lifted = Þar til því er aflétt
moderation-reason = Ástæða
moderation-reason-hint = Hún fer í atburðaskrána og viðkomandi les hana.
moderation-reason-missing = Skrifaðu ástæðuna.

moderation-rooms-none = Ekkert er í gangi.
moderation-rooms-people = { $people } viðstödd
moderation-room-end = Loka herbergi
moderation-room-end-named = Loka herbergi: „{ $title }“
moderation-room-end-text = Herberginu er lokað fyrir öllum. Öll viðstödd lesa ástæðuna.

moderation-invitations-none = Enginn hefur gefið boðskort enn.

moderation-members-search = Nafn eða notandanafn
moderation-members-look = Fletta upp
moderation-members-none = Enginn fannst.
moderation-role-owner = Eigandi
moderation-role-admin = Umsjónaraðili
moderation-joined = með síðan { $date }
moderation-invitations-left = { $count ->
    [one] { $count } boðskort eftir
   *[other] { $count } boðskort eftir
}
moderation-suspended = Lokað þar til því er aflétt
moderation-suspended-until = Lokað til { $date }
moderation-suspend = Loka á
moderation-suspend-named = Loka á: { $name }
moderation-suspend-text = Allt endar innan sekúndu: síður, hljóð, hver innskráður vafri. Opin boðskort falla niður.
moderation-lift = Aflétta lokun
moderation-lift-named = Aflétta lokun: { $name }
moderation-give = { $count ->
    [one] Gefa { $count } boðskort
   *[other] Gefa { $count } boðskort
}
moderation-give-named = { $count ->
    [one] Gefa { $count } boðskort: { $name }
   *[other] Gefa { $count } boðskort: { $name }
}
moderation-admin-make = Fela umsjón með staðnum
moderation-admin-make-named = Fela umsjón með staðnum: { $name }
moderation-admin-take = Afturkalla umsjón
moderation-admin-take-named = Afturkalla umsjón: { $name }
moderation-admin-text = Umsjónarfólk afgreiðir tilkynningar, lokar á fólk og sér boðstréð. Allt fer það í atburðaskrána.

moderation-tree-text = Hver hleypti hverjum inn. Aðeins umsjónarfólk sér það.
moderation-tree-gone = Eyddur aðgangur
moderation-tree-let-in = { $count ->
    [one] hleypti { $count } inn
   *[other] hleypti { $count } inn
}
moderation-branch = Loka grein
moderation-branch-title = Loka grein: { $name } og öll þar fyrir neðan
moderation-branch-text = { $count ->
    [0] Enginn kom inn þessa leið. Aðeins er lokað á viðkomandi.
    [one] { $count } kom beint inn, og öll sem þar fylgdu á eftir. Lokað er á öll í einu.
   *[other] { $count } komu beint inn, og öll sem þar fylgdu á eftir. Lokað er á öll í einu.
}
moderation-branch-done = { $count ->
    [one] Lokað hefur verið á { $count } aðgang.
   *[other] Lokað hefur verið á { $count } aðganga.
}
moderation-branch-skipped = Ekki lokað, því þau reka staðinn: { $names }

moderation-reports-state = Staða
moderation-reports-none = Hér er ekkert.
moderation-appeals-open = { $count ->
    [one] { $count } áfrýjun bíður svars
   *[other] { $count } áfrýjanir bíða svars
}
moderation-reporter = Tilkynnt af
moderation-reviewer = Til skoðunar hjá
moderation-present = { $count ->
    [one] { $count } var á staðnum
   *[other] { $count } voru á staðnum
}
moderation-events = { $count ->
    [one] { $count } aðgerð stjórnenda
   *[other] { $count } aðgerðir stjórnenda
}
moderation-take = Taka til skoðunar
moderation-decision = Ákvörðun
moderation-days = Dagar
moderation-note = Orð til beggja aðila
moderation-note-hint = Báðir aðilar lesa þau. Nefndu aldrei hver tilkynnti.
moderation-decide = Ákveða
moderation-appeal-of = Áfrýjun: { $name }, { $date }
moderation-upheld = Svarað: ákvörðunin stendur.
moderation-taken-back = Svarað: ákvörðunin var dregin til baka.
moderation-uphold = Ákvörðunin stendur
moderation-take-back = Draga ákvörðunina til baka
moderation-appeal-other = Annar umsjónaraðili svarar þessari áfrýjun.
moderation-take-back-lifts = Sé hún dregin til baka er lokuninni aflétt um leið.
moderation-suspension-appeals = Áfrýjanir vegna lokana
moderation-suspended-by = Lokað af
moderation-suspended-by-nobody = Atburðaskráin segir ekki lengur hver lokaði.
moderation-suspension-over = Þessari lokun er lokið.
moderation-suspension-stands = Lokunin stendur
moderation-suspension-stands-named = Lokunin stendur: { $name }
moderation-answer-note = Orð til viðkomandi
moderation-answer-note-hint = Þau verða lesin og standa í atburðaskránni.
