"""The answers to several questions of one message as one: a section for each, and one list of citations."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from rag.answer import Answer, Citation, Mode, extractive
from rag.article import Article, Passage
from rag.questions.phrases import GENERAL, SLOT
from rag.questions.question import Question, understand
from rag.ranking.evidence import BUDGET
from rag.ranking.passages import Quote
from rag.ranking.slots import unsaid
from rag.talk.conversation import Turn
from rag.talk.intent import Intent, Request
from rag.text.shorthand import spelled_out
from rag.text.vietnamese import fold
from rag.wording import Wording

_MOSTLY = 0.6  # share of the words of a question that an article about it has at least
_LONGEST = 1_200  # characters quoted for a sentence that asks several things


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions, and its answer."""

    request: Request
    answer: Answer


def together(parts: Sequence[Part], left: Sequence[str], wording: Wording) -> Answer:
    """Return one answer that says of each question what its own answer says.

    Args:
        parts: The questions; at least one answer says something.
        left: Questions that were too many.
        wording: The words around.
    """
    talk, sections = wording.talk, list[str]()
    citations: list[Citation] = []
    lead = ""
    for part in _united_parts(parts, wording):
        answer, heading = part.answer, _heading(part.request)
        first, _, rest = answer.text.partition("\n\n")
        place = _above(_best(answer), citations) if answer.citations else None
        if place is not None and _adds(answer, citations, understand(part.request.text)):
            place = None
        if answer.mode is Mode.REFUSAL:
            body = first  # what may be near is no matter here
        elif place is not None:
            body = talk.above([place])
        else:
            body = _numbered_on(answer, citations, wording)
            if part.request.intent is Intent.SUMMARISE:
                heading, _, body = body.partition("\n\n")  # its lead says it better
            elif answer.citations and first == lead and rest:
                body = body.removeprefix(first).lstrip()  # the article is the one just named
            new = [one for one in answer.citations if _above(one, citations) is None]
            citations += [replace(one, n=n) for n, one in enumerate(new, start=len(citations) + 1)]
            lead = first
        sections.append(f"{talk.section(heading)}\n{body}")
    sections += [talk.left(left)] if left else []
    answers = [part.answer for part in parts]
    mode = Mode.EXTRACTIVE if citations else Mode.SMALLTALK
    listed = () if citations else _suggested(answers)
    return Answer("\n\n".join(sections), mode, tuple(citations), listed, turn=_turn(answers))


def joined(whole: Answer, parts: Sequence[Part], wording: Wording) -> Answer | None:
    """Return the answer to a sentence that asks several things, with the best of what it lacks of each one's answer.

    None where it isn't one matter: a part is of words that the cited articles mostly don't have.
    """
    own = {citation.article.id: citation.article for citation in whole.citations}
    known = {fold(token) for article in own.values() for token in spelled_out(f"{article.title}\n{article.text}")}
    if not own or not all(_is_of(part.request.text, known) for part in parts):
        return None
    best = [_best(part.answer) for part in parts if part.answer.citations]
    lacking = [one for one in best if one.article.id in own and _above(one, whole.citations) is None]
    lead, first = wording.lead([one.article for one in whole.citations]), whole.text.partition("\n\n")[0]
    quotes = [quote for article in own.values() for quote in _united(article, (*whole.citations, *lacking))]
    if not lacking or sum(quote.passage.end - quote.passage.start for quote in quotes) > _LONGEST:
        return whole
    if not first.endswith(lead):
        return whole
    answer = extractive(quotes, own, wording)
    return replace(answer, text=first.removesuffix(lead) + answer.text, turn=whole.turn)


def _is_of(question: str, known: Set[str]) -> bool:
    """Tell whether most of what a question says of its own are words of a text."""
    said = understand(GENERAL.out_of(SLOT.out_of(question))).syllables
    return sum(word in known for word in said) >= _MOSTLY * len(said)


def _united(article: Article, citations: Sequence[Citation]) -> list[Quote]:
    """Return what is cited of an article in reading order, as one quote where it overlaps."""
    quotes: list[Quote] = []
    for one in sorted((one for one in citations if one.article.id == article.id), key=lambda one: one.start):
        last = quotes[-1] if quotes else None
        if last and one.start < last.passage.end:
            end = max(one.end, last.passage.end)
            quotes[-1] = Quote(Passage(article.id, last.passage.start, end), max(one.score, last.score))
        else:
            quotes.append(Quote(Passage(article.id, one.start, one.end), one.score))
    return quotes


def _united_parts(parts: Sequence[Part], wording: Wording) -> list[Part]:
    """Return the parts with nothing quoted twice in pieces: a quote grows by what a later one has around it."""
    done: list[Part] = []
    for part in parts:
        for later in part.answer.citations:
            done = [replace(one, answer=_grown(one.answer, later, done, wording)) for one in done]
        done.append(part)
    return done


def _grown(answer: Answer, later: Citation, parts: Sequence[Part], wording: Wording) -> Answer:
    """Return an answer whose quote that shares some text with a later one holds all of it, as far as it may grow."""
    shared = [one for one in answer.citations if _overlap(one, later)]
    if len(shared) != 1 or _above(later, shared) is not None:
        return answer
    (one,) = shared
    whole = replace(one, start=min(one.start, later.start), end=max(one.end, later.end))
    own = any(_overlap(whole, other) for other in answer.citations if other is not one)
    others = (other for part in parts for other in part.answer.citations if part.answer is not answer)
    cut = any(_overlap(whole, other) and _above(other, [whole]) is None for other in others)
    if whole.end - whole.start > BUDGET or own or cut:
        return answer
    text = answer.text.replace(wording.quote(one.quote, one.n), wording.quote(whole.quote, whole.n), 1)
    return replace(answer, text=text, citations=tuple(whole if one is old else old for old in answer.citations))


def _overlap(one: Citation, other: Citation) -> bool:
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end


def _heading(request: Request) -> str:
    question = request.text.rstrip(" ,;")
    asks = request.intent is Intent.QUESTION and question[-1:] not in set("?!.…")
    return question[:1].upper() + question[1:] + "?" * asks


def _best(answer: Answer) -> Citation:
    return max(answer.citations, key=lambda one: one.score)


def _above(citation: Citation, citations: Sequence[Citation]) -> int | None:
    """Return the number of a citation that holds another one."""
    for one in citations:
        if one.article.id == citation.article.id and one.start <= citation.start and citation.end <= one.end:
            return one.n
    return None


def _adds(answer: Answer, citations: Sequence[Citation], question: Question) -> bool:
    """Tell whether an answer gives what is asked for, such as a hospital's name, only in what is not above."""
    above = [one.quote for one in answer.citations if _above(one, citations) is not None]
    return bool(unsaid(question, above)) and not unsaid(question, [one.quote for one in answer.citations])


def _numbered_on(answer: Answer, before: Sequence[Citation], wording: Wording) -> str:
    """Return an answer's text, its quotes numbered behind those before it; what stands there is not said again."""
    done, at, number = "", 0, len(before)
    for citation in answer.citations:
        quoted = wording.quote(citation.quote, citation.n)
        if (found := answer.text.find(quoted, at)) < 0:
            continue
        done += answer.text[at:found]
        at = found + len(quoted)
        if _above(citation, before) is None:
            number += 1
            done += wording.quote(citation.quote, number)
        else:
            done = done.rstrip("\n") if answer.text[at:] else done.rstrip()
    return done + answer.text[at:]


def _suggested(answers: Sequence[Answer]) -> tuple[Article, ...]:
    found = {article.id: article for answer in answers for article in answer.suggestions}
    return tuple(found.values())


def _turn(answers: Sequence[Answer]) -> Turn | None:
    """Return what a follow-up may need: of all answers that were given."""
    turns = [answer.turn for answer in answers if answer.turn is not None and answer.mode is not Mode.REFUSAL]
    if not turns:
        return None
    first, last = turns[0], turns[-1]
    return Turn(
        asked="\n".join(answer.turn.asked for answer in answers if answer.turn is not None),
        question=" ".join(f"{turn.question.rstrip(' ?.!')}?" for turn in turns),
        follows=first.follows,
        cited=tuple(dict.fromkeys(passage for turn in turns for passage in turn.cited)),
        articles=tuple(dict.fromkeys(article for turn in turns for article in turn.articles)),
        people=tuple(dict.fromkeys(person for turn in turns[::-1] for person in turn.people)),
        focus=last.focus,
        event=last.event or first.event,
    )
