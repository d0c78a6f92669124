### Dyrnar: fyrsta ræsing, móttökusíða boðskorts og síðan án boðskorts.

setup-title = Settu upp þennan stað
setup-lead = Þú kemur hingað fyrst af öllum og átt staðinn. Segðu fólki hver þú ert; allt hitt má bíða.
setup-submit = Opna dyrnar
setup-waiting-title = Verið er að setja þennan stað upp.
setup-waiting-text = Tengill eigandans stendur í skipanalínunni sem ræsti Torg.
setup-soon-text = Eigandinn er að verki. Komdu aftur innan skamms.
setup-dead-title = Þessi tengill opnar ekkert lengur.

join-title = { $inviter } býður þér á vettvanginn { $instance }.
join-to = Til: { $name }
join-text = Hér talar fólk saman á sviði í beinni og öllum er frjálst að hlusta. Aðeins hljóð.
join-host = Þú ert á { $host }
join-accept = Ganga inn
join-declined-title = Það er í góðu lagi.
join-declined-text = Boðskortið stendur opið þar til það rennur út. Þú getur lokað síðunni.
join-rules-title = Húsreglur: { $instance }
join-rules-agree = Ég samþykki
join-form-title = Hvern hittir fólk?
join-submit = Ganga inn á vettvanginn { $instance }
join-dead-title = Þetta boðskort er ekki opið.
join-honest = Hljóðið er dulkóðað á leið til þjónsins; þau sem reka hann gætu tæknilega heyrt það, og öll í herbergi geta tekið upp með öðru tæki.

signed-out-title = { $instance }: aðeins með boðskorti.
signed-out-text = Fólk kemur inn með tengli frá einhverjum sem er hér þegar. Ef þú átt slíkan tengil skaltu opna hann aftur.
signed-out-waiting = Taktu frá nafn og farðu á biðlista
signed-out-honest = Ekkert símanúmer, engin tengiliðaskrá, engar myndavélar. Aðeins raddir.
