# Lesið fyrir skjálesara og sýnt í stjórntækjum kerfisins.
live-speaking = { $count ->
    [one] { $names } talar.
   *[other] { $names } tala.
  }
live-on-stage-muted = Þú ert á sviðinu og slökkt er á hljóðnemanum.
live-in-audience = Þú ert í salnum.
live-held = Stjórnandi hefur slökkt á hljóðnemanum þínum.
live-released = Þú mátt kveikja á hljóðnemanum núna.
live-room-ended = Herberginu hefur verið lokað.
live-room-ended-by = { $name } hefur lokað herberginu. Takk fyrir komuna.
live-reconnecting = Tengist aftur…
live-listening = Þú ert að hlusta.
live-elsewhere = Þú hlustar í öðru tæki.
live-hand-number = Höndin er uppi. Þú ert númer { $number }.
live-hosted-by = Gestgjafi: { $name }
