from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.engine import Engine
from rag.errors import ArticleNotFoundError, GenerationCorruptError, NoGenerationError
from rag.index import files
from rag.index.chroma import EmbeddedChroma
from rag.index.generation import FORMAT
from rag.index.store import GenerationStore
from tests.fakes import HashEmbedder
from tests.rag.indexing import engine_for, write_article, write_articles

NEW = "Bài mới"
QUESTION = "lớp tập huấn cán bộ ở Sầm Sơn"


def store_of(root: Path) -> GenerationStore:
    return GenerationStore(root / "data", EmbeddedChroma(root / "data" / "generations"))


def folder_of(root: Path) -> Path:
    """Return the folder of the current generation."""
    pointer = store_of(root).pointer()
    assert pointer is not None
    return root / "data" / "generations" / pointer.current


def delete(path: Path) -> None:
    path.unlink()


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def garble(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * (path.stat().st_size // 256 + 1))


def garble_middle(path: Path) -> None:
    """Leave the head of a file as it is, so that only reading on shows the damage."""
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : 2 * third] = b"\xff" * third
    path.write_bytes(data)


DAMAGES = [delete, truncate, garble, garble_middle]
FILES = [
    "manifest.json",
    "articles.json",
    "sentences.json",
    "vectors.npy",
    "texts.npy",
    "lexical/folded/scores.npy",
    "lexical/plain/words.json",
    "lexical/marks/pairs.npy",
    "chroma/chroma.sqlite3",
]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a previous and a current generation, to be copied."""
    root = tmp_path_factory.mktemp("two")
    write_articles(root / "corpus", 12)
    engine = engine_for(root)
    engine.reload()
    write_article(root / "corpus", 3, NEW, ["Câu mới thứ nhất.", "Câu mới thứ hai."])
    engine.reload()
    return root


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many sentences that Chroma saves its graph; a damaged one ends the process that opens it."""
    root = tmp_path_factory.mktemp("large")
    write_articles(root / "corpus", 60, sentences=17)
    engine_for(root).reload()
    return root


@pytest.fixture
def copy(two: Path, tmp_path: Path) -> Path:
    shutil.copytree(two, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "damage"),
    # Whatever happens to a file changes its digest; Chroma's database alone is checked by opening it.
    [*((file, DAMAGES[place % 4]) for place, file in enumerate(FILES)), *((FILES[-1], d) for d in DAMAGES)],
)
def test_a_damaged_generation_falls_back_and_says_so(copy: Path, file: str, damage: Callable[[Path], None]) -> None:
    current = folder_of(copy)
    damage(current / file)
    engine = engine_for(copy)
    assert engine.ensure() is None
    assert [(n.remedy, n.error.generation) for n in engine.notices] == [("previous", current.name)]  # type: ignore[attr-defined]
    assert engine.search(QUESTION).articles[0].article.id == "0001"
    assert engine.ask(QUESTION).text
    assert engine.article("0003").title != NEW
    state = engine.states()[0]
    assert state.manifest is None
    assert state.error is not None
    engine.close()


@pytest.mark.parametrize("file", FILES)
def test_a_reload_replaces_a_damaged_generation(copy: Path, file: str) -> None:
    current = folder_of(copy)
    garble(current / file)
    engine = engine_for(copy)
    report = engine.reload()
    assert report.switched
    # Vectors that are whole are carried over, whatever else is damaged.
    assert report.embedded == (3 if file in {"manifest.json", "vectors.npy", "texts.npy"} else 0)
    assert engine.article("0003").title == NEW
    # What `rollback` would go to is the one that works.
    assert [state.error for state in engine.states()] == [None, None]
    assert current.name not in {state.name for state in engine.states()}
    engine.close()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_graph_never_crashes_the_process(large: Path, damage: Callable[[Path], None]) -> None:
    current = folder_of(large)
    (graph,) = current.glob("chroma/*/index_metadata.pickle")
    for path in sorted(graph.parent.iterdir()):
        whole = path.read_bytes()
        damage(path)
        with pytest.raises(GenerationCorruptError):
            store_of(large).open(current.name)
        path.write_bytes(whole)
    store_of(large).open(current.name).close()


def test_without_a_previous_one_ensure_rebuilds_and_says_so(root: Path) -> None:
    engine_for(root).ensure()
    garble(folder_of(root) / "articles.json")
    engine = engine_for(root)
    with pytest.raises(NoGenerationError):
        engine.ask(QUESTION)
    report = engine.ensure()
    assert report is not None
    assert report.embedded == 0
    assert [notice.remedy for notice in engine.notices] == ["rebuilt"]
    assert engine.search(QUESTION).articles[0].article.id == "0001"
    assert engine.ensure() is None


def test_both_damaged(copy: Path) -> None:
    for folder in (copy / "data" / "generations").iterdir():
        garble(folder / "sentences.json")
    engine = engine_for(copy)
    assert engine.ensure() is not None
    assert [notice.remedy for notice in engine.notices] == ["rebuilt"]
    with pytest.raises(NoGenerationError):
        engine.rollback()


@pytest.mark.parametrize("damage", [delete, truncate, garble])
def test_a_damaged_pointer_gives_the_newest(copy: Path, damage: Callable[[Path], None]) -> None:
    newest = folder_of(copy).name
    damage(copy / "data" / "current.json")
    engine = engine_for(copy)
    assert engine.ensure() is None
    assert engine.manifest().name == newest
    assert len(engine.states()) == 2
    assert engine.reload().switched  # the pointer is written again
    assert engine.manifest().name == newest
    assert not engine.reload().switched


def test_a_generation_that_was_verified_but_not_switched_to_serves(copy: Path) -> None:
    # Killed between the manifest and the pointer, at the first reload.
    (copy / "data" / "current.json").unlink()
    shutil.rmtree(sorted((copy / "data" / "generations").iterdir())[0])
    engine = engine_for(copy)
    assert engine.ensure() is None
    assert engine.article("0003").title == NEW


def test_rollback_goes_back_and_forth(copy: Path) -> None:
    engine = engine_for(copy)
    assert engine.article("0003").title == NEW
    engine.rollback()
    assert engine.article("0003").title != NEW
    embedder = HashEmbedder()
    report = engine_for(copy, embedder).reload()  # the corpus is that of the generation before the rollback
    assert (report.embedded, report.switched, embedder.embedded) == (0, True, [])
    assert engine.article("0003").title == NEW
    engine.rollback()
    engine.rollback()
    assert engine.article("0003").title == NEW
    engine.close()


def test_rollback_to_a_damaged_generation_changes_nothing(copy: Path) -> None:
    store = store_of(copy)
    pointer = store.pointer()
    assert pointer is not None
    assert pointer.previous is not None
    garble(copy / "data" / "generations" / pointer.previous / "vectors.npy")
    with pytest.raises(GenerationCorruptError):
        store.rollback()
    assert store.pointer() == pointer


def test_nothing_to_roll_back_to(engine: Engine) -> None:
    with pytest.raises(NoGenerationError):
        engine.rollback()


def test_nothing_is_indexed_yet(root: Path) -> None:
    engine = engine_for(root)
    for ask in (lambda: engine.ask(QUESTION), lambda: engine.search(QUESTION), engine.articles):
        with pytest.raises(NoGenerationError):
            ask()
    assert engine.states() == ()
    assert not (root / "data").exists()


def test_another_format_is_rebuilt_without_embedding(engine: Engine, root: Path) -> None:
    manifest = folder_of(root) / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace(f'"format": {FORMAT}', '"format": 0'), "utf-8")
    fresh = engine_for(root)
    report = fresh.ensure()
    assert report is not None
    assert report.embedded == 0
    assert fresh.manifest().format == FORMAT


def test_a_running_server_takes_up_what_another_process_built(engine: Engine, root: Path) -> None:
    assert engine.article("0003").title != NEW
    write_article(root / "corpus", 3, NEW, ["Câu mới thứ nhất.", "Câu mới thứ hai."])
    engine_for(root).reload()
    assert engine.article("0003").title == NEW


def test_articles_and_sentences_are_as_they_were_read(engine: Engine) -> None:
    corpus = engine.corpus()
    assert engine.articles() == corpus.articles
    with engine._current.lend() as generation:
        for article, span in zip(generation.articles, generation.spans, strict=True):
            sentences = [generation.sentences[row] for row in span]
            assert [s.index for s in sentences] == list(range(len(span)))
            assert all(s.article_id == article.id and s.text == article.text[s.start : s.end] for s in sentences)
        assert generation.article_rows["0007"] == 7
        assert generation.sentence_row("0001:2") == generation.spans[1].start + 2
    with pytest.raises(ArticleNotFoundError):
        engine.article("no such")


def test_a_file_is_replaced_whole_and_after_it_is_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "current.json"
    path.write_text("old")
    order: list[str] = []
    real_sync, real_replace = files.sync, Path.replace

    def sync(target: Path) -> None:
        order.append(f"sync {target.name}")
        real_sync(target)

    def move(source: Path, target: Path) -> Path:
        order.append("replace")
        return real_replace(source, target)

    monkeypatch.setattr(files, "sync", sync)
    monkeypatch.setattr(Path, "replace", move)
    files.replace(path, b"new")
    assert order == ["sync current.json.tmp", "replace", f"sync {tmp_path.name}"]
    assert path.read_bytes() == b"new"
