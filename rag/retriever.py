"""LlamaIndex's seam to the hybrid ranking: any of its query engines or evaluators can retrieve through it."""

from __future__ import annotations

import asyncio
from typing import Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.engine import Engine
from rag.index.chroma import sentence_key


class SentenceRetriever(BaseRetriever):
    """Gives the best sentences as nodes, with the article and the offsets that they can be quoted by.

    Args:
        engine: Whose current generation is searched.
        top_k: Greatest number of nodes.
    """

    def __init__(self, engine: Engine, top_k: int = 10, **settings: Any) -> None:
        super().__init__(**settings)
        self._engine = engine
        self._top_k = top_k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        ranking = self._engine.search(query_bundle.query_str)
        articles = {hit.article.id: hit.article for hit in ranking.articles}
        nodes = []
        for hit in ranking.hits[: self._top_k]:
            sentence, article = hit.sentence, articles[hit.sentence.article_id]
            node = TextNode(
                id_=sentence_key(article.id, sentence.index),
                text=sentence.text,
                metadata={
                    "article_id": article.id,
                    "title": article.title,
                    "path": article.path,
                    "start": sentence.start,
                    "end": sentence.end,
                },
                # A model needs the title; the rest would only be noise to it.
                excluded_llm_metadata_keys=["article_id", "path", "start", "end"],
            )
            nodes.append(NodeWithScore(node=node, score=hit.score))
        return nodes

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)
