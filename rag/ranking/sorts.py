"""Whether an article tells of any of the sort that a question asks for: a colour, a dish, a country, a hospital's name.

"Mặc đồ cưới màu gì?" is answered by no article in which there is no colour, however much it tells of the wedding. Only
sorts whose members can be told by their shape or by a short list are here; of any other noun an article may have
another word.
"""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.questions.question import Question
from rag.spans.nearness import UPPER
from rag.text.entities import EntityKind, entities
from rag.text.patterns import MarkedPattern, flat
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

# Whose name is asked for; of a thing it may be any word.
_CALLED = MarkedPattern(
    r"\b(?:đối tượng|nạn nhân|người|công nhân|thợ|em|học sinh|chủ|giám đốc|vợ|chồng|mẹ|con|bố|cha|hiệu trưởng|chủ tịch"
    r"|cán bộ|tài xế|chị|anh|ông|bà|cô giáo|thầy)\b.*\b(?:tên (?:là |họ là )?gì|họ tên|danh tính)\b"
)

# What has a name of its own behind it, with what else such a one may be called, folded.
_NAMED: Mapping[str, str] = {
    "bệnh viện": "benh vien|bv|tram y te|trung tam y te|phong kham",
    "đại học": "dai hoc|hoc vien|cao dang|dh",
    "ga": "ga",
    "hãng": "hang|cong ty|tap doan|thuong hieu|nhan hieu|cua hang",
    "hãng hàng không": "hang|hang khong|vietnam|vietjet|bamboo|pacific",
    "huyện": "huyen|thi xa|quan",
    "khách sạn": "khach san|hotel|resort",
    "khoa": "khoa",
    "khu công nghiệp": "khu cong nghiep|khu che xuat|cum cong nghiep|kcn|kcx",
    "nằm viện": "benh vien|bv|trung tam y te|phong kham",
    "nhập viện": "benh vien|bv|trung tam y te|phong kham",
    "ngân hàng": "ngan hang|bank",
    "nhà máy": "nha may|cong ty|xuong|xi nghiep",
    "luật sư": "luat su",
    "phường": "phuong|xa|thi tran",
    "quận": "quan|huyen|thi xa|thanh pho",
    "sân bay": "san bay",
    "thành phố": "thanh pho|tp",
    "thôn": "thon|ap|ban|lang|xom|khom",
    "siêu thị": "sieu thi|mart|cua hang|trung tam thuong mai",
    "thẩm phán": "tham phan",
    "tòa": "toa|tand",
    "tòa án": "toa|tand",
    "tỉnh": "tinh|thanh pho|tp",
    "trường": "truong|thpt|thcs|tieu hoc|dai hoc|hoc vien|cao dang",
    "xã": "xa|phuong|thi tran",
}
_CALLED_SO = {fold(noun): names for noun, names in _NAMED.items()}
_WHICH = MarkedPattern(
    # A kind of town has no name, nor has an office.
    rf"(?<!cơ )(?<!địa )(?<!loại )(?<!kiểu )(?<!sinh viên )\b({'|'.join(sorted(_NAMED, key=len, reverse=True))})(?: (?:y|công lập|tư|lớn|nhỏ))? nào\b"
)
# "Tại Hải Phòng" says which city, "tại Nhà văn hóa" doesn't.
_TOWNS = frozenset({"thanh pho", "tinh"})
_TOWN = re.compile(
    rf"\b(?:[Tt]ại|[Ởở]|[Qq]uê|về) (?P<name>(?!Trường |Đại |Tổng |Ban |Ủy )[{UPPER}]\w*(?: [{UPPER}]\w*){{1,3}})(?! (?![{UPPER}])\w+ [{UPPER}])"
)
_CAPITAL = re.compile(r"[^\W\d_a-zà-ỹ][^\W_]*|\d+")


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


def tells_no_name(question: Question, sentences: Sequence[str]) -> bool:
    """Tell whether a question asks which hospital, or what somebody is called, and no sentence names another one."""
    return _unnamed(question, sentences) or _uncalled(question, sentences)


def _tells(told: re.Pattern[str], text: str, question: Question) -> bool:
    # Without marks "đỏ" and "đồ" are one: only what is no common word is taken for said by the question.
    asked = f" {' '.join(_WORD.findall(question.embedded.lower()))} "
    found = (match.group() for match in told.finditer(text))
    return any((one.islower() and not question.marked) or f" {one.lower()} " not in asked for one in found)


def _unnamed(question: Question, sentences: Sequence[str]) -> bool:
    """Tell whether "bệnh viện nào" is asked and no hospital is named, but perhaps by the question."""
    asked = _WHICH.search(question.embedded)
    if asked is None:
        return False
    named = re.compile(rf"\b(?:{_CALLED_SO[fold(asked[1])]})\b\.?((?: [\w&-]+){{1,5}})")
    lines = [" ".join(text.split()) for text in sentences]
    for text in lines:
        for match in named.finditer(flat(text)):
            name = fold(" ".join(_CAPITAL.findall(text[slice(*match.span(1))])))
            if name and name not in question.folded_text:
                return False
    towns = (match["name"] for text in lines for match in _TOWN.finditer(text)) if fold(asked[1]) in _TOWNS else ()
    return all(fold(name) in question.folded_text for name in towns)


def _uncalled(question: Question, sentences: Sequence[str]) -> bool:
    """Tell whether somebody's name is asked for and nobody is named, but perhaps by the question."""
    if not _CALLED.search(question.embedded):
        return False
    named = (one for text in sentences for one in entities(text, (EntityKind.PERSON,)))
    return all(fold(one.text) in question.folded_text for one in named)
