"""Places in a quote, with what they lie in: "thành phố Sầm Sơn, tỉnh Thanh Hóa"."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.questions.question import Question
from rag.spans.names import BODY, RUN
from rag.spans.nearness import Span
from rag.text.vietnamese import fold

_PLACE_KIND = r"(?:[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Tt]ỉnh|[Qq]uận|[Hh]uyện|[Pp]hường|[Xx]ã|[Tt]hủ đô|[Kk]hu công nghiệp|[Kk]hu chế xuất|KCN|KCX|TP\.?|Tp\.?|[Vv]ùng|[Đđ]ảo|[Ss]ông|[Hh]ồ|[Bb]iển|[Nn]ước|[Bb]ang|[Đđ]ường|[Pp]hố|[Bb]ến)"
_ONE_PLACE = rf"{_PLACE_KIND}[ \u00a0]+(?:\d+|{RUN})"
_PLACE = re.compile(
    rf"{_ONE_PLACE}(?:(?:, | \(|- ?){_ONE_PLACE}\)?)*(?:, {RUN}(?= ?[,.)]))?"
    rf"|(?<![^\s(])(?:tại|ở|đến|từ|về|sang) (?P<at>(?:{BODY.pattern}|{RUN})(?: ?[,(] ?(?:{_ONE_PLACE}|{RUN})\)?)*)"
)
_COUNTRY = re.compile(
    r"\b(?:Việt Nam|Na ?Uy|NaUy|Mỹ|Hoa Kỳ|Anh|Pháp|Đức|Nga|Nhật(?: Bản)?|Hàn Quốc|Trung Quốc|Đài Loan|Lào|Campuchia|Thái Lan|Singapore|Malaysia|Indonesia|Philippines|Myanmar|Ấn Độ"
    r"|Thụy Điển|Thuỵ Điển|Đan Mạch|Phần Lan|Ý|Ba Lan|Hà Lan|Bỉ|Thụy Sĩ|Áo|Úc|Australia|Canada|Brazil|Cuba|Tây Ban Nha|Bồ Đào Nha|Ai Cập|Nam Phi|New Zealand)\b"
)
_SHORTEST = 4  # characters of a place's name
_COUNTRY_ASKED = re.compile(r"\b(?:nuoc|quoc gia) nao")
_KIND_ASKED = re.compile(r"\b(tinh|thanh pho|quan|huyen|xa|phuong|khu cong nghiep) nao")


def places(quote: str, question: Question) -> Iterator[Span]:
    """Yield the places of the kind that a question asks for."""
    if _COUNTRY_ASKED.search(question.folded_text):
        yield from (match.span() for match in _COUNTRY.finditer(quote))
        return
    kind = _KIND_ASKED.search(question.folded_text)
    for match in _PLACE.finditer(quote):
        start, end = match.span("at") if match.group("at") else match.span()
        text = quote[start:end]
        if text.count("(") > text.count(")"):
            end -= len(text) - text.rindex("(")
        if end - start >= _SHORTEST and (kind is None or kind.group(1) in fold(quote[start:end]) or match.group("at")):
            yield start, start + len(quote[start:end].rstrip(" ,("))
