"""Two small articles, one of them of two dates' disagreement, as the tests of `rag.writing` see them."""

from __future__ import annotations

from datetime import date

# ruff: noqa: E501 - a sentence reads best unwrapped
from rag.article import Article, ArticleKind
from rag.articles.sentences import split
from rag.writing.candidates import Candidate
from rag.writing.sheet import Line, Sheet

HUE = """Hội thảo về an toàn lao động tại Huế

Ngày 19/5, Liên đoàn Lao động tỉnh tổ chức hội thảo về an toàn lao động tại Huế với 120 đại biểu.

Bà Trần Thị Hạnh, Phó Chủ tịch Liên đoàn Lao động tỉnh, phát biểu khai mạc hội thảo. Bà Hạnh cho biết số vụ tai nạn lao động đã giảm 12% so với năm trước. Hội thảo không thu phí của đoàn viên.

Ông Lê Văn Phúc trình bày chuyên đề về bảo hộ lao động trong ngành dệt may. Hội thảo kết thúc vào chiều cùng ngày."""

TRIP = """Công đoàn tổ chức nghỉ mát cho đoàn viên

Hè năm nay, công đoàn công ty tổ chức cho 300 đoàn viên đi nghỉ mát tại Cửa Lò. Mỗi đoàn viên được hỗ trợ 2 triệu đồng.

Chuyến đi kéo dài ba ngày, từ ngày 5 đến ngày 7 tháng 6. Chị Nguyễn Thu Hà phụ trách danh sách đăng ký."""


def article(name: str, text: str, **known: object) -> Article:
    """Return an article of a text whose first line is its title."""
    values = {"date": None, "source": None, "author": None, "url": None, "kind": ArticleKind.ARTICLE, **known}
    return Article(id=name, title=text.splitlines()[0], path=f"{name}.txt", text=text, **values)  # type: ignore[arg-type]


HUE_ARTICLE = article("hue", HUE, date=date(2019, 5, 20), source="Báo Lao Động")
TRIP_ARTICLE = article("nghi-mat", TRIP)


def candidate(one: Article, scores: dict[int, float] | None = None) -> Candidate:
    """Return an article with all its sentences."""
    return Candidate(one, split(one), scores or {})


def sheet(*articles: Article) -> Sheet:
    """Return a sheet of whole articles."""
    sentences = [sentence for one in articles for sentence in split(one)]
    lines = tuple(Line(n, sentence) for n, sentence in enumerate(sentences, start=1))
    return Sheet({one.id: one for one in articles}, lines)


def line(found: Sheet, words: str) -> Line:
    """Return the only line that holds some words."""
    (only,) = (one for one in found.lines if words in one.sentence.text)
    return only
