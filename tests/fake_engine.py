"""An engine that answers by a script, as one does whose model writes sentence by sentence."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event
from types import SimpleNamespace
from typing import Any

from rag.answer import Answer, Citation, DroppedClaim, Mode, Writing
from rag.article import Article, ArticleKind
from rag.engine import Engine
from rag.talk.conversation import Turn

TEXT = "Hội thảo họp tại Huế ngày 19/5. Bà Trần Thị Hạnh khai mạc. Có 120 đại biểu tham dự."
ARTICLE = Article("hue", "Hội thảo tại Huế", None, "Báo Lao Động", None, "https://x.vn/1", "hue.txt",
                  ArticleKind.ARTICLE, TEXT)  # fmt: skip
SENTENCES = ("Hội thảo diễn ra ở Huế [1].", "Bà Trần Thị Hạnh khai mạc [2].", "Có 120 đại biểu [3].")
_QUOTES = ("Hội thảo họp tại Huế ngày 19/5.", "Bà Trần Thị Hạnh khai mạc.", "Có 120 đại biểu tham dự.")


def cited(*numbers: int) -> tuple[Citation, ...]:
    """Return citations of the article."""
    starts = [TEXT.index(_QUOTES[n - 1]) for n in numbers]
    return tuple(
        Citation(n, ARTICLE, start, start + len(_QUOTES[n - 1]), 1.0) for n, start in zip(numbers, starts, strict=True)
    )


def writing(prompt: int = 900, completion: int = 100, *reasons: str, problem: str | None = None) -> Writing:
    """Return what a model had to do with an answer."""
    dropped = tuple(DroppedClaim(reason, "chi tiết", "câu bị loại") for reason in reasons)
    return Writing("fake", prompt, completion, dropped, problem)


def written(said: str = " ".join(SENTENCES), by: Writing | None = None) -> Answer:
    """Return an answer that a model wrote."""
    turn = Turn(asked="?", question="Hội thảo ở đâu?", follows=False)
    return Answer(said, Mode.LLM, cited(1, 2, 3), turn=turn, writing=by or writing())


def quoted(by: Writing | None = None) -> Answer:
    """Return an answer of quotes alone."""
    turn = Turn(asked="?", question="Hội thảo ở đâu?", follows=False)
    return Answer(f"Theo bài:\n\n“{_QUOTES[0]}” [1]", Mode.EXTRACTIVE, cited(1), turn=turn, writing=by)


@dataclass
class FakeEngine:
    """Shows `pieces`, each after `pause` seconds, and then gives `answer`; without a model it gives quotes at once."""

    pieces: Sequence[str] = SENTENCES
    pause: float = 0.0
    answer: Callable[[], Answer] = written
    asked: list[dict[str, Any]] = field(default_factory=list)
    hang: Event | None = None  # that the model waits for before it writes
    notices: list[Any] = field(default_factory=list)
    prepared: Event = field(default_factory=Event)

    def ask(
        self, text: str, turns: Sequence[Turn] = (), *, model: bool = True, shown: Callable[[str], None] | None = None
    ) -> Answer:
        """Answer."""
        self.asked.append({"text": text, "turns": len(turns), "model": model, "shown": shown is not None})
        if not model:
            return quoted()
        if self.hang is not None:
            self.hang.wait(30)
        for place in range(len(self.pieces)):
            time.sleep(self.pause)
            if shown is not None:
                shown(" ".join(self.pieces[: place + 1]))
        time.sleep(self.pause)
        return self.answer()

    converse = Engine.converse
    take_notices = Engine.take_notices

    def ensure(self, progress: object = None) -> None:
        """Be ready."""

    def prepare(self) -> None:
        """Be ready to write."""
        self.prepared.set()

    def close(self) -> None:
        """Release nothing."""

    def manifest(self) -> Any:
        """Return what a generation is called."""
        return SimpleNamespace(name="g1")
