"""Whether the quotes of a written answer bear its sentences, and whether each of them is needed.

Citation recall and precision after Gao et al., "Enabling Large Language Models to Generate Text with Citations" (2023).
What bears a sentence is decided by the guard of `rag.writing` and not by another model, and it reads the quotes as they
are shown. Precision is by leaving one out: a quote is needed where the sentence is not borne without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.answer import Answer
from rag.article import Sentence, SentenceKind
from rag.writing.guard import Guard
from rag.writing.prose import Claim, ClaimReader
from rag.writing.sheet import Line, Sheet

_LEAD = re.compile(r"\A[^\n\[\]]*:\n\n")  # what the program itself says before a summary


@dataclass(frozen=True, slots=True)
class Bearing:
    """Counts over the sentences of one answer."""

    sentences: int
    borne: int  # sentences that their quotes bear
    cited: int  # pairs of a sentence and a quote that it cites
    needed: int  # pairs of a borne sentence and a quote that it needs


def bearing(answer: Answer, question: str) -> Bearing:
    """Look at each sentence of a written answer beside the quotes that it cites.

    Args:
        answer: With markers `[n]` in its text, and a citation for each.
        question: What was asked; names in it need no quote.
    """
    guard = Guard(sheet_of(answer), question)
    reader = ClaimReader()
    text = _LEAD.sub("", answer.text)
    claims = [*reader.feed(text), *reader.finish()]
    borne = [claim for claim in claims if guard.check(claim).passed]
    return Bearing(
        sentences=len(claims),
        borne=len(borne),
        cited=sum(len(claim.numbers) for claim in claims),
        needed=sum(_is_needed(number, claim, guard) for claim in borne for number in claim.numbers),
    )


def sheet_of(answer: Answer) -> Sheet:
    """Return the quotes of an answer as the lines of a sheet, each under its own number."""
    lines = tuple(
        Line(
            citation.n,
            Sentence(
                citation.article.id,
                citation.n,
                citation.start,
                citation.end,
                SentenceKind.BODY,
                citation.n,
                citation.quote,
            ),
        )
        for citation in answer.citations
    )
    return Sheet({citation.article.id: citation.article for citation in answer.citations}, lines)


def _is_needed(number: int, claim: Claim, guard: Guard) -> bool:
    others = tuple(other for other in claim.numbers if other != number)
    return not others or not guard.check(replace(claim, numbers=others)).passed
