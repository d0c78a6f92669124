### Своя страница: имя, язык, оформление, выход.

me-title = Я
me-owner = Площадка принадлежит вам
me-edit = Изменить профиль
me-profile = Мой профиль
me-invitations = Приглашения
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
edit-title = Изменить профиль
edit-photo = Фото
edit-photo-hint = JPEG, PNG или WebP, до 2 МБ. Фото обрежется до квадрата, всё остальное из файла удаляется.
edit-photo-choose = Выбрать фото
edit-photo-change = Выбрать другое фото
edit-photo-send = Поставить это фото
edit-photo-sending = Отправляем… { $percent } %
edit-photo-remove = Убрать фото
edit-photo-removing = Убираем…
edit-photo-large = Этот файл больше 2 МБ. Выберите файл поменьше.
edit-photo-kind = Это не похоже на фото, которое можно прочесть. Выберите файл JPEG, PNG или WebP.
edit-bio = О себе
edit-bio-left = { $count ->
    [one] Остался { $count } знак
    [few] Осталось { $count } знака
   *[many] Осталось { $count } знаков
}
edit-bio-long = { $count ->
    [one] Лишний { $count } знак
    [few] Лишние { $count } знака
   *[many] Лишних { $count } знаков
}
edit-save = Сохранить
edit-saving = Сохраняем…
edit-saved = Сохранено.
edit-handle-text = Имя пользователя можно менять раз в 90 дней. Прежнее 90 дней никому не достанется, чтобы никто не выдал себя за вас.
edit-handle-change = Сменить имя пользователя
edit-handle-ask = Сменить на @{ $handle }?
edit-handle-warn = Теперь вы везде будете @{ $handle }. Сменить снова можно через 90 дней.
edit-handle-changing = Меняем…

me-sign-out = Выйти
me-signing-out = Выходим…
me-sign-out-title = Выйти на этом устройстве?
me-sign-out-text = Вернуться можно с ключом доступа или кодом восстановления.
me-sign-out-lost = У вас нет ни ключа доступа, ни кодов восстановления: самостоятельно вернуться не получится.
me-sign-out-room = Заодно вы выйдете из комнаты.
me-version = Torg { $version }
me-honest = Звук зашифрован до сервера; технически его могут слышать те, кто держит сервер. Записать разговор другим устройством может каждый в комнате.
