### Коридор, его карточки и открытие комнаты.

hallway-title = Коридор
hallway-empty = Сейчас никто не говорит. Откройте комнату.
hallway-new = { $count ->
    [one] { $count } новая
    [few] { $count } новые
   *[many] { $count } новых
}
hallway-live = { $count ->
    [one] { $count } комната в эфире
    [few] { $count } комнаты в эфире
   *[many] { $count } комнат в эфире
}

hallway-filter = Какие комнаты
hallway-for-you = Для вас
hallway-nothing-here = Сейчас нет комнаты на этом языке.
hallway-show-all = Показать все
hallway-folded = { $count ->
    [one] { $count } комната с теми, кого вы заблокировали
    [few] { $count } комнаты с теми, кого вы заблокировали
   *[many] { $count } комнат с теми, кого вы заблокировали
}
hallway-folded-why = Свёрнуто, потому что на сцене человек, которого вы заблокировали. Так это видите только вы.
hallway-hidden = { $count ->
    [one] { $count } комната, которую вы скрыли
    [few] { $count } комнаты, которые вы скрыли
   *[many] { $count } комнат, которые вы скрыли
}
hallway-hide = Скрыть
hallway-unhide = Показывать снова
hallway-unhide-named = Показывать снова: «{ $title }»
hallway-was-hidden = Комната «{ $title }» скрыта.

card-on-stage = На сцене: { $count }
card-listening = { $count ->
    [one] { $count } слушатель
    [few] { $count } слушателя
   *[many] { $count } слушателей
}
card-closed = Закрытая
card-social = Для своих
card-menu = Ещё о комнате «{ $title }»
card-here = Вы здесь
card-listen = Слушать
card-more = ещё { $count }

record-off-the-record = Не под запись
record-off-the-record-hint = Ничего не сохраняется. Пожалуйста, не цитируйте.

start-title = Открыть комнату
start-room-title = Название
start-room-title-hint = О чём разговор? До 60 знаков.
start-title-missing = Дайте комнате название.
start-languages = Языки комнаты
start-languages-hint = От одного до трёх.
start-languages-missing = Выберите хотя бы один язык.
start-type = Кто может войти
start-type-open = Открытая
start-type-open-hint = Все участники площадки.
start-type-social = Для своих
start-type-social-hint = Люди, на которых подписан кто-то из модераторов комнаты.
start-type-closed = Закрытая
start-type-closed-hint = Только люди из списка комнаты.
start-list = Люди в списке
start-list-hint = Имена пользователей одно за другим. Список можно дополнить позже.
start-list-add = Добавить
start-list-remove = Убрать { $handle } из списка
start-list-empty = Пока только вы.
start-submit = Поехали
start-muted = Вы выйдете на сцену с выключенным микрофоном.
