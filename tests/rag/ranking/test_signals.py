"""The inputs of the fused score, and the score itself."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.article import Sentence
from rag.embedding.vectors import Vectors, normalised
from rag.index.generation import Generation
from rag.questions.question import understand
from rag.ranking.ranking import considered, fused, rank
from rag.ranking.signals import Scored, looked_through
from rag.ranking.weights import SCORE
from tests.fakes import HashEmbedder
from tests.rag.indexing import engine_for, write_article

ARTICLES = {
    "Hội thảo với Oslo": [
        "Hội thảo diễn ra trong 2 ngày tại Hà Nội.",
        "Ông Lê Thanh Đà phát biểu khai mạc hội thảo.",
        "Các đại biểu thực hành đóng vai.",
    ],
    "Đại hội công đoàn Huế": ["Đại hội có 120 đại biểu dự.", "Bà Trần Thị Mai khai mạc đại hội vì chủ tịch đi vắng."],
    "Giải bóng đá công nhân": ["Đội Thép thắng đội Gỗ ba bàn.", "Trận đấu diễn ra trên sân mới."],
}


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    root: Path = tmp_path_factory.mktemp("signals")
    (root / "corpus").mkdir()
    for number, (title, body) in enumerate(ARTICLES.items()):
        write_article(root / "corpus", number, title, body)
    engine = engine_for(root)
    engine.reload()
    with engine._current.lend() as generation:
        yield generation
    engine.close()


def vector(text: str) -> Vectors:
    return normalised(np.array(HashEmbedder().get_query_embedding(text), dtype=np.float32))


def measured(question: str, generation: Generation) -> tuple[list[Sentence], Scored]:
    scored = considered(understand(question), vector(question), generation)
    assert scored is not None
    return [generation.sentences[row] for row in scored.rows], scored


def test_every_signal_has_a_weight_and_every_weight_a_signal(generation: Generation) -> None:
    sentences, scored = measured("Ai khai mạc hội thảo?", generation)
    read = looked_through(sentences, understand("Ai khai mạc hội thảo?"))
    assert {*scored.values, *read} == set(SCORE)
    assert all(len(values) == len(sentences) for values in (*scored.values.values(), *read.values()))


def test_shares_lie_in_the_unit_interval(generation: Generation) -> None:
    for question in ("Ai khai mạc hội thảo với Oslo?", "khai mac hoi thao", "Oslo", "ai"):
        _, scored = measured(question, generation)
        for name, values in scored.values.items():
            if name not in {"cosine", "neighbour"}:
                assert ((values >= 0) & (values <= 1 + 1e-9)).all(), name


def test_the_sentence_that_holds_the_words_has_the_highest_share(generation: Generation) -> None:
    sentences, scored = measured("Ông Lê Thanh Đà phát biểu khai mạc gì?", generation)
    for name in ("words", "word_pairs", "pairs"):
        assert "Lê Thanh Đà" in sentences[int(np.argmax(scored.values[name]))].text


def test_a_window_reaches_the_neighbours_and_no_other_article(generation: Generation) -> None:
    sentences, scored = measured("thắng trên sân mới", generation)
    window = {one.text: share for one, share in zip(sentences, scored.values["window"], strict=True)}
    assert window["Đội Thép thắng đội Gỗ ba bàn."] == pytest.approx(1)
    assert window["Trận đấu diễn ra trên sân mới."] == pytest.approx(1)
    assert window["Bà Trần Thị Mai khai mạc đại hội vì chủ tịch đi vắng."] < 0.5


def test_names_are_looked_for_in_the_whole_article(generation: Generation) -> None:
    sentences, scored = measured("Hội thảo với Oslo do ông Lê Thanh Đà khai mạc?", generation)
    own = {one.article_id: share for one, share in zip(sentences, scored.values["names"], strict=True)}
    assert max(own.values()) == 1
    assert len(set(own.values())) > 1


def test_without_marks_folded_words_take_the_place_of_those_as_typed(generation: Generation) -> None:
    _, scored = measured("ai khai mac hoi thao", generation)
    assert scored.values["word_pairs"] is scored.values["pairs"]
    assert (scored.values["plain_article"] == scored.values["article"]).all()


def test_texts_are_read_for_what_is_asked(generation: Generation) -> None:
    sentences = [s for s in generation.sentences if s.text.startswith(("Đại hội có", "Bà Trần", "Đội Thép"))]
    assert looked_through(sentences, understand("Có bao nhiêu đại biểu?"))["unit"].tolist() == [1, 0, 0]
    assert looked_through(sentences, understand("Ai khai mạc?"))["who"].tolist() == [0, 1, 0]
    assert looked_through(sentences, understand("Vì sao bà Mai khai mạc?"))["why"].tolist() == [0, 1, 0]
    assert not any(values.any() for values in looked_through(sentences, understand("Kể về đại hội")).values())


def test_the_fused_score_is_the_weighted_sum(generation: Generation) -> None:
    question = understand("Ai phát biểu khai mạc hội thảo với Oslo?")
    sentences, scored = measured(question.text, generation)
    total = fused(question, sentences, scored)
    assert "Lê Thanh Đà" in sentences[int(np.argmax(total))].text


def test_an_article_is_as_good_as_its_best_sentence(generation: Generation) -> None:
    ranking = rank(understand("Ai khai mạc đại hội?"), vector("Ai khai mạc đại hội?"), generation)
    assert [article.score for article in ranking.articles] == sorted(
        (max(hit.score for hit in article.hits) for article in ranking.articles), reverse=True
    )


def test_words_alone_rank_where_there_is_no_vector(generation: Generation) -> None:
    ranking = rank(understand("Ai phát biểu khai mạc hội thảo với Oslo?"), None, generation)
    assert ranking.articles[0].article.title == "Hội thảo với Oslo"
