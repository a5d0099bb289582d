from __future__ import annotations

from llama_index.core.llms.mock import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine

from rag.engine import Engine
from rag.retriever import SentenceRetriever

QUESTION = "lớp tập huấn cán bộ ở Sầm Sơn"


def test_nodes_are_the_best_sentences_with_their_offsets(engine: Engine) -> None:
    found = SentenceRetriever(engine, top_k=5).retrieve(QUESTION)
    hits = engine.search(QUESTION).hits[:5]
    assert [node.score for node in found] == [hit.score for hit in hits]
    assert len({node.node_id for node in found}) == 5
    for node, hit in zip(found, hits, strict=True):
        article = engine.article(node.metadata["article_id"])
        assert node.text == article.text[node.metadata["start"] : node.metadata["end"]] == hit.sentence.text
        assert node.metadata["title"] == article.title
        assert node.metadata["path"] == article.path


async def test_asynchronously_too(engine: Engine) -> None:
    retriever = SentenceRetriever(engine)
    found = await retriever.aretrieve(QUESTION)
    assert [node.node_id for node in found] == [node.node_id for node in retriever.retrieve(QUESTION)]
    assert len(found) == 10


def test_a_question_of_nothing_finds_nothing(engine: Engine) -> None:
    assert SentenceRetriever(engine).retrieve("?! 🙂") == []


def test_it_fits_a_query_engine_of_llamaindex(engine: Engine) -> None:
    query_engine = RetrieverQueryEngine.from_args(SentenceRetriever(engine, top_k=3), llm=MockLLM())
    response = query_engine.query(QUESTION)
    assert [node.node_id for node in response.source_nodes] == [
        node.node_id for node in SentenceRetriever(engine, top_k=3).retrieve(QUESTION)
    ]
