from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.engine import Engine
from rag.errors import (
    CorpusError,
    DataFolderError,
    EmbeddingError,
    GenerationCorruptError,
    ReloadRunningError,
)
from rag.index import files
from rag.index.journal import VectorJournal
from rag.index.plan import plan_reload
from rag.index.reload import reload_lock
from rag.index.verification import verify
from tests.fakes import HashEmbedder
from tests.rag.indexing import engine_for, write_article, write_articles

QUESTION = "lớp tập huấn cán bộ ở Sầm Sơn"


def generations(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "data" / "generations").iterdir())


def best(engine: Engine, question: str) -> str:
    return engine.search(question).articles[0].article.id


def change(root: Path, number: int = 3) -> None:
    write_article(root / "corpus", number, f"Bài mới số {number}", ["Câu thứ nhất.", "Câu thứ hai."])


def test_first_reload_embeds_each_text_once(root: Path, embedder: HashEmbedder) -> None:
    engine = engine_for(root, embedder)
    seen: list[tuple[int, int]] = []
    report = engine.reload(lambda done, total: seen.append((done, total)))
    assert (report.embedded, report.carried, report.switched) == (84, 0, True)
    assert len(embedder.embedded) == len(set(embedder.embedded)) == 84
    assert seen == [(0, 84), (64, 84), (84, 84)]
    assert len(report.plan.diff.added) == 12
    assert engine.manifest().sentences == 84
    assert not (root / "data" / "embedding").exists()


def test_sentences_are_embedded_behind_their_title(engine: Engine, embedder: HashEmbedder) -> None:
    title, first, *_ = embedder.embedded
    assert title == engine.articles()[0].title
    assert first.startswith(f"{title}\n")


def test_unchanged_corpus_embeds_nothing_and_stays(engine: Engine, embedder: HashEmbedder, root: Path) -> None:
    before = generations(root)
    report = engine.reload()
    assert (report.embedded, report.carried, report.switched) == (0, 84, False)
    assert not report.plan.diff
    assert len(embedder.embedded) == 84
    assert generations(root) == before


def test_one_changed_article_embeds_only_its_sentences(engine: Engine, embedder: HashEmbedder, root: Path) -> None:
    change(root)
    (root / "corpus" / "0005.txt").unlink()
    report = engine.reload()
    assert report.embedded == 3
    assert embedder.embedded[84:] == [
        "Bài mới số 3",
        "Bài mới số 3\nCâu thứ nhất.",
        "Bài mới số 3\nCâu thứ hai.",
    ]
    diff = report.plan.diff
    assert [a.id for a in diff.changed] == ["0003"]
    assert diff.removed == ("0005",)
    assert diff.unchanged == 10
    assert best(engine, "Bài mới số 3") == "0003"


def test_carried_vectors_are_those_of_their_sentences(engine: Engine, embedder: HashEmbedder, root: Path) -> None:
    write_article(root / "corpus", 0, "Đứng trước mọi bài", ["Một câu."])
    engine.reload()
    fresh = engine_for(root.joinpath("fresh"), HashEmbedder())
    (root / "fresh").mkdir()
    (root / "fresh" / "corpus").symlink_to(root / "corpus")
    fresh.reload()
    with engine._current.lend() as carried, fresh._current.lend() as made:
        assert carried.texts == made.texts
        np.testing.assert_allclose(carried.matrix, made.matrix, atol=1e-6)
    fresh.close()


def test_a_text_that_stands_in_two_articles_is_embedded_once(tmp_path: Path, embedder: HashEmbedder) -> None:
    (tmp_path / "corpus").mkdir()
    for number in (1, 2):
        body = ["Câu chung của hai bài.", f"Câu riêng số {number}."]
        write_article(tmp_path / "corpus", number, "Một tiêu đề", body)
    report = engine_for(tmp_path, embedder).reload()
    assert (report.embedded, report.carried) == (4, 2)


def test_a_failing_embedder_keeps_the_old_generation_and_what_it_made(root: Path) -> None:
    write_articles(root / "corpus", 40)
    failing = HashEmbedder(fail_after=130)
    engine = engine_for(root, failing)
    with pytest.raises(EmbeddingError, match="the embedder is down"):
        engine.reload()
    assert len(failing.embedded) == 128
    # The corpus may change before the next try: what was made still serves.
    change(root)
    healthy = HashEmbedder()
    report = engine_for(root, healthy).reload()
    assert report.switched
    assert report.embedded == len(healthy.embedded) == 40 * 7 - 7 + 3 - (128 - 7)


@pytest.mark.parametrize(
    ("answer", "said"),
    [([[0.0] * 32], "length 0"), ([[float("nan")] * 32], "without end"), ([[1.0]] * 3, "shape"), (None, "shape")],
)
def test_a_senseless_embedder_is_an_error(
    root: Path, answer: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def embed(_: HashEmbedder, texts: list[str]) -> object:
        return answer * len(texts) if isinstance(answer, list) else answer

    monkeypatch.setattr(HashEmbedder, "get_text_embedding_batch", embed)
    with pytest.raises(EmbeddingError, match=said):
        engine_for(root).reload()


def test_an_embedder_of_another_name_embeds_all_again(engine: Engine, root: Path) -> None:
    other = HashEmbedder(model_name="other", dimension=16)
    changed = engine_for(root, other)
    assert changed.plan().embedder_before == "hash"
    report = changed.ensure()
    assert report is not None
    assert report.plan.embedder_before == "hash"
    assert report.embedded == 84
    assert changed.manifest().dimension == 16
    assert changed.notices == []  # the report says so
    assert best(changed, QUESTION) == "0001"
    # And back: the previous generation is this embedder's own.
    report = engine_for(root, HashEmbedder()).ensure()
    assert report is not None
    assert (report.embedded, report.switched) == (0, True)
    changed.close()


def test_an_embedder_whose_dimension_alone_changed_is_found_out(engine: Engine, root: Path) -> None:
    changed = engine_for(root, HashEmbedder(dimension=16))
    assert best(changed, QUESTION) == "0001"  # found by its words
    (notice,) = changed.notices
    assert isinstance(notice.error, EmbeddingError)
    assert notice.error.reason == "dimension"
    assert "32" in str(notice.error)
    change(root)
    report = changed.reload()
    assert report.embedded >= 80
    assert changed.manifest().dimension == 16
    assert best(changed, QUESTION) == "0001"
    changed.close()


def test_an_empty_corpus_never_replaces_a_generation(engine: Engine, root: Path) -> None:
    for path in (root / "corpus").iterdir():
        path.unlink()
    with pytest.raises(CorpusError) as caught:
        engine.reload()
    assert caught.value.reason == "empty"
    assert best(engine, QUESTION) == "0001"


def test_the_digest_tells_apart_whatever_is_indexed(engine: Engine, root: Path) -> None:
    corpus = engine.corpus()
    digest = plan_reload(corpus, root, None, "hash").digest
    assert plan_reload(corpus, root, None, "hash").digest == digest
    assert plan_reload(corpus, root, None, "other").digest != digest
    renamed = replace(corpus, articles=(replace(corpus.articles[0], id="x"), *corpus.articles[1:]))
    assert plan_reload(renamed, root, None, "hash").digest != digest


# --- one at a time


def test_two_reloads_at_once(engine: Engine, root: Path) -> None:
    with reload_lock(root / "data"):
        with pytest.raises(ReloadRunningError):
            engine.reload()
        with pytest.raises(ReloadRunningError):
            engine.rollback()
    engine.reload()


def _hold(data_dir: Path, held: multiprocessing.synchronize.Event) -> None:
    with reload_lock(data_dir):
        held.set()
        time.sleep(60)


def test_the_lock_goes_with_a_killed_process(engine: Engine, root: Path) -> None:
    context = multiprocessing.get_context("fork")
    held = context.Event()
    holder = context.Process(target=_hold, args=(root / "data", held))
    holder.start()
    assert held.wait(10)
    with pytest.raises(ReloadRunningError):
        engine.reload()
    assert holder.pid is not None
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    engine.reload()


# --- a data folder that can't be written


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "read-only"), (errno.EACCES, "read-only"), (errno.EIO, "broken")],
)
@pytest.mark.parametrize("at", ["lock", "journal", "contents", "seal", "pointer"])
def test_a_folder_that_cannot_be_written(
    engine: Engine, root: Path, monkeypatch: pytest.MonkeyPatch, *, at: str, number: int, reason: str
) -> None:
    before = (root / "data" / "current.json").read_bytes()
    change(root)

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    def fail_at_pointer(path: Path, data: bytes, real: object = files.replace) -> None:
        if path.name == "current.json":
            fail()
        assert callable(real)
        real(path, data)

    target = {
        "lock": ("rag.index.reload.FileLock.acquire", fail),
        "journal": ("rag.index.journal.VectorJournal.add", fail),
        "contents": ("numpy.save", fail),
        "seal": ("rag.index.files.sync_tree", fail),
        "pointer": ("rag.index.files.replace", fail_at_pointer),
    }[at]
    with monkeypatch.context() as patch:
        patch.setattr(*target)
        with pytest.raises(DataFolderError) as caught:
            engine.reload()
    assert caught.value.reason == reason
    assert (root / "data" / "current.json").read_bytes() == before
    assert best(engine, QUESTION) == "0001"
    report = engine.reload()
    assert report.switched
    assert report.embedded == (3 if at in {"lock", "journal"} else 0)
    assert len(generations(root)) == 2


@pytest.mark.parametrize(
    ("said", "reason"),
    [("(code: 13) database or disk is full", "full"), ("attempt to write a readonly database", "read-only")],
)
def test_what_sqlite_says_of_the_folder(
    engine: Engine, root: Path, said: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(root)

    def fail(*_: object) -> None:
        raise RuntimeError(said)

    with monkeypatch.context() as patch:
        patch.setattr("llama_index.vector_stores.chroma.ChromaVectorStore.add", fail)
        with pytest.raises(DataFolderError) as caught:
            engine.reload()
    assert caught.value.reason == reason
    assert len(generations(root)) == 1
    assert best(engine, QUESTION) == "0001"


def test_a_file_in_place_of_the_data_folder(root: Path) -> None:
    (root / "data").write_text("no folder")
    with pytest.raises(DataFolderError) as caught:
        engine_for(root).reload()
    assert caught.value.reason == "not-a-folder"


# --- steps that fail


def test_a_generation_that_fails_its_checks_is_dropped(
    engine: Engine, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(root)
    before = generations(root)

    def fail(_: object) -> None:
        raise GenerationCorruptError("new", "not found by its title")

    with monkeypatch.context() as patch:
        patch.setattr("rag.index.reload.verify", fail)
        with pytest.raises(GenerationCorruptError):
            engine.reload()
    assert generations(root) == before
    assert engine.reload().embedded == 0  # what was embedded is kept


def test_verify_misses_nothing(engine: Engine) -> None:
    with engine._current.lend() as generation:
        verify(generation)
        wrong = replace(generation, matrix=-generation.matrix)
        with pytest.raises(GenerationCorruptError, match="titles are not found by their vectors"):
            verify(wrong)
        wrong = replace(generation, sentences=generation.sentences[::-1])
        with pytest.raises(GenerationCorruptError, match="not found"):
            verify(wrong)


def test_articles_that_share_a_title_are_found(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for number in range(40):
        write_article(tmp_path / "corpus", number, "Tin vắn", [f"Tin thứ {number} trong ngày."])
    (tmp_path / "corpus" / "khong-chu.txt").write_text("!!!\n\n???\n", "utf-8")
    assert engine_for(tmp_path).reload().switched


def test_a_list_of_sentences_that_are_all_but_equal_is_indexed(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    write_article(tmp_path / "corpus", 1, "Đại hội", [f"Đại biểu số {n} phát biểu tại đại hội." for n in range(300)])
    write_article(tmp_path / "corpus", 2, "Hội thảo tại Huế", ["Hội thảo diễn ra trong một ngày."])
    assert engine_for(tmp_path).reload().embedded == 303


def test_half_built_folders_go_and_the_journal_with_them(engine: Engine, root: Path) -> None:
    generations_folder = root / "data" / "generations"
    for leftover in ("20200101-000000-000000-abc", ".trash-x"):
        (generations_folder / leftover / "chroma").mkdir(parents=True)
    VectorJournal(root / "data").add(["0" * 32], np.ones((1, 32), dtype=np.float32))
    change(root)
    engine.reload()
    assert len(generations(root)) == 2
    assert not (root / "data" / "embedding").exists()


def test_a_damaged_journal_is_embedded_again(root: Path) -> None:
    with pytest.raises(EmbeddingError):
        engine_for(root, HashEmbedder(fail_after=70)).reload()
    (batch,) = (root / "data" / "embedding").iterdir()
    batch.write_bytes(batch.read_bytes()[:-500])
    assert engine_for(root).reload().embedded == 84


# --- questions while it runs


def test_questions_are_answered_throughout_fast_reloads(engine: Engine, root: Path) -> None:
    """Reloads by another engine, two and more within one question, and no question fails or sees half."""
    other = engine_for(root, HashEmbedder())
    failures: list[BaseException] = []
    asked = 0
    stop = threading.Event()

    def ask() -> None:
        nonlocal asked
        while not stop.is_set():
            try:
                assert best(engine, QUESTION) == "0001"
                assert len(engine.articles()) == 12
                asked += 1
            except BaseException as error:
                failures.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(8):
        change(root, 6 + number % 6)
        write_article(root / "corpus", 0, f"Tin lần {number}", [f"Câu của lần {number}."])
        other.reload()
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert asked > 3
    assert len(generations(root)) == 2


def test_a_question_whose_generation_is_deleted_is_asked_again(
    engine: Engine, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = engine_for(root, HashEmbedder())
    real, reloads = HashEmbedder._get_query_embedding, iter((True, False, False))

    def embed(self: HashEmbedder, query: str) -> list[float]:
        if next(reloads):
            for number in (7, 8):
                change(root, number)
                other.reload()
            # Chroma may hold its files open; a server's collection would be gone.
            for lease in [engine._current._lease]:
                assert lease is not None
                lease.generation.vectors._store.client._client = None
        return real(self, query)

    monkeypatch.setattr(HashEmbedder, "_get_query_embedding", embed)
    assert best(engine, QUESTION) == "0001"
    other.close()
