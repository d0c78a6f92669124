### Приглашение новых людей: сколько осталось, новая ссылка, список.

invitations-title = Приглашения
invitations-left = { $count ->
    [0] Приглашений не осталось
    [one] У вас { $count } приглашение
    [few] У вас { $count } приглашения
   *[many] У вас { $count } приглашений
}
invitations-text = По приглашению входит один человек. Вы отвечаете за тех, кого приводите.
invitations-create = Создать приглашение
invitations-creating = Создаём…
invitations-language = Язык страницы приветствия
invitations-expiry = Действует
invitations-name = Кого вы приглашаете (необязательно)
invitations-message = Несколько слов (необязательно)
invitations-message-hint = Имя и слова передаются в самой ссылке. Сервер их не видит.
invitations-new-title = Ваше приглашение
invitations-new-text = Ссылка видна только сейчас. Она сработает один раз, для одного человека.
invitations-link = Ссылка
invitations-qr = Приглашение в виде QR-кода
invitations-qr-text = Пусть человек наведёт на код камеру телефона.
invitations-copy = Скопировать ссылку
invitations-copied = Скопировано
invitations-share = Поделиться
invitations-share-text = { $inviter } приглашает вас на площадку { $instance }.
invitations-done = Готово
invitations-list = Отправленные
invitations-empty = Вы ещё никого не приглашали.
invitations-created = Создано { $when }
invitations-expires = действует до { $date }
invitations-withdraw = Отозвать
invitations-withdrawing = Отзываем…
invitations-withdraw-of = Отозвать приглашение от { $date }
invitations-withdraw-title = Отозвать это приглашение?
invitations-withdraw-text = Ссылка больше ничего не откроет, а приглашение вернётся к вам.
invitations-quota-title = Сколько приглашений у каждого
invitations-quota-text = Сначала у всех два. За каждые 30 дней, в которые вы участвуете хотя бы в трёх комнатах, добавляется ещё одно, но неиспользованных не больше пяти. Отозванные и просроченные возвращаются к вам.
invitations-quota-sum = { $start } сначала, { $grown } за участие, { $granted } от тех, кто управляет площадкой.
nomination-show = Другим видно, что вы пригласили: { $name }
nomination-shown = Видно в профиле: согласны вы оба.
nomination-waits = Пока не видно: нужно согласие ({ $name }).
nomination-asked = Согласие уже есть: { $name }.
invitation-pending = Не открыто
invitation-opened = Открыто
invitation-joined = Использовано
invitation-expired = Просрочено
invitation-revoked = Отозвано
