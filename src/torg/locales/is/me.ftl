### Eigin síða: hver maður er, tungumál, útlit, útskráning.

me-title = Ég
me-owner = Á þennan stað
me-edit = Breyta síðunni
me-profile = Síðan mín
me-invitations = Boðskort
me-speaks = Tungumál: { $languages }
me-language = Tungumál síðunnar
me-appearance = Útlit
me-appearance-system = Eins og kerfið
me-appearance-light = Ljóst
me-appearance-dark = Dökkt
me-shortcuts = Flýtilyklar með einum staf
me-shortcuts-hint = M, H, L og fleiri virka strax meðan þú ert í herbergi.
me-on = Kveikt
me-off = Slökkt
edit-title = Breyta síðunni
edit-photo = Mynd
edit-photo-hint = JPEG, PNG eða WebP, allt að 2 MB. Myndin er skorin í ferning og öllu öðru úr skránni er sleppt.
edit-photo-choose = Velja mynd
edit-photo-change = Velja aðra mynd
edit-photo-send = Nota þessa mynd
edit-photo-sending = Sendi… { $percent } %
edit-photo-remove = Fjarlægja mynd
edit-photo-removing = Fjarlægi…
edit-photo-large = Skráin er stærri en 2 MB. Veldu minni skrá.
edit-photo-kind = Þetta er ekki mynd sem hægt er að lesa. Veldu JPEG-, PNG- eða WebP-skrá.
edit-bio = Um þig
edit-bio-left = { $count ->
    [one] { $count } stafur eftir
   *[other] { $count } stafir eftir
}
edit-bio-long = { $count ->
    [one] { $count } staf of mikið
   *[other] { $count } stöfum of mikið
}
edit-save = Vista
edit-saving = Vista…
edit-saved = Vistað.
edit-handle-text = Breyta má notandanafni einu sinni á 90 dögum. Gamla nafnið er læst í 90 daga svo að enginn annar geti tekið það og þóst vera þú.
edit-handle-change = Breyta notandanafni
edit-handle-ask = Breyta í @{ $handle }?
edit-handle-warn = Héðan í frá ertu @{ $handle } alls staðar. Hægt er að breyta aftur eftir 90 daga.
edit-handle-changing = Breyti…

me-sign-out = Skrá út
me-signing-out = Skrái út…
me-sign-out-title = Skrá út hér?
me-sign-out-text = Þú kemst aftur inn með aðgangslykli eða endurheimtarkóða.
me-sign-out-lost = Þú átt hvorki aðgangslykil né endurheimtarkóða og kæmist ekki aftur inn á eigin spýtur.
me-sign-out-room = Þú ferð einnig úr herberginu sem þú ert í.
me-version = Torg { $version }
me-honest = Hljóðið er dulkóðað til þjónsins; þau sem reka hann gætu tæknilega heyrt það. Öll í herbergi geta tekið upp með öðru tæki.
