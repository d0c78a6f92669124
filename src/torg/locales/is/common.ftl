### Það sem allar síður deila: flakk, tungumál, litlar aðgerðir, staða tengingar.

nav-label = Aðalvalmynd
nav-hallway = Gangurinn
nav-start = Opna
nav-people = Fólk
nav-inbox = Pósthólf
nav-unread = { $count } ólesin
nav-me = Ég
skip-to-content = Beint að efninu
page-title = { $page } · { $instance }

language-en = English
language-is = Íslenska
language-ru = Русский
me-language = Tungumál síðunnar
languages-label = Tungumál
languages-hint = Tungumálin sem þú talar.

action-back = Til baka
action-cancel = Hætta við
action-close = Loka
action-not-now = Ekki núna
action-undo = Afturkalla
action-try-again = Reyna aftur
action-to-hallway = Aftur á ganginn

signs-left = { $count ->
    [one] { $count } stafur eftir
   *[other] { $count } stafir eftir
}
loading = Sæki…
person-handle = @{ $handle }
new-here = Ný hér
demo-mark = Sýnishorn
demo-notice = Þetta er sýnishorn. Sumar raddirnar eru upptökur.

version-ready = Ný útgáfa er tilbúin.
version-reload = Hlaða aftur
no-live-sound = Þessi vafri getur ekki spilað hljóð í beinni.
not-found-title = Hér er ekkert.
not-found-text = Síðan kann að hafa flust eða þú hefur ekki aðgang að henni.

duration-days = { $count ->
    [one] { $count } dag
   *[other] { $count } daga
}
ago-now = rétt í þessu
ago-minutes = { $count ->
    [one] fyrir { $count } mínútu
   *[other] fyrir { $count } mínútum
}
ago-hours = { $count ->
    [one] fyrir { $count } klukkustund
   *[other] fyrir { $count } klukkustundum
}
ago-days = { $count ->
    [one] fyrir { $count } degi
   *[other] fyrir { $count } dögum
}
