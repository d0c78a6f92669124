### Что видят и делают те, кто управляет площадкой.

moderation-title = Управление
moderation-link = Управление
moderation-place = Название, цвет и правила
moderation-logged = Каждый просмотр этих страниц записывается в журнал.
moderation-reports = Жалобы
moderation-members = Участники
moderation-rooms = Комнаты
moderation-invitations = Приглашения
moderation-tree = Дерево
moderation-audit = Журнал
moderation-span = На какой срок
moderation-until-lifted = До отмены
moderation-reason = Причина
moderation-reason-hint = Она останется в журнале, и человек её прочтёт.
moderation-reason-missing = Напишите причину.

moderation-rooms-none = Сейчас ничего не идёт.
moderation-rooms-people = в комнате: { $people }
moderation-room-end = Закрыть комнату
moderation-room-end-named = Закрыть комнату: «{ $title }»
moderation-room-end-text = Комната закроется для всех. Причину прочтут все присутствующие.

moderation-invitations-none = Приглашений ещё не было.

moderation-members-search = Имя или имя пользователя
moderation-members-look = Найти
moderation-members-none = Никого не нашлось.
moderation-role-owner = Владелец
moderation-role-admin = Администратор
moderation-joined = здесь с { $date }
moderation-invitations-left = { $count ->
    [one] осталось { $count } приглашение
    [few] осталось { $count } приглашения
   *[many] осталось { $count } приглашений
}
moderation-suspended = Приостановка до отмены
moderation-suspended-until = Приостановка до { $date }
moderation-suspend = Приостановить
moderation-suspend-named = Приостановить: { $name }
moderation-suspend-text = Всё закончится за секунду: страницы, звук, вход во всех браузерах. Открытые приглашения перестанут действовать.
moderation-lift = Снять приостановку
moderation-lift-named = Снять приостановку: { $name }
moderation-give = { $count ->
    [one] Дать { $count } приглашение
    [few] Дать { $count } приглашения
   *[many] Дать { $count } приглашений
}
moderation-give-named = { $count ->
    [one] Дать { $count } приглашение: { $name }
    [few] Дать { $count } приглашения: { $name }
   *[many] Дать { $count } приглашений: { $name }
}
moderation-admin-make = Сделать администратором
moderation-admin-make-named = Сделать администратором: { $name }
moderation-admin-take = Снять права
moderation-admin-take-named = Снять права администратора: { $name }
moderation-admin-text = Администраторы рассматривают жалобы, приостанавливают участников и видят дерево приглашений. Всё это записывается.

moderation-tree-text = Кто кого впустил. Видят только администраторы.
moderation-tree-gone = Удалённая учётная запись
moderation-tree-let-in = { $count ->
    [one] впущен { $count } человек
    [few] впущено { $count } человека
   *[many] впущено { $count } человек
}
moderation-branch = Приостановить ветвь
moderation-branch-title = Приостановить ветвь: { $name } и всех ниже
moderation-branch-text = { $count ->
    [0] По этим приглашениям никто не входил. Приостановится только этот участник.
    [one] Напрямую вошёл { $count } человек, и все, кто пришёл следом. Приостановятся все сразу.
    [few] Напрямую вошли { $count } человека, и все, кто пришёл следом. Приостановятся все сразу.
   *[many] Напрямую вошли { $count } человек, и все, кто пришёл следом. Приостановятся все сразу.
}
moderation-branch-done = { $count ->
    [one] Приостановлен { $count } участник.
    [few] Приостановлено { $count } участника.
   *[many] Приостановлено { $count } участников.
}
moderation-branch-skipped = Не приостановлены, потому что управляют площадкой: { $names }

moderation-reports-state = Состояние
moderation-reports-none = Здесь ничего нет.
moderation-appeals-open = { $count ->
    [one] { $count } возражение ждёт ответа
    [few] { $count } возражения ждут ответа
   *[many] { $count } возражений ждут ответа
}
moderation-reporter = Кто пожаловался
moderation-reviewer = Рассматривает
moderation-present = { $count ->
    [one] В комнате был { $count } человек
    [few] В комнате было { $count } человека
   *[many] В комнате было { $count } человек
}
moderation-events = { $count ->
    [one] { $count } действие модераторов
    [few] { $count } действия модераторов
   *[many] { $count } действий модераторов
}
moderation-take = Взять в работу
moderation-decision = Решение
moderation-days = Дней
moderation-note = Слова обеим сторонам
moderation-note-hint = Их прочтут обе стороны. Никогда не называйте, кто пожаловался.
moderation-decide = Решить
moderation-appeal-of = Возражение: { $name }, { $date }
moderation-upheld = Ответ: решение остаётся в силе.
moderation-taken-back = Ответ: решение отменено.
moderation-uphold = Решение остаётся
moderation-take-back = Отменить решение
moderation-appeal-other = На это возражение отвечает другой администратор.
moderation-take-back-lifts = Если его отменить, приостановка сразу снимается.
moderation-suspension-appeals = Возражения против приостановок
moderation-suspended-by = Кто приостановил
moderation-suspended-by-nobody = В журнале уже не сказано кто.
moderation-suspension-over = Эта приостановка закончилась.
moderation-suspension-stands = Приостановка остаётся
moderation-suspension-stands-named = Приостановка остаётся: { $name }
moderation-answer-note = Слова участнику
moderation-answer-note-hint = Их прочтут, и они останутся в журнале.
