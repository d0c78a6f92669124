### Входящие: что касается меня и как часто об этом сообщать.

inbox-title = Входящие
inbox-empty = Пока ничего. Когда вас позовут в комнату или кто-то войдёт по вашему приглашению, вы прочтёте об этом здесь.
inbox-new = Новое
inbox-fresh = { $count ->
    [one] { $count } новое
    [few] { $count } новых
   *[many] { $count } новых
}
inbox-more = Показать более ранние
inbox-somebody = Кто-то, кого здесь больше нет
inbox-joined = { $name } теперь здесь. Поздороваться?
inbox-say-hello = Поздороваться
inbox-saying-hello = Открываем комнату…
inbox-hello-title = Привет, { $name }
inbox-ping = { $name } зовёт вас в комнату «{ $room }».
inbox-ping-over = { $name } зовёт вас в комнату, но она уже закрыта.
inbox-room-opened = { $name } открывает комнату «{ $room }».
inbox-room-opened-over = Комната, которую ведёт { $name }, уже закрыта.
inbox-join-room = Войти в комнату
inbox-waiting = Человек, который хочет войти, говорит, что вы знакомы.
inbox-waiting-look = Посмотреть
inbox-report-decided = По жалобе, которая вас касается, принято решение.
inbox-appeal-answered = На ваше возражение дан ответ.
inbox-suspension-lifted = Приостановка закончилась. Вы снова можете участвовать.
inbox-case-waits = Жалоба или возражение ждёт ответа.
inbox-case-look = К жалобам
inbox-wishes = О чём вам сообщать

notices-title = Уведомления
notices-lead = О чём сообщают входящие и как часто. О том, что касается вас самих, например о решении по жалобе, вы узнаете всегда. «Иногда» значит не чаще раза в час.
notices-joined = Кто-то входит по вашему приглашению
notices-ping = Вас зовут в комнату
notices-room-opened = Кто-то из ваших подписок открывает комнату
notices-waiting = Вас называют в списке ожидания
notices-always = Всегда
notices-sometimes = Иногда
notices-never = Никогда
notices-pause = Приостановить всё это
notices-pause-hint = Ничего из этого до вас не дойдёт, пока пауза не снята.
inbox-acts-look = Посмотреть решение
