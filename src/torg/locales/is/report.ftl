### Að tilkynna manneskju eða herbergi.

report-title = Tilkynna: { $subject }
report-text = Tilkynningin berst þeim sem reka þennan stað, ásamt lista yfir viðstadda og því sem stjórnendur gerðu þar. Enginn annar fær að vita hver tilkynnti.
report-reason = Hvað er að?
report-reason-missing = Veldu hvað er að.
report-harassment = Áreitni eða hótanir
report-hate = Hatur gegn hópi fólks
report-impersonation = Þykist vera einhver annar
report-unwanted = Auglýsingar eða óumbeðinn hávaði
report-danger = Einhver er í hættu
report-other = Annað
report-words = Hvað gerðist? (valfrjálst)
report-words-hint = Með eigin orðum. Torg geymir ekkert hljóð úr herberginu.
report-send = Senda tilkynningu
report-sending = Sendi…
report-sent-title = Tilkynningin hefur verið send
report-sent-text = Niðurstaðan birtist í pósthólfinu þínu. Ef einhver er í hættu núna skaltu hringja í neyðarnúmerið.
