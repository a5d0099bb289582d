"""The candidates that are shown: near enough to the question's words, and nearer than the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.questions.asks import Asks
from rag.questions.question import Question, understand
from rag.spans.candidates import candidates
from rag.spans.cells import cells, in_row
from rag.spans.nearness import Span, Surroundings, folded_words
from rag.text.vietnamese import fold

_ALL = re.compile(r"\b(?:nhung|cac|ke ten|liet ke|gom|bao gom|lan luot|hai nguoi|ca hai)\b")
_BESIDES = re.compile(r"\b(?:ngoai|ben canh)\b")
_LEAST = 0.1  # nearness below which a candidate is no answer
_SHARE = 0.3  # share of the question that its sentence must hold
_LEAST_ALONE, _SHARE_ALONE = 0.06, 0.16  # the same for the only candidate
_LEAST_REASON, _SHARE_REASON = 0.0, 0.05  # and for the only reason: what it is for may be said in other words
_SHARE_NAMED = 0.2  # the same for what has the noun of "nào"
_OF_BEST = 0.6  # of the share that the best sentence has: what stands in one with less answers something else
_CLEAR = 1.5  # how much nearer than the next one the best one must be
_WITH = 0.55  # of the best one's nearness that others need, where several are asked for
_MOST = 4
# "Ai hiến máu nhiều nhất?" isn't answered by who is "lớn tuổi nhất".
_MOST_OF = re.compile(r"\b(nhieu|it|lon|cao|thap|dong|gia|tre|tuoi|dai|ngan|nhanh|som|muon) nhat\b")
_QUESTIONS = re.compile(r"(?<=\?)\s+")
_DENIED = re.compile(r"\b(?:không|chưa)\b")
_DENIED_ASKED = re.compile(r"\b(?:khong|chua) (?:duoc|co|tham|dat|ky|nop|dong|bi|the|den|tra|cap|nhan|lam|di|hoan)\b")
_LISTS = frozenset({Asks.WHO, Asks.HOW_MANY})
_AND = re.compile(r"(?:,|\s)*(?:(?:và|hoặc|đến|[-–]) ?)?(?:(?:đồng chí|ông|bà|anh|chị) )?")
# What stands for itself wherever it is: a line of its own, or the one clause of its kind.
_ALONE = frozenset({Asks.AUTHOR, Asks.PHOTO, Asks.PUBLISHED, Asks.SOURCE, Asks.ROLE})


@dataclass(frozen=True, slots=True)
class _Scored:
    """A candidate with how near it stands to the question's words."""

    quote: int  # which one it is in
    span: Span
    text: str
    score: float
    share: float  # of the question, in its sentence


def answer_spans(
    question: Question, quotes: Sequence[str], sources: Sequence[str] = ()
) -> tuple[tuple[Span, ...], ...]:
    """Return for each quote the spans that likely answer, in reading order and apart; none where it is unsure.

    What the question says itself is no answer to it. Of several candidates the one nearest to the question's
    words is taken, and all near ones where the question asks for several. The quotes of one source are looked at
    together, as the answer is in one of them; different sources may each have theirs.

    Args:
        question: What is asked.
        quotes: All of an answer.
        sources: Of what each quote is, such as its article's id; by default all are of one.
    """
    around = [Surroundings.of(quote, question) for quote in quotes]
    groups = list(sources) or [""] * len(around)
    chosen: list[_Scored] = []
    for source in dict.fromkeys(groups):
        own = [place for place, group in enumerate(groups) if group == source]
        told = [_Scored(own[at], span, "", 1.0, 1.0) for at, span in cells(question, [quotes[place] for place in own])]
        if told:
            chosen += told
            continue
        found: list[_Scored] = []
        for asks in [*sorted(_shown(question)), None]:
            if asks is None and found:
                break
            found += _chosen(question, {place: around[place] for place in own}, asks)
        chosen += found
    return tuple(_apart([one.span for one in chosen if one.quote == place]) for place in range(len(quotes)))


def spans_of_all(text: str, quotes: Sequence[str], sources: Sequence[str] = ()) -> tuple[tuple[Span, ...], ...]:
    """Return for each quote the spans that likely answer one of the questions in `text`; else as `answer_spans`."""
    asked = [part for part in _QUESTIONS.split(text) if part.strip()]
    found = [answer_spans(understand(part), quotes, sources) for part in asked]
    return tuple(_apart([span for spans in found for span in spans[place]]) for place in range(len(quotes)))


def answer_span(question: Question, quote: str) -> Span | None:
    """Return the span of `quote` that most likely answers, or None where it is unsure."""
    return next(iter(answer_spans(question, [quote])[0]), None)


def _shown(question: Question) -> frozenset[Asks]:
    """Return what of a question is answered by words that can be pointed at."""
    counts, besides = Asks.HOW_MANY in question.asks, _BESIDES.search(question.folded_text)
    return question.asks - ({Asks.TOPIC} if counts or besides else set())


def _chosen(question: Question, around: Mapping[int, Surroundings], asks: Asks | None) -> Sequence[_Scored]:
    scored = sorted(_scored(question, around, asks), key=lambda one: (-one.score, one.quote, one.span))
    scored = _fitting(question, scored, around, asks)
    if asks in _ALONE:
        return _alike(scored[:1], scored)
    different = {" ".join(folded_words(one.text)) for one in scored}
    # The only time or number of its kind may stand further away; capitals are no sure sign of a person or a place.
    only = len(different) == 1 and asks not in {Asks.WHO, Asks.WHERE}
    least, share = (_LEAST_ALONE, _SHARE_ALONE) if only else (_LEAST, _SHARE)
    if only and asks is Asks.WHY:
        least, share = _LEAST_REASON, _SHARE_REASON
    elif asks is None:
        share = min(share, _SHARE_NAMED)
    share = max(share, _OF_BEST * max((one.share for one in scored), default=0.0))
    scored = [one for one in scored if one.score >= least and one.share >= share]
    if not scored:
        return []
    if _ALL.search(question.folded_text):
        return [one for one in scored[:_MOST] if one.score >= _WITH * scored[0].score]
    others = [one.score for one in scored[1:] if _differs(one.text, scored[0].text)]
    return _alike(scored[:1], scored) if not others or scored[0].score >= _CLEAR * others[0] else []


def _scored(question: Question, around: Mapping[int, Surroundings], asks: Asks | None) -> Iterator[_Scored]:
    for place, there in around.items():
        found = [
            span
            for span in candidates(there.quote, question, asks)
            if not _said(there.quote[slice(*span)], question) and not in_row(there.quote, span)
        ]
        for span in _listed(found, there.quote) if asks in _LISTS else found:
            text = there.quote[slice(*span)]
            yield _Scored(place, span, text, there.nearness(*span), there.share(span[0]))


def _fitting(
    question: Question, scored: Sequence[_Scored], around: Mapping[int, Surroundings], asks: Asks | None
) -> list[_Scored]:
    """Return the candidates in a sentence of the question's year, if there are any; none that says the opposite."""

    def named(one: _Scored) -> bool:
        there = around[one.quote]
        first, last = there.sentence(one.span[0])
        return any(year in there.quote[first:last] for year in question.years)

    def denied(one: _Scored) -> bool:
        there = around[one.quote]
        return _DENIED.search(there.quote, *there.sentence(one.span[0])) is not None

    def outdoes(one: _Scored) -> bool:
        there = around[one.quote]
        said = set(_MOST_OF.findall(fold(there.quote[slice(*there.sentence(one.span[0]))])))
        return not said or bool(said & most)

    most = set(_MOST_OF.findall(question.folded_text))
    if most:
        scored = [one for one in scored if outdoes(one)]
    if asks is Asks.HOW_MANY and _DENIED_ASKED.search(question.folded_text):
        scored = [one for one in scored if denied(one)]
    return [one for one in scored if named(one)] or list(scored)


def _listed(found: Sequence[Span], quote: str) -> list[Span]:
    """Return the spans, those that nothing but "and" parts as one: "ông Phúc và bà Hạnh"."""
    spans: list[Span] = []
    for start, end in _apart(found):
        if spans and _AND.fullmatch(quote, spans[-1][1], start):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return spans


def _alike(best: Sequence[_Scored], scored: Sequence[_Scored]) -> list[_Scored]:
    """Return the best one, and the first that says the same in every other quote."""
    chosen = {one.quote: one for one in best}
    for one in scored:
        if best and one.quote not in chosen and not _differs(one.text, best[0].text):
            chosen[one.quote] = one
    return list(chosen.values())


def _said(text: str, question: Question) -> bool:
    """Tell whether a question says it itself: its words, or all of its numbers."""
    words, asked = folded_words(text), folded_words(question.folded_text)
    numbers = [word for word in words if word[0].isdigit()]
    return (bool(numbers) and set(numbers) <= set(asked)) or f" {' '.join(words)} " in f" {' '.join(asked)} "


def _differs(one: str, other: str) -> bool:
    left, right = folded_words(one), folded_words(other)
    return " ".join(left) not in " ".join(right) and " ".join(right) not in " ".join(left)


def _apart(found: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans, the longer one where two overlap."""
    spans: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start < end and (not spans or start >= spans[-1][1]):
            spans.append((start, end))
    return tuple(spans)
