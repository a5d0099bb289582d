"""What can be said without a model: quotes, a list of articles, a refusal; and what a model could write from.

rank -> narrow to what a follow-up reaches -> choose evidence or refuse -> extractive answer
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from llama_index.core.base.embeddings.base import BaseEmbedding

from rag.answer import Answer, Mode, extractive
from rag.article import Article
from rag.current import CurrentGeneration, Notice
from rag.embedding.choice import question_vector
from rag.embedding.vectors import Vectors
from rag.errors import EmbeddingError
from rag.index.generation import Generation
from rag.questions.periods import Period
from rag.questions.question import Question, clean, is_english, understand
from rag.ranking.evidence import BUDGET, Evidence, choose
from rag.ranking.passages import Quote
from rag.ranking.ranking import ArticleHit, Ranking, rank
from rag.ranking.versions import versions
from rag.talk.browsing import catalogue, found, named, published, sources, summary
from rag.talk.conversation import Reach, Resolved, Turn, Wanted
from rag.talk.followups import stands_alone
from rag.talk.intent import Intent, Request
from rag.talk.pronouns import article_meant, place_in_catalogue, spoken_of
from rag.talk.recall import narrowed
from rag.text import initials
from rag.text.shorthand import Shorthand
from rag.typed.typing import as_meant
from rag.wording import Wording
from rag.writing.candidates import MOST, Candidate, candidate, candidates
from rag.writing.instructions import instructs, trusted

_SUGGESTIONS = 3
_YEAR = re.compile(r"\bnam(?= (?:19|20)\d\d\b)", re.IGNORECASE)
_LEAST = 0.5  # the confidence for which the thresholds of follow-ups are written down
_SUREST = 0.99  # no threshold is beyond reach
_TELL_INITIALS = 3  # articles, of which the one that tells most of them is believed
_TRIES = 3  # to find quotes without instructions to the assistant

Said = Callable[[Sequence[Article]], str]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer to a question without a model, and what one could write from."""

    answer: Answer
    refusal: Answer | None = None  # what is said where the articles don't answer; of a question
    sure: float = 0.0  # the confidence that they do, in [0, 1]
    candidates: tuple[Candidate, ...] = ()  # best first
    shorthand: Shorthand | None = None  # the corpus's own
    strange: bool = False  # the question names somebody, some place or some year that none of the candidates does


class Drafter:
    """Drafts answers from a generation. May be used from several threads."""

    def __init__(
        self, current: CurrentGeneration, embedder: BaseEmbedding, wording: Wording, least: float = _LEAST
    ) -> None:
        """Open nothing yet.

        Args:
            current: takes notice of what was got round.
            embedder: of questions.
            wording: the sentences around quotes.
            least: how sure the answer to a question by itself must be, in (0, 1).
        """
        self._stricter = least / _LEAST
        self._current = current
        self._embedder = embedder
        self._wording = wording

    def rank(self, question: Question, generation: Generation) -> Ranking:
        """Rank a generation's sentences and articles for a question."""
        question = with_marks(question, generation)
        return self._ranked(question, self._vector(question, generation), generation)

    def threshold(self, resolved: Resolved) -> float:
        """Return how sure an answer must be, of a question as it was resolved."""
        return min(resolved.threshold * self._stricter, _SUREST)

    def draft(self, resolved: Resolved, generation: Generation, *, for_model: bool, budget: int = BUDGET) -> Draft:
        """Choose what to quote, or refuse.

        Args:
            resolved: A question that can be understood by itself, `tidied`.
            generation: What is answered from.
            for_model: Whether a model may be asked to write.
            budget: Characters to quote.
        """
        started = time.perf_counter()
        shorthand = generation.lexical.shorthand
        question = understand(resolved.text, shorthand)
        vector = self._vector(question, generation)
        embedded = time.perf_counter()
        everything = self._ranked(question, vector, generation)
        ranking = narrowed(everything, resolved)
        spoken_of = [generation.article(name) for name in resolved.articles if name in generation.article_rows]
        if not ranking.articles and resolved.reach is Reach.SAME:
            # Too little of the question is in it for the best few of a large corpus; its title brings it back.
            titles = " ".join(article.title for article in spoken_of)
            named = understand(f"{resolved.text} {titles}", shorthand)
            ranking = narrowed(rank(named, vector, generation), resolved)
        ranked = time.perf_counter()
        ranking, evidence = _without_instructions(ranking, self.threshold(resolved), budget)
        # Where nothing is of the time that is asked about, what is of another time may be of use.
        at_all = everything.articles if resolved.periods and not ranking.articles else ranking.articles
        near = tuple(hit.article for hit in at_all[:_SUGGESTIONS])
        lead, nothing = self._words(resolved.wanted)
        if resolved.wanted is Wanted.ANSWER:
            refusal = Answer(nothing(near), Mode.REFUSAL, suggestions=near)
        else:
            refusal = Answer(nothing(spoken_of), Mode.REFUSAL)
        articles = {hit.article.id: hit.article for hit in ranking.articles}
        answer, told = refusal, evidence.quotes
        # "Công đoàn cho bao nhiêu?" in a talk about one house is no question about all of them.
        if resolved.wanted is Wanted.ANSWER and (resolved.reach is not Reach.NEAR or stands_alone(resolved.text)):
            differing = versions(ranking, told, lambda one: choose(one, resolved.threshold, budget).quotes)
            told = told if any(instructs(_text(quote, articles)) for quote in differing) else differing or told
        if told:
            differ = told is not evidence.quotes and len(told) > 1
            answer = extractive(told, articles, replace(self._wording, lead=lead), versions=differ)
        timings = {"embed": 1_000 * (embedded - started), "rank": 1_000 * (ranked - embedded)}
        own = candidates(ranking, generation) if for_model else ()
        answer = replace(answer, timings_ms=timings)
        return Draft(answer, refusal, evidence.confidence, own, shorthand, _is_strange(ranking))

    def browse(
        self,
        request: Request,
        turns: Sequence[Turn],
        generation: Generation,
        *,
        budget: int = BUDGET,
        periods: Sequence[Period] = (),
    ) -> Draft:
        """Answer a question about the articles themselves: which there are, which are on a topic, what one says.

        Of a summary the article is the only candidate; anything else is no work for a model, and has none. A list is
        of what was published in the periods, where there are any; `budget` is the characters that a summary quotes.
        """
        if request.intent is Intent.LIST and periods:
            return Draft(published(generation.articles, periods, self._wording))
        if request.intent is Intent.LIST:
            return Draft(catalogue(generation.articles, self._wording))
        if request.intent is Intent.SOURCE:
            known = [generation.article(name) for name in spoken_of(turns) if name in generation.article_rows]
            return Draft(sources(known, self._wording))
        if request.intent is Intent.SUMMARISE:
            meant = article_meant(request.topic, turns)
            if meant is not None and meant in generation.article_rows:
                return self._summary(generation.article(meant), generation, budget)
            place = place_in_catalogue(request.topic, turns)
            whole = place is not None or not request.topic
            listed = catalogue(generation.articles, self._wording).suggestions if whole else ()
            if place is not None and place < len(listed):
                return self._summary(listed[place], generation, budget)
            if not request.topic:
                return Draft(Answer(self._wording.talk.which_article, Mode.REFUSAL, suggestions=listed[:_SUGGESTIONS]))
        ranking = self.rank(understand(request.topic), generation)
        if request.intent is Intent.SUMMARISE and (article := named(ranking)) is not None:
            return self._summary(article, generation, budget)
        return Draft(found(request.topic, ranking, self._wording))

    def _summary(self, article: Article, generation: Generation, budget: int) -> Draft:
        answer, own = summary(article, generation, self._wording, budget), candidate(article, generation)
        return Draft(answer, candidates=(own,), shorthand=generation.lexical.shorthand)

    def _words(self, wanted: Wanted) -> tuple[Said, Said]:
        """Return what stands above quotes, and what is said where there are none."""
        wording, talk = self._wording, self._wording.talk
        return {
            Wanted.ANSWER: (wording.lead, wording.refusal),
            Wanted.OTHERS: (talk.others, talk.no_others),
            Wanted.MORE: (talk.more, talk.no_more),
        }[wanted]

    def _ranked(self, question: Question, vector: Vectors | None, generation: Generation) -> Ranking:
        """Rank, and again where the articles that come first tell what initials in the question stand for."""
        ranking = rank(question, vector, generation)
        best = [hit.article for hit in ranking.articles[:_TELL_INITIALS]] if not is_english(question.text) else []
        read = (initials.read(question.text, one.title, one.text, question.shorthand) for one in best)
        text, count = max(read, key=lambda one: one[1], default=("", 0))
        if not count:
            return ranking
        again = understand(text, question.shorthand)
        again = again if question.marked else replace(again, marked=False)
        return rank(again, self._vector(again, generation), generation)

    def _vector(self, question: Question, generation: Generation) -> Vectors | None:
        """Return the question's vector; None, and a notice, where words alone have to do."""
        try:
            return question_vector(self._embedder, question.embedded, generation.manifest.dimension)
        except EmbeddingError as error:
            _log.debug("no vector for a question: %s", error)
            notices = self._current.notices
            if not any(notice.remedy == "words" for notice in notices):
                notices.append(Notice(error, "words"))
        return None


def tidied(text: str, generation: Generation) -> str:
    """Return a question as the corpus would write it: slips and keys mended, marks restored where it has none."""
    text, lexical = clean(text), generation.lexical
    meant = clean(as_meant(text, lexical.marks, lexical.shorthand.has, english=is_english(text)))
    return _YEAR.sub("năm", meant)  # before a year it is nobody's name


def with_marks(question: Question, generation: Generation) -> Question:
    """Return a question tidied, and spelled out with the corpus's own abbreviations.

    Restored marks are for the vector; words are compared without them, for some are restored wrongly.
    """
    meant = understand(tidied(question.text, generation), generation.lexical.shorthand)
    return meant if question.marked else replace(meant, marked=False)


def _text(quote: Quote, articles: Mapping[str, Article]) -> str:
    return articles[quote.passage.article_id].text[quote.passage.start : quote.passage.end]


def _is_strange(ranking: Ranking) -> bool:
    """Tell whether a question names what no article among the best does: a name as a whole, a year."""
    question, best = ranking.question, ranking.articles[:MOST]
    if is_english(question.text):
        return False  # "Norway" stands in no Vietnamese article
    named = [{term for term in name if "_" not in term} for name in question.names]
    named += [{year} for year in question.years]
    return any(not any(hit.terms.issuperset(name) for hit in best) for name in named)


def _without_instructions(ranking: Ranking, threshold: float, budget: int) -> tuple[Ranking, Evidence]:
    """Choose evidence that doesn't quote what tells the assistant, and not the members, something."""
    evidence = choose(ranking, threshold, budget)
    for _ in range(_TRIES):
        quoted = {quote.passage.article_id for quote in evidence.quotes}
        cleaned = tuple(_cleaned(hit) if hit.article.id in quoted else hit for hit in ranking.articles)
        if cleaned == ranking.articles:
            break
        ranking = replace(ranking, articles=tuple(hit for hit in cleaned if hit.hits))
        evidence = choose(ranking, threshold, budget)
    return ranking, evidence


def _cleaned(article: ArticleHit) -> ArticleHit:
    """Return an article without its sentences that tell the assistant something; mostly the same object."""
    told = {sentence.index for sentence in trusted(one.sentence for one in article.hits)}
    if len(told) == len(article.hits):
        return article
    return replace(article, hits=tuple(one for one in article.hits if one.sentence.index in told))
