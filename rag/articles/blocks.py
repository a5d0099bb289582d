"""Blocks of an article's text: its paragraphs, headings and captions, each with its kind.

Scraped news has one paragraph a line, so a line is a block, unless it is visibly wrapped. What kind of block
a line is shows in its form: `rag.articles.lines` knows datelines and bylines, the patterns below captions and headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.article import Article, SentenceKind
from rag.articles.lines import byline, dateline, is_labelled_byline, source_label
from rag.text.abbreviations import NEVER_END, PLACES

LONGEST_CREDIT = 80  # characters
LONGEST_CAPTION = 300  # characters; of a longer block only the sentence with the credit is a caption
_LONGEST_HEADING = 20  # words
_SHORTEST_CAPTION = 7  # words, unless it has a credit

_LINE = re.compile(r"[^\n\f\u2028\u2029]+")
_STOPS = frozenset(".!?…:;")
_CLOSERS = "\"'”’»)]} "
_BULLETS = frozenset("-–—•*+▪●·")
_MARKER = re.compile(r"[-–—•*+▪●·]|\(?(?:\d{1,3}|[a-zđ]|[ivx]{1,4})[.)]\s", re.IGNORECASE)
# A line that ends in one of these goes on in the next, even when that one starts with a name.
_BEFORE_NAMES = NEVER_END | PLACES
_HANGING = frozenset(("và", "của", "các", "những", "với", "tại", "bởi", "hoặc", "là", "do"))

_CREDIT = re.compile(
    r"(?:(?:(?m:^)|[-–—(\[|])\s*(?i:ảnh|nguồn ảnh|hình|hình ảnh|video|clip|đồ họa|đồ hoạ|infographic)"
    r"|[\s.](?:Ảnh|Nguồn ảnh|Hình|Video|Clip|Đồ họa|Đồ hoạ|Infographic))"
    r"(?:\s+(?:minh\s+h\w+|tư liệu|trên|dưới))?\s*:"
    r"|(?:(?m:^)|[-–—(\[|]\s*)(?i:ảnh)\s+"
    r"(?:minh|tư liệu|người|do|của|cắt|chụp|internet|bạn đọc|[A-ZĐ]|.{1,40}cung cấp)"
)
_FULL_STOP = re.compile(r"\w[^\W\dA-Z]\)?[.!?…]\s+\w")  # not that of "TP. HCM" or "Đ. Bình"
# A caption without a credit opens with a scene, or with who is seen and then says what they do.
_SCENE = re.compile(r"(?:quang cảnh|toàn cảnh|khung cảnh|một góc)\b[^.!?…]*\.?", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:hiện trường|hình ảnh|các đại biểu)\b"
    rf"|(?=(?:\S+\s+){{{_SHORTEST_CAPTION - 1}}})"
    r"(?:ông|bà|anh|chị|em|đồng chí|đ/c|các|lãnh đạo|chủ tịch|phó|trưởng|giám đốc|tổng|thủ tướng|bộ trưởng"
    r"|thứ trưởng|bí thư|đại biểu|đại diện|đoàn|ban|công nhân|người lao động|nữ|cán bộ|thí sinh|nhiều|hàng)\b"
    r".*(?:phát biểu|trao|tặng|chụp ảnh|tham quan|chủ trì|giới thiệu|thăm|kiểm tra|trả lời|chia sẻ|tham luận"
    r"|tham dự|đến dự|dâng hương|cắt băng|ký kết|biểu diễn|làm việc|tràn ra|tập trung"
    r"|\((?:trái|phải|giữa)\)|bìa trái|bìa phải|tại (?:buổi|lễ|hội|chương trình))",
    re.IGNORECASE | re.DOTALL,
)
# A line that goes on from the one before is no heading, though its full stop is missing.
_GOING_ON = re.compile(r"(?:Tuy nhiên|Trước đó|Sau đó|Ngoài ra|Đồng thời|Bên cạnh đó|Theo đó|Vì vậy|Do đó|Cụ thể)\b")
_QUESTION = re.compile(r"\w[^.!?…\"“”]*\?")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines `text[start:end]` of an article that belong together."""

    start: int
    end: int
    kind: SentenceKind


def blocks(article: Article) -> tuple[Block, ...]:
    """Return the blocks of `article` in reading order; none starts or ends with white space."""
    text, title, author = article.text, _squeeze(article.title), _squeeze(article.author or "")
    found: list[Block] = []
    closing = True  # below the last of the body, where a name is the author's
    listed = False  # the block below is an item of a list
    spans = _spans(text, title)
    for position in range(len(spans) - 1, -1, -1):
        start, end = spans[position]
        kind = _kind(text[start:end], title, author, closing=closing and position > 0)
        marked = bool(_MARKER.match(text, start, end))
        if kind is SentenceKind.HEADING and marked:
            above = position > 0 and _MARKER.match(text, *spans[position - 1])
            if text[start] in _BULLETS or listed or above:
                kind = SentenceKind.BODY  # one item of several may well be the answer
        found.append(Block(start, end, kind))
        closing = closing and kind in (SentenceKind.BYLINE, SentenceKind.CAPTION, SentenceKind.DATELINE)
        listed = marked
    return tuple(reversed(found))


def credited(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` closes with a photo credit: "(Ảnh: Khắc Kiên)"."""
    credit = _CREDIT.search(text, max(start, end - LONGEST_CREDIT), end)
    return credit is not None and not _FULL_STOP.search(text, credit.end(), end)


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span `start:end` of `text` without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _spans(text: str, title: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    line = 0  # start of the last line of the last block
    for match in _LINE.finditer(text):
        start, end = strip(text, *match.span())
        if start == end:
            continue
        if spans:
            first, before = spans[-1]
            adjacent = text.count("\n", before, start) == 1
            titled = before - first <= 2 * len(title) and _squeeze(text[first:before]) == title
            if adjacent and not titled and _goes_on(text[line:before], text[start:end]):
                spans[-1] = first, end
                line = start
                continue
        spans.append((start, end))
        line = start
    return spans


def _goes_on(line: str, following: str) -> bool:
    if _MARKER.match(following):
        return False
    last = line.rsplit(maxsplit=1)[-1]
    if line[-1] == "." and last[:-1] in _BEFORE_NAMES:
        return True
    if line.rstrip(_CLOSERS)[-1:] in _STOPS:
        return False
    return following[0].islower() or line[-1] == "," or last in _HANGING


def _kind(block: str, title: str, author: str, *, closing: bool) -> SentenceKind:
    if len(block) <= 2 * len(title) and _squeeze(block) == title:
        return SentenceKind.TITLE
    if len(block) > LONGEST_CAPTION:
        return SentenceKind.BODY
    short = len(block) <= LONGEST_CREDIT
    if short and dateline(block):
        return SentenceKind.DATELINE
    if short and (is_labelled_byline(block) or source_label(block) or block.strip(" .") == author):
        return SentenceKind.BYLINE
    if credited(block, 0, len(block)):
        return SentenceKind.CAPTION
    if short and closing and _signs(block, author):
        return SentenceKind.BYLINE
    return _unsigned_kind(block)


def _unsigned_kind(block: str) -> SentenceKind:
    heading = len(block.split()) <= _LONGEST_HEADING
    if heading and _SCENE.fullmatch(block):
        return SentenceKind.CAPTION
    last = block.rstrip(_CLOSERS)[-1:]
    if last == "?" and heading and _QUESTION.fullmatch(block):
        return SentenceKind.HEADING  # a question alone on its line asks, it does not answer
    if last in _STOPS or last == "," or ": “" in block or ': "' in block:
        return SentenceKind.BODY
    if _CAPTION.match(block):
        return SentenceKind.CAPTION
    return SentenceKind.HEADING if heading and not _GOING_ON.match(block) else SentenceKind.BODY


def _signs(line: str, author: str) -> bool:
    """Whether `line` holds nothing but names, or the author and little else: "Khắc Kiên/Báo Lao động"."""
    if author and author in line and len(line) <= len(author) + 30:
        return True
    return line[-1] not in _STOPS and byline(line) is not None


def _squeeze(text: str) -> str:
    return " ".join(text.split())
