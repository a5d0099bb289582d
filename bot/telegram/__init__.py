"""The Telegram bot: updates in, answers out, and nothing lost in between.

    polling, webhook -> Store (inbox) -> lanes -> dispatch -> questions | buttons | commands | admin -> sending

app        wires everything and runs it: `run(settings)`; signals, start and stop
client     the `telegram.Bot` with its timeouts and addresses; `call()` for answers that are wanted raw
repair     makes updates of servers whole that are not Telegram's own
masking    keeps the token out of every log line
incoming   `telegram.Update` -> `Incoming`, a frozen value: who, where, what; None where nothing is meant for the bot
intake     an update is stored before it is acknowledged; `polling` and `webhook` are the two ways in
lanes      in order within a chat and topic, different ones side by side, stopped in good time
dispatch   one `Incoming` to the one that handles it; whatever fails is logged and told politely
questions  a question: quota, typing, engine (a model too, within `bot.budget` and in time), record, answer;
           `buttons` those below it; `commands` /start and the like
streaming  what a model has written so far, as a draft or as a message that is edited; private chats only
sending    `Sender.send(place, Outgoing)`: the final send is sacred; `pace` keeps Telegram's limits
records    an answer as it is kept, and what is shown of it; `alternatives`, what else the articles have
access     members only, where TELEGRAM_MEMBER_CHAT_ID is set; `quota` questions per minute

Seams for the rendering and admin modules:
- `outgoing.Outgoing(html, rows)` is one message, `outgoing.Button(text, data)` a button (data <= 64 bytes),
  `outgoing.Place(chat_id, thread_id, private)` where to send it. `render` is pure and returns tuples of `Outgoing`;
  `records` makes an answer's record from an `Answer`, and messages and buttons from a record.
- `services.Services` holds what a handler may use: settings, bot, quiet (the bot for what only decorates), store,
  engine, sender, `spawn` (background tasks), `think` and `stored` (threads of the engine and of the store).
- `admin` has COMMANDS (name -> Vietnamese description), PREFIX (of its buttons' data), `command`, `press`, `document`
  (each awaited with services and incoming) and `jobs(services)`, what runs until the bot stops. They are called for
  `services.is_admin(incoming)` only: a listed id, in a message that is not forwarded, edited, anonymous or a channel's.
- An update's handler may be run again after a kill: what must not happen twice is recorded first. What takes long
  goes through `services.spawn(coroutine)`, so that the admin's chat is not held up.
"""
