### Внутри комнаты: лист, сцена, руки, приглашения, микрофон и окончание.

room-minimise = Назад в коридор, звук останется
room-share = Поделиться
room-share-copied = Ссылка скопирована
room-joining = Входим…
room-joining-slow = Это дольше обычного.
room-leave-quietly = Тихо выйти
room-closing = Нет модератора. Комната закроется через { $clock }

room-stage = Сцена
room-stage-empty = На сцене сейчас никого.
room-followed = Подписки тех, кто на сцене
room-audience = Остальные в комнате
room-audience-empty = Пока никто не слушает.
room-audience-more = Показать ещё
room-blocked = { $count ->
    [one] Здесь { $count } человек из заблокированных вами.
    [few] Здесь { $count } человека из заблокированных вами.
   *[many] Здесь { $count } человек из заблокированных вами.
}
room-you = Вы

role-host = Ведёт
role-moderator = Модератор
role-speaker = На сцене
role-listener = Слушает

state-speaking = говорит
state-muted = микрофон выключен
state-held = микрофон выключен модератором
state-no-microphone = пока без микрофона
state-joining = входит
state-reconnecting = восстанавливает связь
state-seat = место сохранено
state-invited = есть приглашение на сцену

sound-tap-to-listen = Нажмите, чтобы слушать
sound-tap-to-reconnect = Нажмите, чтобы подключиться снова
sound-listen-here = Слушать здесь
sound-title = Звук
sound-room-volume = Громкость комнаты
sound-volume = Громкость
sound-percent = { $percent } %
sound-here-only = Только на этом устройстве, пока открыта страница.
sound-turned-down = Звук комнаты убран до нуля.
sound-turn-up = Включить звук

hand-raise = Поднять руку
hand-lower = Опустить руку
hand-raising = Поднимаем…
hand-lowering = Опускаем…

hands-title = Руки
hands-title-count = Руки ({ $count })
hands-open = { $count ->
    [one] { $count } рука
    [few] { $count } руки
   *[many] { $count } рук
}
hands-empty = Поднятых рук нет.
hands-waiting = ждёт { $clock }
hands-invite = Пригласить на сцену
hands-inviting = Приглашаем…
hands-invited = Приглашение отправлено
hands-not-now = Не сейчас
hands-next = Следующая рука

offer-title = { $moderator } приглашает вас на сцену.
offer-text = Вы выйдете с выключенным микрофоном. Вас услышат, только когда вы его включите.
offer-join = Выйти на сцену
offer-later = Может быть, позже
offer-clock = { $seconds ->
    [one] Осталась { $seconds } секунда
    [few] Осталось { $seconds } секунды
   *[many] Осталось { $seconds } секунд
}
offer-accepting = Выходим на сцену…
offer-declining = Одну минуту…

check-title = Проверка микрофона
check-asking = Браузер просит доступ к микрофону. Разрешите его, чтобы продолжить.
check-say-something = Скажите что-нибудь. Это видно только вам.
check-heard = Вас слышно
check-level = Уровень микрофона
check-go-on = Дальше
check-publishing = Настраиваем микрофон…
check-stay-listener = Остаться слушать

mic-mute = Выключить микрофон
mic-unmute = Включить микрофон
mic-held-for = Уже { $clock }
mic-held-short = Выключен модератором
mic-setting-up = Настраиваем…
mic-denied = Доступ к микрофону закрыт.
mic-denied-how = Откройте настройки сайта рядом с адресом, разрешите микрофон и попробуйте снова.
mic-none = Микрофон не найден.
mic-none-how = Подключите микрофон или выберите другой в настройках системы и попробуйте снова.
mic-interrupted = Телефон забрал микрофон.
mic-failed = Не удалось настроить микрофон.
mic-failed-how = Возможно, его занимает другая программа. Закройте её и попробуйте снова.
mic-connect = Подключить микрофон
mic-silent = С вашего микрофона ничего не слышно.
mic-silent-how = Посмотрите, не выключен ли он и тот ли микрофон используется.
mic-came-down = За 90 секунд микрофон не подключился, поэтому вы снова в зале. Поднимите руку, чтобы попросить слово ещё раз.

ping-title = Позвать в комнату
ping-lead = Человек получит уведомление и сам решит, приходить ли. Больше никто об этом не узнает.
ping-left = { $count ->
    [0] Вы уже позвали десять человек. В эту комнату больше нельзя.
    [one] Можно позвать ещё { $count } человека.
    [few] Можно позвать ещё { $count } человек.
   *[many] Можно позвать ещё { $count } человек.
}
ping-search = Найти среди них
ping-nobody = Сейчас звать некого. Позвать можно тех, кто на вас подписан.
ping-none-found = Среди них никого с таким именем.
ping-send = Позвать
ping-named = Позвать: { $name }
ping-sending = Зовём…
ping-sent = Уведомление ушло

card-report = Пожаловаться
room-report = Пожаловаться на комнату
card-profile = Профиль

act-invite = Пригласить на сцену
act-inviting = Приглашаем…
act-hold = Забрать микрофон
act-holding = Забираем…
act-release = Вернуть микрофон
act-releasing = Возвращаем…
act-move = Перевести в зал
act-moving = Переводим…
act-step-down = Уйти со сцены
act-stepping-down = Уходим…
act-list-add = Впустить кого-то
act-list-add-hint = Добавляет имя пользователя в список этой закрытой комнаты.
act-list-added = { $handle } теперь может войти.

leave-host-title = Выйти из комнаты, которую вы ведёте?
leave-host-hand-over = Выйти? Дальше ведёт { $deputy }.
leave-host-text = Комната продолжит работу, все останутся в ней.
leave-host-alone = Принять комнату некому: модератора нет. Она закроется через две минуты после вашего выхода.
end-room = Закрыть комнату
end-title = Закрыть комнату для всех?
end-text = Все выйдут сразу. Отменить это нельзя.
end-ending = Закрываем…

ended-by-admin = Эта комната закрыта администрацией.
ended-this-room = эта комната
ended-reason = Причина: { $reason }
ended-lost = Связь прервалась слишком надолго.
ended-lost-text = Возможно, комната ещё открыта.
ended-come-back = Слушать снова

mini-label = Комната, в которой вы
mini-quiet = Никто не говорит
mini-return = Назад в комнату:

keys-title = Клавиатура
keys-mute = Выключить или включить микрофон
keys-hand = Поднять или опустить руку
keys-leave = Тихо выйти
keys-hands = Руки, для модераторов
keys-ping = Позвать в комнату
keys-people = Перейти к соседней карточке
keys-card = Открыть карточку
keys-help = Этот список
