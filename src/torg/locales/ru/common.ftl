### То, что есть на всех страницах: навигация, языки, простые действия, состояние связи.

nav-label = Главное меню
nav-hallway = Коридор
nav-start = Открыть
nav-people = Люди
nav-inbox = Входящие
nav-unread = непрочитанных: { $count }
nav-me = Я
skip-to-content = К содержанию
page-title = { $page } · { $instance }

language-en = English
language-is = Íslenska
language-ru = Русский
me-language = Язык страницы
languages-label = Языки
languages-hint = Языки, на которых вы говорите.

action-back = Назад
action-cancel = Отмена
action-close = Закрыть
action-not-now = Не сейчас
action-undo = Отменить
action-try-again = Попробовать снова
action-to-hallway = Назад в коридор

signs-left = { $count ->
    [one] Остался { $count } знак
    [few] Осталось { $count } знака
   *[many] Осталось { $count } знаков
}
loading = Загрузка…
person-handle = @{ $handle }
new-here = Недавно здесь
demo-mark = Демо
demo-notice = Это демонстрация. Часть голосов записана заранее.

version-ready = Готова новая версия.
version-reload = Перезагрузить
no-live-sound = Этот браузер не умеет воспроизводить живой звук.
not-found-title = Здесь ничего нет.
not-found-text = Возможно, страница переехала или доступ к ней закрыт.

duration-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
ago-now = только что
ago-minutes = { $count ->
    [one] { $count } минуту назад
    [few] { $count } минуты назад
   *[many] { $count } минут назад
}
ago-hours = { $count ->
    [one] { $count } час назад
    [few] { $count } часа назад
   *[many] { $count } часов назад
}
ago-days = { $count ->
    [one] { $count } день назад
    [few] { $count } дня назад
   *[many] { $count } дней назад
}
