"""Generations on a real Chroma server, on loopback."""

from __future__ import annotations

import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import chromadb
import httpx
import pytest

from rag.engine import Engine
from rag.errors import SettingsError, VectorStoreError
from rag.index.chroma import ChromaServer
from tests.fakes import HashEmbedder
from tests.rag.indexing import engine_for, write_article, write_articles
from tests.server_process import ServerProcess

QUESTION = "lớp tập huấn cán bộ ở Sầm Sơn"


class Server(ServerProcess):
    """`chroma run`."""

    def __init__(self, folder: Path) -> None:
        super().__init__([Path(sys.executable).parent / "chroma", "run", "--path", folder], "/api/v2/heartbeat")

    def collections(self) -> set[str]:
        client = chromadb.HttpClient("127.0.0.1", self.port)
        return {collection.name for collection in client.list_collections()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture
def remote(server: Server, root: Path) -> Iterator[Engine]:
    for name in server.collections():
        chromadb.HttpClient("127.0.0.1", server.port).delete_collection(name)
    engine = engine_for(root, HashEmbedder(), server.url)
    engine.ensure()
    yield engine
    engine.close()


def names(engine: Engine) -> set[str]:
    return {state.name for state in engine.states()}


def change(root: Path, number: int) -> None:
    write_article(root / "corpus", number, f"Bài mới số {number}", ["Câu thứ nhất.", "Câu thứ hai."])


def test_generations_are_collections(remote: Engine, server: Server, root: Path) -> None:
    assert remote.search(QUESTION).articles[0].article.id == "0001"
    assert server.collections() == names(remote) == {remote.manifest().name}
    assert not list((root / "data").rglob("chroma*"))
    change(root, 3)
    report = remote.reload()
    assert (report.embedded, report.carried) == (3, 77)
    assert server.collections() == names(remote)
    assert len(names(remote)) == 2
    change(root, 4)
    remote.reload()
    assert server.collections() == names(remote)
    assert len(names(remote)) == 2
    before = remote.manifest().name
    remote.rollback()
    assert remote.manifest().name != before
    assert remote.search(QUESTION).articles[0].article.id == "0001"
    remote.check_vector_store()


def test_a_collection_that_is_gone_is_a_damaged_generation(remote: Engine, server: Server, root: Path) -> None:
    chromadb.HttpClient("127.0.0.1", server.port).delete_collection(remote.manifest().name)
    engine = engine_for(root, HashEmbedder(), server.url)
    report = engine.ensure()
    assert report is not None
    assert report.embedded == 0
    assert [notice.remedy for notice in engine.notices] == ["rebuilt"]
    assert engine.search(QUESTION).articles[0].article.id == "0001"
    engine.close()


def test_a_generation_of_the_embedded_chroma_moves_to_the_server(server: Server, root: Path) -> None:
    engine_for(root).ensure()
    engine = engine_for(root, HashEmbedder(), server.url)
    report = engine.ensure()
    assert report is not None
    assert (report.embedded, report.carried) == (0, 84)
    engine.close()


def test_a_server_that_dies_in_the_middle_of_a_reload(tmp_path: Path) -> None:
    with Server(tmp_path / "chroma") as server:
        write_articles(tmp_path / "corpus", 12)
        engine = engine_for(tmp_path, HashEmbedder(), server.url)
        engine.reload()
        before = engine.manifest().name
        write_articles(tmp_path / "corpus", 40)

        def die(done: int, total: int) -> None:
            if done == total:
                server.stop()

        with pytest.raises(VectorStoreError):
            engine.reload(die)
        with pytest.raises(VectorStoreError):
            engine.search(QUESTION)
        server.start()
        assert engine.search(QUESTION).articles[0].article.id == "0001"
        assert engine.manifest().name == before
        report = engine.reload()
        assert (report.embedded, report.switched) == (0, True)
        assert server.collections() == names(engine)
        engine.close()


def test_an_unreachable_server_is_told_of_within_seconds(root: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    engine = engine_for(root, HashEmbedder(), f"http://127.0.0.1:{port}")
    started = time.monotonic()
    with pytest.raises(VectorStoreError, match=f"no Chroma server answers at 127.0.0.1:{port}"):
        engine.ensure()
    with pytest.raises(VectorStoreError, match="no Chroma server"):
        engine.check_vector_store()
    assert time.monotonic() - started < 4


def test_a_server_that_hangs_is_given_up_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.index.chroma._PATIENCE", httpx.Timeout(0.3))
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        engine = engine_for(root, HashEmbedder(), f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(VectorStoreError, match="no Chroma server answers"):
            engine.ensure()


def test_a_call_does_not_wait_for_ever(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.index.chroma._PATIENCE", httpx.Timeout(0.5))
    collection = ChromaServer(server.url).create("some-generation")
    server.signal(signal.SIGSTOP)
    try:
        with pytest.raises(VectorStoreError, match="Timeout"):
            collection.count()
    finally:
        server.signal(signal.SIGCONT)
    collection.close()


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://", "http://host:port", "nonsense"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(SettingsError, match="CHROMA_URL"):
        ChromaServer(url)


def test_a_token_is_sent_and_never_told(root: Path) -> None:
    server = ChromaServer("https://secret@api.trychroma.com/?tenant=t&database=d")
    assert server._headers == {"x-chroma-token": "secret"}
    assert (server._port, server._ssl, server._tenant, server._database) == (443, True, "t", "d")
    assert "secret" not in repr(server)
    nowhere = ChromaServer("http://secret@127.0.0.1:9")
    with pytest.raises(VectorStoreError) as caught:
        nowhere.open("x")
    assert "secret" not in str(caught.value)
    assert caught.value.where == "127.0.0.1:9"


def test_reaching_a_server_changes_nothing(server: Server) -> None:
    before = server.collections()
    ChromaServer(server.url).ping()
    assert server.collections() == before
    with pytest.raises(VectorStoreError):
        ChromaServer(f"{server.url}?tenant=nobody").ping()


def test_an_error_tells_where_the_server_is() -> None:
    assert ChromaServer("http://[::1]:8000")._where == "[::1]:8000"
    assert ChromaServer("https://secret@api.trychroma.com")._where == "api.trychroma.com:443"
