"""A reload that is killed at any moment leaves the current generation answering, and is gone on with."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from rag.index.supply import _BATCH
from rag.index.verification import verify
from tests.fakes import HashEmbedder
from tests.rag.indexing import engine_for, write_article, write_articles

KILLS = 10
QUESTION = "lớp tập huấn cán bộ ở Sầm Sơn"

_RELOAD = """
import sys
from pathlib import Path
from tests.fakes import HashEmbedder
from tests.rag.indexing import engine_for

root = Path(sys.argv[1])
# Forked from a parent that has imported everything, so that the moment of the kill falls into the reload.
import os, time
for line in sys.stdin:
    child = os.fork()
    if not child:
        engine_for(root, HashEmbedder(log=root / "embedded.txt", delay=0.02)).reload()
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def test_a_reload_killed_at_any_moment_is_gone_on_with(tmp_path: Path) -> None:
    write_articles(tmp_path / "corpus", 1)
    write_article(tmp_path / "corpus", 0, "Bài đầu tiên", [f"Nói về {QUESTION}."])
    reader = engine_for(tmp_path, HashEmbedder())
    reader.ensure()
    write_articles(tmp_path / "corpus", 150, sentences=6)
    texts = len(set(reader.plan().texts))
    moments = random.Random(7)

    parent = subprocess.Popen(
        [sys.executable, "-c", _RELOAD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    killed = 0
    for turn in range(30):
        parent.stdin.write("\n")
        parent.stdin.flush()
        child = int(parent.stdout.readline())
        if killed < KILLS:
            # From the first batch to the pointer: the embedding alone takes 0.35 s.
            time.sleep(moments.uniform(0.02, 0.12) if turn < 6 else moments.uniform(0.2, 0.8))
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(child, 9)
        status = int(parent.stdout.readline())
        killed += status == -9
        assert reader.search(QUESTION).articles
        if status == 0:
            if killed >= KILLS:
                break
            write_article(tmp_path / "corpus", 1, f"Bài khác {turn}", ["Câu một.", "Câu hai."])
            texts += 3
    parent.stdin.close()
    parent.wait(10)

    assert status == 0
    assert killed >= KILLS
    embedded = len((tmp_path / "embedded.txt").read_text("utf-8").splitlines())
    assert embedded <= texts + killed * _BATCH
    assert len(reader.articles()) == 150
    with reader._current.lend() as generation:
        verify(generation)
    assert len(list((tmp_path / "data" / "generations").iterdir())) == 2
    assert not (tmp_path / "data" / "embedding").exists()
    reader.close()
