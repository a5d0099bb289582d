"""A small corpus folder and engines over it, for the tests of the index."""

from __future__ import annotations

from pathlib import Path

from rag.engine import Engine
from rag.settings import RagSettings
from tests.fakes import HashEmbedder, plain_wording

_TOPICS = (
    "hội thảo quan hệ đối tác với công đoàn Oslo",
    "lớp tập huấn cán bộ ở Sầm Sơn",
    "tiền lương tối thiểu vùng năm tới",
    "nhà ở cho công nhân khu chế xuất",
    "bữa ăn ca bảo đảm dinh dưỡng",
    "giải bóng đá nữ đoàn viên",
    "tháng an toàn vệ sinh lao động",
    "học bổng cho con thợ mỏ",
    "tủ sách trong phân xưởng dệt",
    "chuyến xe đưa người về quê ăn tết",
    "thỏa ước tập thể ngành da giày",
    "khám bệnh lưu động miễn phí",
)


def write_articles(folder: Path, count: int, *, sentences: int = 6) -> None:
    """Write `count` articles of a title and `sentences` sentences, none of which is like another one."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        topic = _TOPICS[number % len(_TOPICS)]
        body = [
            f"Theo kế hoạch số {number}/{place}, {topic} được tổ chức lần thứ {number * 100 + place}."
            for place in range(sentences)
        ]
        write_article(folder, number, f"Tin số {number} về {topic}", body)


def write_article(folder: Path, number: int, title: str, body: list[str]) -> None:
    """Write one article."""
    (folder / f"{number:04}.txt").write_text(f"{title}\n\n" + "\n\n".join(body) + "\n", "utf-8")


def settings_for(root: Path, chroma_url: str | None = None) -> RagSettings:
    """Return settings whose folders lie below `root`, whatever the environment says."""
    return RagSettings.model_validate(
        {"corpus_dir": root / "corpus", "data_dir": root / "data", "chroma_url": chroma_url}
    )


def engine_for(root: Path, embedder: HashEmbedder | None = None, chroma_url: str | None = None) -> Engine:
    """Return an engine over the corpus of `root`."""
    return Engine.create(settings_for(root, chroma_url), plain_wording(), embedder or HashEmbedder())
