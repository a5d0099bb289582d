"""Whether a new generation finds its own articles: the last check before anybody is answered from it."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from rag.errors import GenerationCorruptError
from rag.index.generation import Generation
from rag.index.lexical import terms
from rag.text.vietnamese import fold

_PROBE = 10  # an article must be among so many sentences found by its own title
_WIDE_PROBE = 500  # Chroma's graph is approximate: what it misses among few it must find among many
_SEARCHES = 2  # at once among the vectors, while words are looked for
_SAME = 1e-3  # what rounding may take from the cosine of a vector with itself

_log = logging.getLogger(__name__)


def verify(generation: Generation) -> None:
    """Check that each article is found by its own title, among vectors and among words.

    An article without a title is looked for by its first sentence. Chroma's graph is approximate and differs from
    build to build: what it misses is still found by words, so only a graph that misses most is a broken one.

    Raises:
        GenerationCorruptError: one is not found by words, or most are not found by their vectors.
    """
    spans = [span for span in generation.spans if span]
    with ThreadPoolExecutor(_SEARCHES, "verify") as searches:
        found = searches.map(partial(_found_by_vector, generation), spans)
        try:
            for span in spans:
                if not _found_by_words(generation, span):
                    article_id = generation.sentences[span.start].article_id
                    raise GenerationCorruptError(generation.name, f"{article_id} is not found by its title")
            missed = len(spans) - sum(found)
        except BaseException:
            searches.shutdown(cancel_futures=True)
            raise
    if missed > len(generation.articles) // 2:
        raise GenerationCorruptError(generation.name, f"{missed} titles are not found by their vectors")
    if missed:
        _log.info("%d of %d titles are not found by their vectors", missed, len(generation.articles))


def _found_by_vector(generation: Generation, span: range) -> bool:
    title = generation.texts[span.start]  # articles may share a title, and then any of them is the right one
    for count in (_PROBE, _WIDE_PROBE):
        for key, cosine in generation.vectors.nearest(generation.matrix[span.start], count):
            if cosine > 1 - _SAME and generation.texts[generation.sentence_row(key)] == title:
                return True
    return False


def _found_by_words(generation: Generation, span: range) -> bool:
    title = generation.sentences[span.start].text
    wanted = terms([fold(token) for token in generation.lexical.shorthand.spelled_out(title)])
    scores = generation.lexical.folded.scores(wanted)
    own = scores[span.start]
    return not wanted or bool(own > 0 and (scores > own).sum() < _PROBE)
