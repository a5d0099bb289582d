from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from bot.embedding_words import embedding_cost
from bot.error_words import explain, fallback, unexpected
from rag import errors
from rag.errors import ModelFailure

EMBEDDING = (
    "key",
    "model",
    "quota",
    "busy",
    "unreachable",
    "slow",
    "refused",
    "server",
    "answer",
    "dimension",
    "broken",
)
EXAMPLES = (
    *(errors.CorpusError(Path("corpus"), reason) for reason in ("missing", "unreadable", "empty", "new")),
    *(
        errors.DataFolderError(Path("data"), reason)
        for reason in ("read-only", "full", "not-a-folder", "broken", "new")
    ),
    errors.ReloadRunningError(),
    errors.NoGenerationError(),
    errors.GenerationCorruptError("20260101-1", "manifest"),
    errors.EmbeddingError("TimeoutError: 30"),
    *(errors.EmbeddingError(f"refused {reason}", reason, "127.0.0.1:8000") for reason in EMBEDDING),
    errors.EmbeddingCostError(1_234, 56_789),
    *(errors.ModelError(failure, 400) for failure in ModelFailure),
    errors.VectorStoreError("ValueError: refused"),
    errors.VectorStoreError("ValueError: refused", "127.0.0.1:8000"),
    errors.ArticleNotFoundError("khong-co"),
    *(
        errors.PromptError("answer.md", problem, "evidence")
        for problem in "no-folder unreadable no-user-part bad-part bad-dollar missing unknown new".split()
    ),
    *(errors.SettingsError(name, "why") for name in ("CHROMA_URL", ".env", "SOMETHING_NEW")),
)


@pytest.mark.parametrize("error", EXAMPLES, ids=str)
def test_an_error_is_one_vietnamese_line_with_what_to_do(error: errors.RagError) -> None:
    line = explain(error)
    assert "\n" not in line
    assert "vui lòng" in line or "Bạn hãy" in line or "bạn hãy" in line
    assert type(error).__name__ not in line
    assert "refused" not in line, "a vendor's message may hold an address with a password"


def test_every_error_of_the_library_has_its_line() -> None:
    kinds = {kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.RagError)}
    assert kinds - {type(error) for error in EXAMPLES} == {errors.RagError}
    assert "RagError" in explain(errors.RagError("?"))


def test_what_is_unexpected_tells_its_kind_and_not_its_words() -> None:
    line = unexpected(ValueError("token 123:abc"))
    assert "ValueError" in line
    assert "abc" not in line
    assert "LOG_LEVEL=DEBUG" in line


def test_a_damaged_generation_is_named() -> None:
    damage = errors.GenerationCorruptError("G1", "?")
    assert "G1" in fallback(damage, "previous")
    assert fallback(damage, "previous") != fallback(damage, "rebuilt")


@pytest.mark.parametrize("where", ["chroma.example:8000", None])
def test_a_failing_vector_store_leaves_one_thing_to_do(where: str | None) -> None:
    line = explain(errors.VectorStoreError("refused", where))
    assert ("congdoan reload" in line) == (where is None)
    assert line.count("ạn hãy") == 1
    assert "CHROMA_URL" not in line
    assert where is None or where in line


@pytest.mark.parametrize("reason", EMBEDDING)
def test_a_service_that_fails_is_named_and_the_answer_goes_on(reason: str) -> None:
    error = errors.EmbeddingError("sk-secret", reason, "api.example:443")
    for line in (explain(error), fallback(error, "words")):
        assert "sk-secret" not in line
        assert ("api.example:443" in line) == (reason not in {"dimension", "broken"})
    assert "tìm theo từ khoá" in fallback(error, "words")
    assert "được giữ" not in fallback(error, "words")


def test_a_cost_is_told_with_what_to_type() -> None:
    line = explain(errors.EmbeddingCostError(1_234, 56_789))
    assert "1.234 câu (khoảng 56.789 token)" in line
    assert "congdoan reload --yes" in line
    assert "phí" not in embedding_cost(1, 2, paid=False)
    assert "Không có câu nào" in embedding_cost(0, 0, paid=True)
