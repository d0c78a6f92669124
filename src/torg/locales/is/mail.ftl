# Bréf með innskráningarkóða. Þau eru hreinn texti; í þeim er ekkert til að smella á.
mail-sign-in-subject = Kóðinn þinn fyrir { $instance }
mail-sign-in-text =
    Kóðinn þinn til að skrá þig inn á { $host }:

    { $code }

    Hann virkar einu sinni, í tíu mínútur. Ef þú baðst ekki um hann þarftu ekkert að gera: án kóðans kemst enginn inn. Enginn frá { $instance } mun nokkurn tíma biðja þig um hann.
mail-confirm-subject = Staðfestu þetta netfang fyrir { $instance }
mail-confirm-text =
    Kóðinn þinn til að staðfesta þetta netfang á { $host }:

    { $code }

    Hann virkar einu sinni, í tíu mínútur. Ef þú baðst ekki um hann þarftu ekkert að gera.
