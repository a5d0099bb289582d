"""What the engine did with one question. Confidence and ranking come by the path that `Engine.ask` takes."""

from __future__ import annotations

from dataclasses import dataclass

from rag.answer import Mode
from rag.article import Passage
from rag.engine import Engine
from rag.ranking.evidence import choose
from rag.talk.conversation import Resolved
from rag.talk.intent import Intent, recognise

SENTENCES = 10  # best sentences that are kept


@dataclass(frozen=True, slots=True)
class Observation:
    """One question as the engine took it."""

    asked: str
    mode: Mode  # of the answer
    cited: tuple[Passage, ...]  # what the answer quotes; none where it refuses
    milliseconds: float | None  # of the answer; None where that was not measured
    ranked: tuple[str, ...]  # ids of the articles, best first
    sentences: tuple[Passage, ...]  # the best of all sentences, best first
    quotes: tuple[Passage, ...]  # what would be quoted if nothing were ever refused
    confidence: float  # that the articles answer, in [0, 1]; 0 for what is not taken for a question
    threshold: float  # of the confidence, below which the engine refuses
    agrees: bool  # whether quotes and confidence explain the answer

    @property
    def answered(self) -> bool:
        """Whether there was an answer."""
        return bool(self.cited)


def observe(engine: Engine, text: str, *, quick: bool = False) -> Observation:
    """Ask a question, and look at what it was answered by.

    Args:
        engine: Who answers.
        text: The question.
        quick: Take the answer from ranking and confidence alone where that is how it is made, which is twice as quick.
    """
    request = recognise(text)
    is_question = request.intent is Intent.QUESTION
    # Asked first: afterwards the vector of the question is known, and the answer would come too soon.
    answer = None if quick and is_question else engine.ask(text, model=False)
    resolved = Resolved(request.text)
    ranking = engine.search(resolved.text)
    quotes = tuple(quote.passage for quote in choose(ranking, 0.0).quotes)
    evidence = choose(ranking, engine.threshold(resolved))
    cited = tuple(quote.passage for quote in evidence.quotes)
    mode, agrees = Mode.EXTRACTIVE if cited else Mode.REFUSAL, True
    milliseconds: float | None = None
    if answer is not None:
        expected = cited
        cited = tuple(Passage(c.article.id, c.start, c.end) for c in answer.citations)
        mode, milliseconds = answer.mode, answer.timings_ms.get("total")
        agrees = not is_question or cited == expected
    return Observation(
        asked=text,
        mode=mode,
        cited=cited,
        milliseconds=milliseconds,
        ranked=tuple(hit.article.id for hit in ranking.articles),
        sentences=tuple(
            Passage(hit.sentence.article_id, hit.sentence.start, hit.sentence.end) for hit in ranking.hits[:SENTENCES]
        ),
        quotes=quotes,
        confidence=evidence.confidence if is_question or cited else 0.0,
        threshold=engine.threshold(resolved),
        agrees=agrees,
    )
