"""The conversation in a terminal; questions from a pipe are answered line by line."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot import terminal_words as words
from bot.error_words import explain, unexpected
from bot.questioner import Questioner, asking
from bot.session import tell_notices
from bot.settings import Settings
from bot.terminal import notice, output_console, say, show_answer, show_debug, show_sources
from rag.errors import RagError
from rag.text.vietnamese import fold

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import History
    from prompt_toolkit.key_binding import KeyPressEvent

    from rag.answer import Answer
    from rag.engine import Engine
    from rag.talk.conversation import Turn

_HISTORY = "chat_history"

_log = logging.getLogger(__name__)


class Chat:
    """One conversation: questions and commands in, answers on the console."""

    def __init__(self, engine: Engine, console: Console, questioner: Questioner, *, debug: bool = False) -> None:
        self._engine = engine
        self._console = console
        self._questioner = questioner
        self._debug = debug
        self._last: Answer | None = None
        self._turns: list[Turn] = []
        self.failed = False
        self._commands: dict[str, Callable[[], None]] = {
            "/nguon": self._sources,
            "/moi": self._start_afresh,
            "/trogiup": lambda: say(console, words.CHAT_HELP),
        }

    def take(self, line: str) -> bool:
        """Answer one line; False when it asks to leave."""
        line = line.strip()
        name = fold(line)  # "/nguồn" is as good as "/nguon"
        if not line.startswith("/"):
            self._answer(line)
        elif name == "/thoat":
            return False
        elif name in self._commands:
            self._commands[name]()
        else:
            say(self._console, words.unknown_command(line))
        return True

    def _answer(self, question: str) -> None:
        try:
            answer = self._questioner.ask(question, self._turns, self._console)
            if self._debug:
                show_debug(self._engine.search(question), answer)
        except RagError as error:
            self._fail(explain(error))
        except OSError:
            raise
        except Exception as error:  # a conversation goes on
            self._fail(unexpected(error))
        else:
            self._last = answer
            self._turns += [answer.turn] if answer.turn else []
            show_answer(self._console, answer)
            self._questioner.tell()
        tell_notices(self._engine)

    def _fail(self, line: str) -> None:
        _log.debug("a question failed", exc_info=True)
        self.failed = True
        notice(line)

    def _sources(self) -> None:
        if self._last is None:
            say(self._console, words.NO_SOURCES)
        elif not self._last.citations:
            say(self._console, words.NOT_ANSWERED)
        else:
            show_sources(self._console, self._last)

    def _start_afresh(self) -> None:
        self._last = None
        self._turns.clear()
        say(self._console, words.NEW_TALK)


def run(settings: Settings, *, debug: bool) -> bool:
    """Talk until the person leaves or the pipe ends; return whether an answer to a pipe failed."""
    console = output_console()
    if sys.stdin.isatty() and sys.stdout.isatty():
        say(console, words.GREETING)
        with asking(settings) as (engine, questioner):
            # While the first question is typed; whoever leaves before needn't wait for it.
            threading.Thread(target=_prepare, args=(engine,), name="prepare", daemon=True).start()
            _converse(Chat(engine, console, questioner, debug=debug), console, settings.rag.data_dir)
        return False
    with asking(settings) as (engine, questioner):
        chat = Chat(engine, console, questioner, debug=debug)
        _read(sys.stdin, chat, console)
        return chat.failed


def _prepare(engine: Engine) -> None:
    try:
        engine.prepare()
    except Exception:  # what is wrong is told with the answer
        _log.debug("the model can't be made ready", exc_info=True)


def _read(lines: Iterable[str], chat: Chat, console: Console) -> None:
    for line in lines:
        if line.strip():
            if not chat.take(line):
                return
            say(console, "")
            sys.stdout.flush()


def _converse(chat: Chat, console: Console, data_dir: Path) -> None:
    session = _session(data_dir)
    while True:
        try:
            line = session.prompt(words.PROMPT)
        except (EOFError, KeyboardInterrupt):
            break
        if not line.strip():
            continue
        try:
            if not chat.take(line):
                break
        except KeyboardInterrupt:  # stops the answer, not the conversation
            say(console, words.STOPPED)
        say(console, "")
    say(console, words.GOODBYE)


def _session(data_dir: Path) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("c-c")
    @keys.add("<sigint>")
    def _clear_or_leave(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt)

    commands = WordCompleter([name for name, _ in words.CHAT_COMMANDS], sentence=True)
    return PromptSession(
        history=_history(data_dir / _HISTORY),
        completer=commands,
        complete_while_typing=False,
        key_bindings=keys,
    )


def _history(path: Path) -> History:
    from prompt_toolkit.history import FileHistory

    class Forgiving(FileHistory):
        """Questions of earlier conversations; a file that can't be read or written costs only them."""

        def load_history_strings(self) -> Iterable[str]:
            try:
                return list(super().load_history_strings())
            except OSError:
                return []

        def store_string(self, string: str) -> None:
            with suppress(OSError):
                super().store_string(string)

    with suppress(OSError):
        path.touch(mode=0o600)  # what people ask is nobody else's business
    return Forgiving(str(path))
