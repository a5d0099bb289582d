"""An answer grows on a terminal while it is written, and nothing of that is left when the whole of it is printed."""

from __future__ import annotations

import io
import logging
import sys
import time

import pytest
from rich.console import Console

from bot import terminal_words as words
from bot.draft import Draft, drafting
from bot.questioner import Questioner
from bot.terminal import show_answer
from tests.fake_engine import SENTENCES, FakeEngine, written
from tests.screen import screen


def console(*, terminal: bool = True, height: int = 24) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=100, height=height, force_terminal=terminal, color_system=None, highlight=False), out


def test_the_screen_of_these_tests() -> None:
    assert screen("một\nhai\x1b[1A\r\x1b[2Kba\n\x1b[1mbốn\x1b[0m\x1b[?25l") == "ba\nbốn"


def test_what_was_drafted_makes_room_for_the_whole() -> None:
    there, out = console()
    there.print("Bạn hỏi> ai?")
    with drafting(there, on=True) as show:
        assert show is not None
        for count in (1, 2, 3):
            show(" ".join(SENTENCES[:count]))
            time.sleep(0.2)  # longer than between two redraws
    assert SENTENCES[0] in out.getvalue(), "it was seen"
    show_answer(there, written())
    left = screen(out.getvalue())
    assert left.count(SENTENCES[0]) == 1
    assert words.WRITING not in left
    assert words.SEARCHING not in left
    assert left.startswith(f"Bạn hỏi> ai?\n{' '.join(SENTENCES)}\n\n{words.QUOTES}\n[1] “Hội thảo họp")


def test_the_end_of_a_draft_is_seen_where_the_screen_is_small() -> None:
    there, out = console(height=8)
    draft = Draft()
    draft.show("\n".join(f"dòng {number}" for number in range(40)))
    there.print(draft)
    seen = out.getvalue().splitlines()
    assert seen[:-1] == [f"dòng {number}" for number in range(35, 40)]
    assert seen[-1].endswith(words.WRITING)


def test_a_draft_commands_no_terminal() -> None:
    there, out = console()
    draft = Draft()
    draft.show("Câu \x1b[2Jxấu\u202e [1].")
    there.print(draft)
    assert "Câu [2Jxấu [1]." in out.getvalue()


@pytest.mark.parametrize(("on", "terminal"), [(False, True), (True, False)])
def test_nothing_is_drafted_where_nobody_writes_or_watches(on: bool, terminal: bool) -> None:
    there, out = console(terminal=terminal)
    with drafting(there, on=on) as show:
        assert show is None
    assert out.getvalue() == ""


def test_a_question_that_fails_leaves_no_draft() -> None:
    there, out = console()
    with pytest.raises(KeyboardInterrupt), drafting(there, on=True) as show:
        assert show is not None
        show(SENTENCES[0])
        raise KeyboardInterrupt
    assert screen(out.getvalue()) == ""


def test_what_is_logged_meanwhile_goes_where_it_always_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    there, out = console()
    errors = io.StringIO()  # a file that somebody sends it to
    monkeypatch.setattr(sys, "stderr", errors)
    handler = logging.StreamHandler(errors)
    logging.getLogger("bot").addHandler(handler)
    try:
        with drafting(there, on=True):
            logging.getLogger("bot").warning("the model failed")
            sys.stderr.write("và thế nữa\n")
    finally:
        logging.getLogger("bot").removeHandler(handler)
    assert errors.getvalue() == "the model failed\nvà thế nữa\n"
    assert "model failed" not in out.getvalue()


def test_why_no_model_wrote_is_told_once_below_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    from bot.budget import Budget
    from rag.settings import RagSettings

    values = {"openai_model": "fake", "openai_api_key": "key", "openai_daily_tokens": 5, "_env_file": None}
    budget = Budget(RagSettings(**values), lambda: None)  # type: ignore[arg-type]
    questioner = Questioner(FakeEngine(), budget, writes=True)  # type: ignore[arg-type]
    for _ in range(2):
        questioner.ask("Ai?")
        questioner.tell()
    seen = capsys.readouterr()
    assert " ".join(seen.err.split()).count(words.UNPAID["uncounted"]) == 1
    assert seen.out == ""
