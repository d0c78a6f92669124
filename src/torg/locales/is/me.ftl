### Eigin síða: hver maður er, tungumál, útlit, útskráning.

me-title = Ég
me-owner = Á þennan stað
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
me-sign-out = Skrá út
me-signing-out = Skrái út…
me-sign-out-title = Skrá út hér?
me-sign-out-text = Þú kemst aftur inn með aðgangslykli eða endurheimtarkóða.
me-sign-out-lost = Þú átt hvorki aðgangslykil né endurheimtarkóða og kæmist ekki aftur inn á eigin spýtur.
me-sign-out-room = Þú ferð einnig úr herberginu sem þú ert í.
me-version = Torg { $version }
me-honest = Hljóðið er dulkóðað til þjónsins; þau sem reka hann gætu tæknilega heyrt það. Öll í herbergi geta tekið upp með öðru tæki.
