### Люди: поиск, профили, подписки и блокировки.

people-title = Люди
people-search = Найти людей
people-search-hint = По имени или имени пользователя, от двух знаков.
people-searching = Ищем…
people-none = Никого с таким именем здесь нет.
people-found = { $count ->
    [one] Найден { $count } человек
    [few] Найдено { $count } человека
   *[many] Найдено { $count } человек
}
people-limit = Поисков было очень много. Продолжить можно чуть позже.
people-more = Показать ещё
people-you-follow = Ваши подписки
people-follow-you = Ваши подписчики

follow = Подписаться
follow-named = Подписаться: { $name }
following = Вы подписаны
following-named = Вы подписаны: { $name }. Отписаться
follows-you = Подписка на вас

profile-edit = Изменить профиль
profile-speaks = Языки: { $languages }
profile-joined = Здесь с { $date }
profile-nominated = Рекомендует
profile-followers = { $count ->
    [one] { $count } подписчик
    [few] { $count } подписчика
   *[many] { $count } подписчиков
}
profile-following = { $count ->
    [one] { $count } подписка
    [few] { $count } подписки
   *[many] { $count } подписок
}
profile-more = Ещё: { $name }
profile-missing-title = Такого имени пользователя здесь нет.
profile-missing-text = Возможно, имя пользователя изменилось или доступ к профилю закрыт.

follows-followers = Подписчики: { $name }
follows-following = Подписки: { $name }
follows-no-followers = Пока никого.
follows-no-following = Пока никого.
follows-capped = Показаны только первые { $count }.

block = Заблокировать
block-named = Заблокировать: { $name }?
block-cannot = { $name } больше не сможет входить в комнаты, которые ведёте вы, звать вас, подписываться на вас и видеть ваш профиль: всё будет так, будто вас здесь нет.
block-ends = Подписки друг на друга отменяются.
block-fold = Комнаты, где этот человек на сцене, будут свёрнуты в вашем коридоре.
block-others = В чужих комнатах ничего не меняется: вы оба можете слушать, поднимать руку и говорить.
block-secret = Об этом никто не узнает, а снять блокировку можно в любой момент.
block-do = Заблокировать
block-doing = Блокируем…
unblock = Разблокировать
unblock-named = Разблокировать: { $name }
unblocking = Разблокируем…
blocked-here = Этот человек у вас заблокирован.
blocked-title = Заблокированные
blocked-lead = Этот список видите только вы. Никто не узнает, что он в этом списке.
blocked-none = Вы никого не заблокировали.

person-name = Имя
person-name-hint = Так вас будут называть. Паспортное имя не нужно.
person-handle-label = Имя пользователя
person-handle-hint = От 3 до 16 знаков: a–z, 0–9 и _. Оно видно везде рядом с именем.
person-name-missing = Напишите имя, которое увидят люди.
person-handle-missing = Выберите имя пользователя: от 3 до 16 знаков a–z, 0–9 и _.
person-languages-missing = Выберите хотя бы один язык.
