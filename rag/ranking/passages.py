"""One article's ranked sentences -> the runs of sentences to quote, within a budget of characters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.article import Passage, SentenceKind
from rag.articles.sentences import clauses
from rag.questions.question import Asks
from rag.ranking.ranking import ArticleHit, Hit, Ranking
from rag.ranking.weights import WEIGHTS
from rag.text.entities import EntityKind, entities
from rag.text.shorthand import spelled_out
from rag.text.vietnamese import fold

_FULL = 0.85  # share of the budget that is enough
_CELLS = "|"  # between the cells of a row, as the readers write it
_ITEM = re.compile(r"[-–•*+] |\d{1,2}[.)] ")
_SAYING = frozenset({SentenceKind.BODY, SentenceKind.CAPTION})
_FURNITURE: Mapping[SentenceKind, frozenset[Asks]] = {
    SentenceKind.DATELINE: frozenset({Asks.WHEN, Asks.PUBLISHED, Asks.SOURCE}),
    SentenceKind.BYLINE: frozenset({Asks.WHO, Asks.AUTHOR, Asks.PHOTO, Asks.SOURCE, Asks.PUBLISHED}),
}
_LEAST = 80  # characters of clauses that say something by themselves: "Cùng với các nội dung trên," doesn't
_LONG = 300  # a longer sentence is quoted by its clauses where the whole of it has no room


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage chosen as evidence, with the score of its best sentence."""

    passage: Passage
    score: float


def pick_quotes(source: ArticleHit, ranking: Ranking, budget: int, most: int) -> list[Quote]:
    """Take an article's best sentences, each alone or as the neighbour of one taken before.

    Args:
        source: The article.
        ranking: What it was found by.
        budget: Characters to quote.
        most: How many passages there may be.

    Returns:
        The quotes in reading order.
    """
    hits = source.hits
    gains = {place: hit.score for place, hit in enumerate(hits)}
    people = {place: _people(hit) for place, hit in enumerate(hits)} if Asks.WHO in ranking.question.asks else {}
    taken: dict[int, Passage] = {}
    used = 0
    enough = max(gains.values(), default=0.0) - WEIGHTS.margin
    while gains and used <= budget * _FULL:
        place = max(gains, key=lambda place: (gains[place], -place))
        if gains.pop(place) < enough:
            break
        if len(taken) > 1 and hits[place].sentence.kind is SentenceKind.TITLE:
            continue  # the line above the quotes names it anyway; as one of the two best it may be the answer
        span = _quotable(hits[place], ranking, budget - used)
        if span is None or len(_runs({**taken, place: span}, hits)) > most:
            continue
        taken[place] = span
        used += span.end - span.start
        for other in gains.keys() & people.keys():
            # Who is asked for: somebody new is worth more than the same person again.
            gains[other] -= WEIGHTS.known_person if people[other] and people[other] <= people[place] else 0.0
    for place in [place for place in taken if hits[place].sentence.kind is SentenceKind.HEADING]:
        items = _list_behind(place, hits)
        room = budget - used - sum(len(hits[item].sentence.text) for item in items if item not in taken)
        if room >= 0:  # a heading says nothing without the list below it
            for item in items:
                taken.setdefault(item, _passage(hits[item]))
    taken = _without_furniture(taken, hits, ranking)
    for head in {head for place in taken if (head := _head_of_table(place, hits)) is not None} - taken.keys():
        # Beyond what is allowed: a row of numbers means nothing without the names of its columns.
        taken[head] = _passage(hits[head])
    return [
        Quote(
            Passage(source.article.id, taken[run[0]].start, taken[run[-1]].end),
            max(hits[place].score for place in run),
        )
        for run in _runs(taken, hits)
    ]


def _passage(hit: Hit) -> Passage:
    return Passage(hit.sentence.article_id, hit.sentence.start, hit.sentence.end)


def _list_behind(place: int, hits: Sequence[Hit]) -> list[int]:
    """Return the places of the list right below a heading; none where something else is below it."""
    items: list[int] = []
    for at in range(place + 1, len(hits)):
        if hits[at].sentence.index != hits[at - 1].sentence.index + 1 or not _ITEM.match(hits[at].sentence.text):
            break
        items.append(at)
    return items


def _without_furniture(taken: dict[int, Passage], hits: Sequence[Hit], ranking: Ranking) -> dict[int, Passage]:
    """Return what is taken without the lines that only say when and by whom it was published, unless that is asked.

    Where nothing else is taken they stay: then they are the answer, or there is none.
    """
    asks = ranking.question.asks
    unasked = {kind for kind, wanted in _FURNITURE.items() if not asks & wanted}
    kept = {place: span for place, span in taken.items() if hits[place].sentence.kind not in unasked}
    said = any(hits[place].sentence.kind in _SAYING for place in kept)
    return kept if said else taken


def _head_of_table(place: int, hits: Sequence[Hit]) -> int | None:
    """Return the place of the first row of the table that a row stands in; None for what is no row."""
    columns = hits[place].sentence.text.count(_CELLS)
    if not columns:
        return None
    while (
        place
        and hits[place - 1].sentence.index == hits[place].sentence.index - 1
        and hits[place - 1].sentence.text.count(_CELLS) == columns
    ):
        place -= 1
    return place


def _quotable(hit: Hit, ranking: Ranking, room: int) -> Passage | None:
    """Return the sentence or, of one too long for the room, the clauses that hold most of what is asked."""
    sentence = hit.sentence
    if len(sentence.text) <= room:
        return Passage(sentence.article_id, sentence.start, sentence.end)
    if len(sentence.text) <= _LONG:
        return None
    pieces = clauses(sentence)
    masses = [_mass(sentence.text[p.start - sentence.start : p.end - sentence.start], ranking) for p in pieces]
    first = last = max(range(len(pieces)), key=lambda place: masses[place])
    while True:
        before = masses[first - 1] if first else -1.0
        after = masses[last + 1] if last + 1 < len(pieces) else -1.0
        grown = (first - 1, last) if before > after else (first, last + 1)
        if max(before, after) < 0 or pieces[grown[1]].end - pieces[grown[0]].start > room:
            break
        first, last = grown
    span = Passage(sentence.article_id, pieces[first].start, pieces[last].end)
    return span if _LEAST <= span.end - span.start <= room else None


def _mass(text: str, ranking: Ranking) -> float:
    """Return how much of what is asked a text holds, as idf mass."""
    return sum(ranking.idf.get(token, 0.0) for token in {fold(token) for token in spelled_out(text)})


def _people(hit: Hit) -> frozenset[str]:
    return frozenset(fold(person.text) for person in entities(hit.sentence.text, (EntityKind.PERSON,)))


def _runs(taken: Mapping[int, Passage], hits: Sequence[Hit]) -> list[list[int]]:
    """Group places into runs of neighbouring sentences, in reading order; captions and the like stay alone."""
    runs: list[list[int]] = []
    for place in sorted(taken):
        if runs and _continues(runs[-1][-1], place, taken, hits):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _continues(left: int, right: int, taken: Mapping[int, Passage], hits: Sequence[Hit]) -> bool:
    before, sentence = hits[left].sentence, hits[right].sentence
    neighbours = sentence.index == before.index + 1 and sentence.kind == before.kind
    return neighbours and taken[left].end == before.end and taken[right].start == sentence.start
