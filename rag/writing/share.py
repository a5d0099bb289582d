"""A model's share in one answer: the calls, what they cost, and what came of them."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from rag.answer import Answer, DroppedClaim, Writing

if TYPE_CHECKING:
    from rag.writing.citing import Prose
    from rag.writing.writer import Rewritten, Writer, Written

UNANSWERED, BROKEN = "unanswered", "broken"  # values of `rag.writing.page.Problem`

Made = TypeVar("Made", bound="Written | Rewritten")

_log = logging.getLogger(__name__)


@dataclass
class Share:
    """A model's share in one answer so far."""

    writer: Writer
    ends: float  # by `time.monotonic`
    spent: float = 0.0  # seconds
    called: bool = False
    prompt: int = 0  # tokens
    completion: int = 0
    dropped: tuple[DroppedClaim, ...] = ()
    problem: str | None = None

    @property
    def left(self) -> float:
        """Seconds until the last word is due."""
        return self.ends - time.monotonic()

    def made(self, call: Callable[[], Made]) -> Made | None:
        """Make a call and count it; return what came of it, or None where that can't even be read."""
        self.called = True
        started = time.monotonic()
        try:
            made = call()
        except Exception as error:  # whatever a model writes, and whatever reading it brings up: there are quotes
            _log.error("what the model wrote can't be read: %s", type(error).__name__)
            _log.debug("the trace of it", exc_info=True)
            self.problem = BROKEN
            return None
        finally:
            self.spent += time.monotonic() - started
        self.prompt += made.usage.prompt
        self.completion += made.usage.completion
        self.problem = made.problem.value if made.problem else None
        return made

    def written(self, call: Callable[[], Written]) -> Prose | None:
        """Have an answer written; return what of it may be shown, or None where it can't be used."""
        made = self.made(call)
        if made is None:
            return None
        self.dropped = made.dropped
        return made.prose if made.problem is None else None

    def writing(self) -> Writing | None:
        """Return what is told of it; None where no call was made."""
        if not self.called:
            return None
        return Writing(self.writer.model, self.prompt, self.completion, self.dropped, self.problem)


def report(writing: Writing, answer: Answer, seconds: float) -> None:
    """Log what a model did, without a member's word."""
    reasons = Counter(dropped.reason for dropped in writing.dropped)
    _log.info(
        "model %s: %s in %.1f s, %d + %d tokens, %d cited, dropped: %s",
        writing.model,
        writing.problem or "answered",
        seconds,
        writing.prompt_tokens,
        writing.completion_tokens,
        len(answer.citations),
        ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())) or "nothing",
    )
