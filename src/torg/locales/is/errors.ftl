# Hvað fór úrskeiðis, eftir villukóða: hvernig er, og hvað hjálpar.
error-accent-too-faint = Þessi litur er of daufur til að lesa. Veldu dekkri lit.
error-appeal-made = Þú hefur þegar beðið um endurskoðun.
error-bad-request = Eitthvað í beiðninni var ekki rétt. Farðu yfir reitina og reyndu aftur.
error-body-too-large = Þetta er of langt.
error-code-refused = Þessi kóði er rangur eða of gamall. Biddu um nýjan.
error-database-busy = Þjónninn hefur mikið að gera. Bíddu aðeins og reyndu aftur.
error-disk-full = Ekkert pláss er eftir á þjóninum og því er ekki hægt að geyma neitt nýtt. Þau sem reka hann þurfa að losa pláss.
error-foreign-origin = Beiðnin kom ekki frá síðu þessa vettvangs. Hlaðið aftur og reynið á ný.
error-handle-refused = Notandanafn er 3 til 16 stafir: a–z, tölustafir og undirstrik.
error-handle-taken = Þetta notandanafn er þegar í notkun hér.
error-internal = Eitthvað fór úrskeiðis á þjóninum. Reyndu aftur eftir smástund.
error-invitation-dead = Þetta boðskort hefur verið notað, afturkallað eða er útrunnið. Biddu um nýtt þaðan sem það kom.
error-last-way-in = Þetta er síðasta leiðin þín inn. Fáðu þér fyrst endurheimtarkóða eða bættu við öðrum aðgangslykli.
error-mail-unset = Hér er ekki sendur tölvupóstur.
error-media-away = Hljóðið liggur niðri sem stendur. Það kemur yfirleitt aftur innan mínútu.
error-member-not-found = Hér er enginn með því nafni.
error-member-unknown = Þetta notandanafn er ekki til hér.
error-method-not-allowed = Þetta er ekki hægt hér.
error-not-allowed = Þetta er ekki hægt í þessu herbergi.
error-not-found = Hér er ekkert.
error-not-json = Eitthvað í beiðninni var ekki rétt. Hlaðið síðunni aftur og reynið á ný.
error-not-signed-in = Þú ert ekki með opna lotu.
error-offer-gone = Þetta boð á sviðið er runnið út. Réttu upp hönd til að biðja aftur.
error-offline = Engin nettenging.
error-owner-must-stay = Hér eru fleiri og enginn gæti tekið við af þér. Fáðu fyrst einhverjum umsjón með staðnum.
error-passkey-refused = Ekki tókst að bæta þessum aðgangslykli við. Reyndu aftur eða notaðu annað tæki.
error-proof-too-old = Meira en tíu mínútur eru síðan þú skráðir þig inn. Skráðu þig inn aftur og reyndu svo á ný.
error-quota-spent = Engin boðskort eru eftir í bili.
error-report-decided = Þegar hefur verið tekin ákvörðun um þessa tilkynningu.
error-report-not-found = Þessi tilkynning er ekki til.
error-report-too-late = Hægt er að tilkynna herbergi í allt að tíu mínútur eftir að þú varst þar.
error-reservation-not-found = Enginn bíður undir þessu notandanafni og þessum kóða.
error-room-full = Herbergið er fullt í augnablikinu.
error-room-not-found = Þetta herbergi er ekki til.
error-server-away = Næ ekki sambandi við þjóninn. Reyni aftur.
error-setup-link-dead = Þessi tengill hefur verið notaður. Skipanalínan sem ræsir Torg getur prentað nýjan.
error-sign-in-failed = Innskráning tókst ekki. Reyndu aftur eða farðu aðra leið inn.
error-stage-full = Sviðið er fullt.
error-suspended = Þessum aðgangi hefur verið lokað tímabundið.
error-too-many = Þetta var of oft. Bíddu aðeins og reyndu aftur.
error-unknown = Eitthvað fór úrskeiðis. Reyndu aftur eftir smástund.
error-validation = Eitthvað í eyðublaðinu er ekki rétt enn.
error-retry-after = { $seconds ->
    [one] Reyndu aftur eftir { $seconds } sekúndu.
   *[other] Reyndu aftur eftir { $seconds } sekúndur.
  }
error-request-id = Tilvísun: { $id }
