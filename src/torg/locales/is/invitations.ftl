### Að bjóða nýju fólki: hvað er eftir, nýr tengill, listinn.

invitations-title = Boðskort
invitations-left = { $count ->
    [0] Þú átt engin boðskort eftir
    [one] Þú átt { $count } boðskort
   *[other] Þú átt { $count } boðskort
}
invitations-text = Boðskort hleypir einni manneskju inn. Þú berð ábyrgð á þeim sem þú býður.
invitations-create = Búa til boðskort
invitations-creating = Bý til…
invitations-language = Tungumál móttökusíðunnar
invitations-expiry = Opið í
invitations-name = Hverjum þú býður (valfrjálst)
invitations-message = Nokkur orð (valfrjálst)
invitations-message-hint = Nafn og orð ferðast í tenglinum sjálfum. Þessi þjónn sér þau aldrei.
invitations-new-title = Boðskortið þitt
invitations-new-text = Tengillinn sést aðeins núna. Hann virkar einu sinni, fyrir eina manneskju.
invitations-link = Tengill
invitations-qr = Boðskortið sem QR-kóði
invitations-qr-text = Láttu viðkomandi beina myndavélinni að kóðanum.
invitations-copy = Afrita tengil
invitations-copied = Afritað
invitations-share = Deila
invitations-share-text = { $inviter } býður þér á vettvanginn { $instance }.
invitations-done = Lokið
invitations-list = Boðskort sem þú hefur gefið
invitations-empty = Þú hefur engum boðið enn.
invitations-created = Búið til { $when }
invitations-expires = opið til { $date }
invitations-withdraw = Afturkalla
invitations-withdrawing = Afturkalla…
invitations-withdraw-of = Afturkalla boðskortið frá { $date }
invitations-withdraw-title = Afturkalla þetta boðskort?
invitations-withdraw-text = Tengillinn opnar ekkert héðan í frá og boðskortið kemur aftur til þín.
invitations-quota-title = Hve mörg boðskort hver og einn á
invitations-quota-text = Öll byrja með tvö boðskort. Fyrir hverja 30 daga þar sem þú tekur þátt í þremur herbergjum eða fleiri bætist eitt við, mest fimm ónotuð. Afturkölluð og útrunnin boðskort koma aftur til þín.
invitations-quota-sum = { $start } í upphafi, { $grown } fyrir þátttöku, { $granted } frá þeim sem reka staðinn.
nomination-show = Aðrir mega sjá að þú mæltir með: { $name }
nomination-shown = Sýnt á síðunni, því þið hafið bæði samþykkt.
nomination-waits = Sést ekki enn: samþykki vantar ({ $name }).
nomination-asked = Samþykkt hinum megin: { $name }.
invitation-pending = Óopnað
invitation-opened = Opnað
invitation-joined = Notað
invitation-expired = Útrunnið
invitation-revoked = Afturkallað
