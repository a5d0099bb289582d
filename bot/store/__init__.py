"""The bot's state: inbox, conversations, answers and votes, quotas; in SQLite, or in Postgres.

All methods block and may be called from any thread; an event loop calls them with `asyncio.to_thread`. They take
Telegram's ids and keep only pseudonyms of them. Every method may raise `StoreError`.

    store.inbox       updates, on disk before they are acknowledged, until they are done
    store.talks       the turns of conversations
    store.answers     what was answered, word by word, and the votes on it
    store.people      who is a member; forgetting a person
    store.usage       what was used on which day, for budgets; reserved before, settled after
    store.shelf       small values with an expiry: notices given once, confirmations that wait
    store.statistics  figures, and the questions that the articles don't answer
"""

from bot.store.errors import StoreError
from bot.store.records import (
    AnswerContent,
    AnswerRecord,
    Day,
    GivenUp,
    Incoming,
    Limits,
    ModelFigures,
    Pending,
    Quoted,
    Removed,
    Spent,
    Statistics,
    StoredTurn,
    StoredUpdate,
    Suggested,
    Talk,
    Tally,
    Unanswered,
    Vote,
)
from bot.store.store import Store, has_state, open_store

__all__ = [
    "AnswerContent",
    "AnswerRecord",
    "Day",
    "GivenUp",
    "Incoming",
    "Limits",
    "ModelFigures",
    "Pending",
    "Quoted",
    "Removed",
    "Spent",
    "Statistics",
    "Store",
    "StoreError",
    "StoredTurn",
    "StoredUpdate",
    "Suggested",
    "Talk",
    "Tally",
    "Unanswered",
    "Vote",
    "has_state",
    "open_store",
]
