### Að koma aftur: innskráning, leiðir til þess, endurheimtarkóðar, hvar lota er opin.

signin-title = Skrá inn
signin-text = Hér er ekkert lykilorð. Aðgangslykillinn þinn opnar staðinn: tækið biður um fingur, andlit eða skjálás.
signin-passkey = Skrá inn með aðgangslykli
signin-passkey-waiting = Bíð eftir aðgangslyklinum…
signin-use-code = Nota endurheimtarkóða
signin-use-passkey = Nota aðgangslykil í staðinn
signin-handle-missing = Skrifaðu notandanafnið þitt.
signin-code = Endurheimtarkóði
signin-code-hint = Einn af kóðunum tíu sem þú skrifaðir niður. Hver þeirra virkar einu sinni.
signin-code-missing = Skrifaðu eða límdu inn einn af kóðunum þínum.
signin-submit = Skrá inn
signin-submitting = Skrái inn…
signin-no-passkeys = Þessi vafri getur ekki notað aðgangslykla hér. Endurheimtarkóði virkar í öllum vöfrum.
signin-passkey-declined = Enginn aðgangslykill var notaður. Reyndu aftur eða notaðu endurheimtarkóða.
signin-passkey-failed = Þessi aðgangslykill opnar ekkert hér. Kannski hefur hann verið fjarlægður; endurheimtarkóði virkar áfram.
signin-code-failed = Þetta opnaði ekkert. Athugaðu notandanafnið og kóðann; kóði virkar aðeins einu sinni.
signin-use-mail = Fá kóða í tölvupósti
signin-mail-ask = Senda mér kóða
signin-mail-sent = Hafi @{ $handle } staðfest netfang er átta stafa kóði á leiðinni þangað. Hann gildir í 10 mínútur.
signin-mail-failed = Þetta opnaði ekkert. Athugaðu kóðann eða fáðu nýjan sendan.
signin-lost = Hvorki lykill né kóði? Þau sem reka { $host } geta prentað tengil handa þér sem virkar einu sinni.
signed-out-back = Áttu aðgang hér?

recover-title = Leið aftur inn
recover-text = Þessi tengill skráir þig inn einu sinni. Búðu svo til nýjan aðgangslykil eða náðu í nýja endurheimtarkóða.
recover-submit = Koma aftur inn
recover-dead-title = Þessi tengill opnar ekkert lengur.
recover-dead-text = Hann virkar einu sinni og í hálftíma. Þau sem reka staðinn geta prentað nýjan.

suspended-title = Lokað hefur verið á aðgang þinn
suspended-until = Þú getur skráð þig inn á ný { $date } kl. { $time }.
suspended-until-lifted = Svo verður þar til umsjónaraðili afléttir lokuninni.
suspended-since = Lokað þann
suspended-answer = Svar umsjónaraðila
suspended-appeal-missing = Skrifaðu hvers vegna ætti að skoða þetta aftur.
suspended-appeal-made-title = Áfrýjun þín er hjá umsjónaraðilum
suspended-appeal-made-text = Skráðu þig inn síðar til að lesa svarið.
suspended-back = Aftur í innskráningu

comeback-title = Að komast aftur inn
comeback-text = Hér eru engin lykilorð. Aðgangslykill í þessu tæki hleypir þér aftur inn. Hann biður um fingur, andlit eða skjálás og ekkert af því fer úr tækinu.
comeback-create = Búa til aðgangslykil
comeback-creating = Bíð eftir tækinu…
comeback-use-codes = Fá endurheimtarkóða í staðinn
comeback-no-passkeys = Þessi vafri getur ekki notað aðgangslykla hér. Endurheimtarkóðar hleypa þér aftur inn, úr hvaða vafra sem er.
comeback-declined = Enginn aðgangslykill varð til. Þú getur reynt aftur eða fengið endurheimtarkóða.
comeback-known = Aðgangslykill handa þér er þegar í þessu tæki.
comeback-codes-title = Ef tæki týnist
comeback-codes-made = Aðgangslykillinn er tilbúinn.
comeback-codes-text = Tíu endurheimtarkóðar hleypa þér inn án hans. Hver þeirra virkar einu sinni, með notandanafninu @{ $handle }.
comeback-codes-show = Sýna endurheimtarkóðana
comeback-codes-making = Bý til kóðana…

codes-title = Kóðarnir þínir
codes-text = Þeir birtast aðeins núna. Geymdu þá með mikilvægum pappírum: hver þeirra hleypir inn sem @{ $handle }, einu sinni.
codes-for = Endurheimtarkóðar: @{ $handle }, { $host }
codes-copy = Afrita
codes-copied = Afritað
codes-download = Vista sem texta
codes-print = Prenta
codes-written = Kóðarnir eru á vísum stað

ways-title = Leiðir til að koma aftur
ways-none = Þú átt enga leið til baka enn. Án hennar er ekki hægt að skrá sig inn aftur eftir útskráningu.
ways-passkeys = Aðgangslyklar
ways-passkeys-none = Enginn aðgangslykill enn.
ways-made = Búinn til { $date }
ways-used = notaður { $when }
ways-name = Heiti aðgangslykilsins
ways-name-hint = Svo að þú þekkir hann aftur, til dæmis „Síminn minn“.
ways-add = Bæta við aðgangslykli
ways-declined = Enginn aðgangslykill varð til. Þú getur reynt aftur.
ways-remove = Fjarlægja
ways-removing = Fjarlægi…
ways-remove-named = Fjarlægja aðgangslykilinn „{ $name }“
ways-remove-title = Fjarlægja „{ $name }“?
ways-remove-text = Eftir það hleypir hann engum inn, og vafrar sem skráðu sig inn með honum skrást út.
ways-codes = Endurheimtarkóðar
ways-codes-none = Engir endurheimtarkóðar.
ways-codes-left = { $count ->
    [one] { $count } kóði er eftir.
   *[other] { $count } kóðar eru eftir.
}
ways-codes-new = Nýir endurheimtarkóðar
ways-codes-new-title = Fá nýja endurheimtarkóða?
ways-codes-take = Fá nýja kóða
ways-codes-new-text = Þeir eldri hætta strax að virka.

prove-title = Ert þetta örugglega þú?
prove-text = Leiðum til að koma aftur er aðeins hægt að breyta stuttu eftir innskráningu. Skráðu þig inn einu sinni enn.
prove-none = Leiðir til að koma aftur verða aðeins til stuttu eftir komuna hingað. Þau sem reka staðinn geta prentað tengil handa þér sem virkar einu sinni.

sessions-title = Virkar innskráningar
sessions-browser = { $browser } á { $system }
sessions-unknown = Vafri
sessions-here = hér
sessions-since = Síðan { $date }
sessions-seen = síðast notað { $when }
sessions-end = Skrá út
sessions-ending = Skrái út…
sessions-end-named = Skrá út: { $browser }, síðan { $date }
sessions-end-others = Skrá út í öllum öðrum vöfrum
sessions-end-all = Skrá út alls staðar
sessions-end-all-title = Skrá út alls staðar?
sessions-end-all-text = Allir vafrar eru skráðir út strax, þessi líka, og hljóðið þagnar.

recovery-made = Endurheimtartengill var gerður fyrir aðganginn þinn: { $date }.
recovery-used = Hann var notaður: { $date }.
recovery-advice = Ef þú baðst ekki um hann skaltu skrá þig út alls staðar og láta þau vita sem reka staðinn.
recovery-read = Ég veit af því
