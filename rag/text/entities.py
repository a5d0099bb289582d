"""Names of people, dates, numbers and places in a sentence, found by their shape.

Vietnamese writes names with a capital on each syllable, people's names begin with one of few surnames or stand
behind a form of address, and places behind their kind ("tỉnh", "quận"). Tables and patterns; no model.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum


class EntityKind(StrEnum):
    """What a span names."""

    PERSON = "person"
    DATE = "date"
    NUMBER = "number"
    PLACE = "place"
    ROLE = "role"
    QUOTED = "quoted"  # a title or theme between quotation marks


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of a text, offsets in code points into that text."""

    kind: EntityKind
    start: int
    end: int
    text: str


SURNAMES = frozenset(
    """
    an âu bạch bành biện bùi cái cao cát chu châu chung chử chế cù cung cấn cổ danh diệp doãn dư dương đàm đặng
    đào đậu điểu đinh đoàn đỗ đổng đồng đới đường giang giáp hà hàn hạ hầu hồ hoàng hoắc hứa huỳnh kha khổng
    khúc khương khuất kiều kim la lã lạc lâm lê liễu lò lỗ lô lư lương lưu lục lý ma mã mạc mạch mai mẫn ngô ngọ
    ngụy nguyễn nghiêm nhan nhâm nhữ ninh nông ông phạm phan phí phó phùng phương quách quan quản sầm sơn sử tạ
    tăng tất thạch thái thân thẩm thang thi thiều tiêu tòng tô tôn tống trà trần trang trâu triệu trịnh trình
    trương từ tưởng ưng văn vi viên võ vũ vương xa y
    """.split()
)
_ADDRESS = (
    r"(?:[Đđ]ồng chí|[ĐđCc]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Nn]hà báo|[Nn]ghệ sĩ"
    r"|GS\.?|TS\.?|PGS\.?|ThS\.?|[Ll]uật sư|[Cc]hủ tịch|[Gg]iám đốc|[Bb]ộ trưởng|[Tt]rưởng ban|[Tt]hứ trưởng|[Bb]í thư)"
)
# Words that begin the name of an office or a body, behind a form of address or after "Bộ trưởng".
_OFFICES = frozenset(
    """
    bộ ban công tổng liên phó chủ trưởng sở đảng hội ủy uỷ quận huyện tỉnh thành lđlđ tp cđ văn viện học trung
    """.split()
)
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_CAPITAL = rf"[{_UPPER}][^\W\d_]*"
_RUN = re.compile(rf"{_CAPITAL}(?:[ \u00a0]{_CAPITAL}){{0,5}}")
_LONG_RUN = re.compile(rf"{_CAPITAL}(?:[ \u00a0]{_CAPITAL}){{0,8}}")
_WORD = re.compile(r"[^ \u00a0]+")
_SIRS = frozenset("ông bà anh chị cô chú bác".split())
# So common that they begin a name behind a place's: "Việt Nam Nguyễn Đình Khang".
_COMMON_SURNAMES = frozenset("nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô đinh".split())
_NAME = rf"(?P<name>{_CAPITAL}(?:[ \u00a0]{_CAPITAL}){{0,5}})"
_ADDRESSED = re.compile(rf"{_ADDRESS}(?P<of>(?:[ \u00a0](?![{_UPPER}])[^\W\d_]+){{0,3}})[ \u00a0]{_NAME}")
_PLACE = re.compile(
    rf"(?:[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Tt]ỉnh|[Qq]uận|[Hh]uyện|[Pp]hường|[Xx]ã|TP\.?|Tp\.?"
    rf"|[Tt]hủ đô|[Kk]hu công nghiệp|KCN|[Ss]ố nhà|(?<=\s)(?:tại|ở|từ|đến|vùng))[ \u00a0]+{_NAME}"
)
_UNIT = r"(?:ngày|tháng|năm|quý|nhiệm kỳ|thập niên)"
_DAYS = r"\d{1,2}(?:[ \u00a0]*(?:,|và|đến|–)[ \u00a0]*\d{1,2})*"
_DATE = re.compile(
    rf"(?:\b{_UNIT}[ \u00a0]+)?\b{_DAYS}[/-]\d{{1,2}}(?:[/-]\d{{2,4}})?(?![\d.,]\d)|\b\d{{1,2}}[/-]\d{{4}}\b"
    rf"|\b\d{{1,2}}\.\d{{1,2}}\.\d{{4}}\b|\b{_UNIT}[ \u00a0]+\d+(?:[ \u00a0]*(?:,|và|đến|[-–])[ \u00a0]*\d+)*"
    r"|\b(?:19|20)\d{2}\b|\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b|\b\d{1,2}[:hg]\d{0,2}\b|\b\d{1,2} giờ\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b\d+(?:[.,]\d+)*(?:[ \u00a0]*(?:%|phần trăm|triệu|tỷ|tỉ|nghìn|ngàn|đồng|USD|người|năm|ngày|tháng|giờ))*"
    r"|\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười|hàng (?:chục|trăm|nghìn|ngàn|triệu)|lần thứ [IVX]+)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:(?:phó|quyền|nguyên) )*(?:tổng thư ký|tổng giám đốc|tổng biên tập|chủ tịch|chủ nhiệm|giám đốc"
    r"|bí thư|bộ trưởng|thứ trưởng|vụ trưởng|cục trưởng|viện trưởng|hiệu trưởng|trưởng (?:ban|phòng|đoàn|khoa|bộ môn)"
    r"|tổ trưởng|đội trưởng|quản đốc|cố vấn|[uủ][ỷy] viên|thư ký|phát ngôn viên)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"]([^”\"]{3,300})[”\"]")

_PATTERNS: tuple[tuple[EntityKind, re.Pattern[str], int], ...] = (
    (EntityKind.DATE, _DATE, 0),
    (EntityKind.NUMBER, _NUMBER, 0),
    (EntityKind.ROLE, _ROLE, 0),
    (EntityKind.QUOTED, _QUOTED, 1),
)


def entities(text: str, kinds: Collection[EntityKind] = tuple(EntityKind)) -> tuple[Entity, ...]:
    """Return what a text names of some kinds, in reading order; spans of different kinds may overlap."""
    people = tuple(_people(text)) if {EntityKind.PERSON, EntityKind.PLACE} & set(kinds) else ()
    taken = {person.start for person in people}
    found = [*people] if EntityKind.PERSON in kinds else []
    if EntityKind.PLACE in kinds:
        found += (place for place in _matches(_PLACE, EntityKind.PLACE, text, "name") if place.start not in taken)
    for kind, pattern, group in _PATTERNS:
        if kind in kinds:
            found += _matches(pattern, kind, text, group)
    return tuple(sorted(found, key=lambda entity: (entity.start, entity.end)))


def proper_names(text: str) -> list[str]:
    """Return the runs of capitalised words of a text, the first word of a sentence only inside a longer run."""
    names = []
    for match in _RUN.finditer(text):
        opening = not text[: match.start()].rstrip() or text[: match.start()].rstrip()[-1] in '.?!:“"'
        if not (opening and " " not in match.group()):
            names.append(match.group())
    return names


def _people(text: str) -> Iterator[Entity]:
    seen: set[int] = set()
    for match in _ADDRESSED.finditer(text):
        start, end = match.span("name")
        words = match.group("name").lower().split()
        # "Giám đốc nhà máy Sao Mai" is of a factory, "Giám đốc nhà máy Lê Mai" a person.
        known = len(words) > 2 or not match.group("of") or words[0] in SURNAMES
        if len(words) >= 2 and words[0] not in _OFFICES and known:
            seen.add(start)
            yield Entity(EntityKind.PERSON, start, end, match.group("name"))
    for match in _LONG_RUN.finditer(text):
        start = match.start() + _before_name(match.group())
        name = text[start : match.end()]
        # Two capitals may be a town ("Hà Nội"); three that begin with a surname are a person.
        if start not in seen and 3 <= len(words := name.split()) <= 5 and words[0].lower() in SURNAMES:
            yield Entity(EntityKind.PERSON, start, match.end(), name)


def _before_name(run: str) -> int:
    """Return where a name begins in a run of capitals: "Ông Lê Văn Phúc", "Phó Chủ tịch … Việt Nam Lê Văn Phúc"."""
    words = [match.start() for match in _WORD.finditer(run)]
    if len(words) > 3 and run[: words[1]].strip().lower() in _SIRS:
        return words[1]
    for place in range(2, len(words) - 2):
        surname = run[words[place] : words[place + 1]].strip().lower()
        if surname in _COMMON_SURNAMES and len(words) - place <= 4:
            return words[place]
    return 0


def _matches(pattern: re.Pattern[str], kind: EntityKind, text: str, group: str | int = 0) -> Iterator[Entity]:
    for match in pattern.finditer(text):
        yield Entity(kind, match.start(group), match.end(group), match.group(group))
