### Fólk: leit, síður þess, að fylgja og útiloka.

people-title = Fólk
people-search = Finna fólk
people-search-hint = Eftir nafni eða notandanafni, minnst tveir stafir.
people-searching = Leita…
people-none = Hér er enginn með því nafni.
people-found = { $count ->
    [one] { $count } fannst
   *[other] { $count } fundust
}
people-limit = Þú hefur leitað mjög oft. Haltu áfram eftir dálitla stund.
people-more = Sýna fleiri
people-you-follow = Fólk sem þú fylgir
people-follow-you = Fólk sem fylgir þér

follow = Fylgja
follow-named = Fylgja: { $name }
following = Þú fylgir
following-named = Þú fylgir: { $name }. Hætta að fylgja
follows-you = Fylgir þér

profile-edit = Breyta síðunni
profile-speaks = Tungumál: { $languages }
profile-joined = Hér síðan { $date }
profile-nominated = Meðmæli:
profile-followers = { $count ->
    [one] { $count } fylgjandi
   *[other] { $count } fylgjendur
}
profile-following = Fylgir { $count }
profile-more = Meira: { $name }
profile-missing-title = Hér er enginn með það notandanafn.
profile-missing-text = Notandanafnið kann að hafa breyst eða þú hefur ekki aðgang að síðunni.

follows-followers = Fylgjendur: { $name }
follows-following = { $name } fylgir
follows-no-followers = Enginn enn.
follows-no-following = Enginn enn.
follows-capped = Aðeins { $count } fyrstu eru sýnd.

block = Útiloka
block-named = Útiloka: { $name }?
block-cannot = { $name } kemst ekki lengur inn í herbergi sem þú stýrir, getur ekki kallað í þig, fylgt þér eða séð síðuna þína: það lítur út eins og þú sért ekki hér.
block-ends = Þið hættið að fylgja hvort öðru.
block-fold = Herbergi þar sem þessi manneskja er á sviði eru brotin saman á ganginum hjá þér.
block-others = Í herbergjum annarra breytist ekkert: þið megið bæði hlusta, rétta upp hönd og tala.
block-secret = Enginn fær að vita af þessu og þú getur aflétt því hvenær sem er.
block-do = Útiloka
block-doing = Útiloka…
unblock = Aflétta útilokun
unblock-named = Aflétta útilokun: { $name }
unblocking = Aflétti…
blocked-here = Þú hefur útilokað þessa manneskju.
blocked-title = Útilokað fólk
blocked-lead = Aðeins þú sérð þennan lista. Enginn fær að vita af nafni sínu á honum.
blocked-none = Þú hefur ekki útilokað neinn.

person-name = Nafn
person-name-hint = Eins og þú vilt láta kalla þig. Það þarf ekki að vera skráð nafn.
person-handle-label = Notandanafn
person-handle-hint = 3 til 16 stafir: a–z, 0–9 og _. Það stendur hvar sem nafnið þitt stendur.
person-name-missing = Skrifaðu nafnið sem fólk á að sjá.
person-handle-missing = Veldu notandanafn með 3 til 16 stöfum: a–z, 0–9 og _.
person-languages-missing = Veldu að minnsta kosti eitt tungumál.
