### Своя страница: имя, язык, оформление, выход.

me-title = Я
me-owner = Площадка принадлежит вам
me-speaks = Языки: { $languages }
me-language = Язык страницы
me-appearance = Оформление
me-appearance-system = Как в системе
me-appearance-light = Светлое
me-appearance-dark = Тёмное
me-shortcuts = Клавиши быстрого доступа
me-shortcuts-hint = M, H, L и другие срабатывают сразу, пока вы в комнате.
me-on = Включены
me-off = Выключены
me-sign-out = Выйти
me-signing-out = Выходим…
me-sign-out-title = Выйти на этом устройстве?
me-sign-out-text = Вернуться можно с ключом доступа или кодом восстановления.
me-sign-out-lost = У вас нет ни ключа доступа, ни кодов восстановления: самостоятельно вернуться не получится.
me-sign-out-room = Заодно вы выйдете из комнаты.
me-version = Torg { $version }
me-honest = Звук зашифрован до сервера; технически его могут слышать те, кто держит сервер. Записать разговор другим устройством может каждый в комнате.
