# Для программ чтения с экрана и системных элементов управления звуком.
live-speaking = { $count ->
    [one] Говорит { $names }.
    [few] Говорят { $names }.
   *[many] Говорят { $names }.
  }
live-on-stage-muted = Вы на сцене, микрофон выключен.
live-in-audience = Вы в зале.
live-held = Ваш микрофон выключен модератором.
live-released = Теперь можно включить микрофон.
live-room-ended = Комната закрыта.
live-room-ended-by = { $name } закрывает комнату. Спасибо, что пришли.
live-reconnecting = Восстанавливаем связь…
live-listening = Вы слушаете.
live-elsewhere = Вы слушаете на другом устройстве.
live-hand-number = Рука поднята. Ваш номер в очереди: { $number }.
live-hosted-by = Ведёт { $name }
