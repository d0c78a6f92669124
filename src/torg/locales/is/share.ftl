### Það sem ókunnugir lesa þar sem tengill endar, og það sem stendur á spjaldi tengils sem er deilt.

share-home-text = Taktu frá nafn og skráðu þig á biðlistann.
share-home-line = Samtöl í beinni, með{ "\u00A0" }boðskorti
share-invited-title = Þér er boðið á vettvanginn { $instance }.
share-invited-line = Þér er boðið. Hér talar fólk saman á sviði í beinni og öllum inni er frjálst að hlusta.
share-room-title = Samtal á vettvanginum { $instance }
share-room-line = Komdu og hlustaðu á samtal
share-room-text = Þau sem eru félagar skrá sig inn og hlusta. Önnur koma inn með boðskorti.
share-to-waiting = Skrá mig á biðlistann
share-languages = Þessi síða á öðrum tungumálum
share-script-needed = Til að halda áfram þarf síðan JavaScript. Kveiktu á því og opnaðu tengilinn aftur.
share-card-alt = { $instance }, { $host }: { $line }
