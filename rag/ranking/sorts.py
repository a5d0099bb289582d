"""Whether an article tells of any of the sort that a question asks for: a colour, a dish, a country, a song's name.

"Mặc đồ cưới màu gì?" is answered by no article in which there is no colour, however much it tells of the wedding. Only
sorts whose members can be told by their shape or by a short list are here; of any other noun an article may have
another word.
"""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.questions.question import Question
from rag.text.patterns import MarkedPattern
from rag.text.vietnamese import fold


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of thing that is asked for."""

    asked: MarkedPattern
    told: re.Pattern[str]  # in a sentence of an article as it is written


def _sort(asked: str, told: str, flags: re.RegexFlag = re.IGNORECASE) -> _Sort:
    return _Sort(MarkedPattern(rf"\b(?:{asked}) (?:gì|nào)\b"), re.compile(rf"\b(?:{told})", flags))


_COUNTRIES = (
    "Ai Cập|Anh(?= quốc)|Argentina|Ấn Độ|Áo|Ả Rập|Ba Lan|Bangladesh|Bỉ|Bồ Đào Nha|Brazil|Campuchia|Canada|Chile|Cuba|Đài Loan|Đan Mạch"
    "|Đức|Hà Lan|Hàn Quốc|Hoa Kỳ|Hồng Kông|Hungary|Hy Lạp|Indonesia|Iran|Iraq|Ireland|Israel|Italia|Kenya|Lào|Malaysia|Mexico|Mông Cổ"
    "|Mỹ|Myanmar|Na Uy|Nam Phi|New Zealand|Nga|Nhật(?: Bản)?|Pháp|Phần Lan|Philippines|Qatar|Séc|Singapore|Sri Lanka|Tây Ban Nha"
    "|Thái Lan|Thổ Nhĩ Kỳ|Thụy Điển|Thụy Sĩ|Triều Tiên|Trung Quốc|Úc|Ukraina|Australia|nước [A-ZĐ]"
)
_SORTS = (
    _sort(
        r"màu(?: sắc)?",
        r"đỏ|xanh|vàng (?:nhạt|đậm|tươi|óng)|trắng|đen|tím|nâu|xám|(?:áo|váy|cờ|khăn|hoa|nón|mũ) (?:vàng|hồng|cam|bạc)\b",
        re.NOFLAG,  # a firm may be called "Hải Xanh"
    ),
    _sort(
        r"(?:ăn|nấu|bữa|ngộ độc|suất|cơm|thực đơn|mâm)\b.{0,60}\b(?:món(?: ăn)?|thực phẩm|đồ ăn|thức ăn)|(?<!bữa )(?<!làm )(?<!suất )(?<!nhà )(?<!tiền )(?:ăn|kiêng)",
        r"(?:canh|cháo|bún|phở|mì|miến|xôi|bánh|chè|gỏi|nộm|lẩu|nem|chả|giò|thịt|cá|gà|vịt|tôm|mực|trứng|rau|củ|sữa|trái cây|hoa quả|dưa|cà|khoai|súp|nước (?:cam|mía|ngọt|yến)|đậu)\b",
    ),
    _sort(r"nước(?= nào)|quốc tịch|quốc gia", rf"(?:{_COUNTRIES})", re.NOFLAG),
    _sort(
        r"chất liệu",
        r"(?:gỗ|vải|lụa|giấy|sơn|màu nước|bút|chì|sắt|thép|nhựa|tre|đá|inox|kính|cao su|da|len|gốm|sứ|nan|mây|rơm)\b",
    ),
    _sort(
        r"(?:hát|diễn|múa|tấu) (?:những )?bài|bài(?: (?:hát|ca|thơ|dân ca|chèo|nhạc|múa|hò|cồng chiêng|quan họ)){1,2}|ca khúc|tiết mục|vở(?: (?:kịch|chèo|tuồng|cải lương))?|bản nhạc",
        r"(?:bài|ca khúc|tiết mục|vở|bản|tác phẩm|điệu|hát|múa)(?: \w+){0,4}? (?:[“\"'‘«]|(?-i:[A-ZĐÂÁÀÔƠƯÊ]))",
    ),
    _sort(
        r"bệnh",
        r"(?:ung thư|tim|thận|gan|phổi|tiểu đường|huyết áp|tai biến|đột quỵ|viêm|suy|u|lao|xơ|máu|thoát vị|điếc|da liễu|covid-19|sốt|cúm|tâm thần"
        r"|thần kinh|xương|bạch cầu|hô hấp|dạ dày|nhiễm|liệt|tự kỷ|bẩm sinh|ngộ độc|đau)\b",
    ),
)
_WORD = re.compile(r"\w+")
# Of these a question may ask the kind, "loại gạch gì", which an article that has no brick does not tell.
_KIND_OF = MarkedPattern(r"\b(?:loại|giống|kiểu|dòng) ([a-zà-ỹ]+) (?:gì|nào)\b")


def tells_of_none(question: Question, sentences: Sequence[str]) -> bool:
    """Tell whether a question asks for something of a sort of which no sentence has any, but what it says itself."""
    asked = next((sort for sort in _SORTS if sort.asked.search(question.embedded)), None)
    if asked is not None:
        return not any(_tells(asked.told, " ".join(text.split()), question) for text in sentences)
    kind = _KIND_OF.search(question.embedded)
    if kind is None:
        return False
    noun = fold(question.embedded[slice(*kind.span(1))])
    return not any(re.search(rf"\b{noun}\b", fold(text)) for text in sentences)


def _tells(told: re.Pattern[str], text: str, question: Question) -> bool:
    # Without marks "đỏ" and "đồ" are one: only what is no common word is taken for said by the question.
    asked = f" {' '.join(_WORD.findall(question.embedded.lower()))} "
    found = (match.group() for match in told.finditer(text))
    return any((one.islower() and not question.marked) or f" {one.lower()} " not in asked for one in found)
