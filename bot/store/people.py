"""People: who is a member, and how a person is forgotten."""

from __future__ import annotations

from sqlalchemy import delete, update

from bot.store.answers import lock_answers
from bot.store.clock import Clock
from bot.store.database import Database, changed
from bot.store.inbox import forget_updates
from bot.store.models import AnswerRow, KeptRow, TurnRow, UsageRow, VoteRow
from bot.store.pseudonyms import Pseudonyms
from bot.store.records import Removed
from bot.store.shelf import Shelf

_MEMBER = "member"


class People:
    """What is known of people, by their pseudonyms."""

    def __init__(self, database: Database, clock: Clock, pseudonyms: Pseudonyms, shelf: Shelf) -> None:
        self._database = database
        self._clock = clock
        self._pseudonyms = pseudonyms
        self._shelf = shelf

    def put_membership(self, user_id: int, chat_id: int, is_member: bool, *, seconds: float) -> None:
        """Remember for some seconds whether a person belongs to a chat."""
        self._shelf.put(_MEMBER, self._pair(user_id, chat_id), is_member, seconds=seconds, user_id=user_id)

    def membership(self, user_id: int, chat_id: int) -> bool | None:
        """Return whether a person belongs to a chat; None: not known, or no longer."""
        known = self._shelf.get(_MEMBER, self._pair(user_id, chat_id))
        return None if known is None else bool(known)

    def _pair(self, user_id: int, chat_id: int) -> str:
        return f"{self._pseudonyms.user(user_id)}:{self._pseudonyms.chat(chat_id)}"

    def forget(self, user_id: int, *, handling: int | None = None) -> Removed:
        """Delete all that is stored of a person, questions that wait included; return how much that was.

        `handling` is the update that asks for it: it stays until it is done, so that it is answered.
        """
        user = self._pseudonyms.user(user_id)
        with self._database.write() as session:
            lock_answers(session, AnswerRow.user == user)
            removed = Removed(
                votes=changed(session, delete(VoteRow).where(VoteRow.user == user)),
                turns=changed(session, delete(TurnRow).where(TurnRow.user == user)),
                answers=changed(session, delete(AnswerRow).where(AnswerRow.user == user)),
                # What was spent stays spent, by nobody in particular.
                usage=changed(session, update(UsageRow).where(UsageRow.user == user).values(user=None)),
                kept=changed(session, delete(KeptRow).where(KeptRow.user == user)),
                updates=forget_updates(session, user, handling, self._clock()),
            )
        self._database.wipe_log()
        return removed
