"""Whom a text names: full names, and "ông Hải" for somebody named in full elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rag.text.entities import SURNAMES
from rag.writing.bearing.lexicon import Words, forms, lexicon, table
from rag.writing.bearing.posts import posts
from rag.writing.bearing.reading import Reading, remembered

HE, SHE = frozenset({"ông", "anh", "chú", "bác"}), frozenset({"bà", "chị", "cô"})
_ADDRESS = HE | SHE | frozenset("chí em cháu ngài thầy cụ".split())  # "chí" of "đồng chí"
# Words with a capital that begin the name of a body or an office, not of a person.
_CALLED = table("luật sư, bác sĩ, kỹ sư, thẩm phán, giáo sư, tiến sĩ, thạc sĩ, thiếu tá, trung tá, thượng tá, đại tá")
HEADS = frozenset(
    """
    bộ ban công tổng liên phó chủ trưởng sở đảng hội uỷ quận huyện tỉnh thành văn viện học trung trường đoàn nhà nghị
    luật điều bệnh ngân tập phòng cục vụ chi khu toà đài báo quốc chính mặt hiệp thủ giám bí tạp
    """.split()
)
# Behind these a person's name is that of a street, a prize or a house.
_NAMED_FOR = frozenset(
    forms("đường trường thpt thcs viện thưởng giải quỹ hát khu bổng chương công ty thôn làng chợ cầu")
) - {"công"}
_SCHOOLS = {forms(f"{kind} học") for kind in ("đại", "trung", "tiểu")}
# "Chủ tịch Hồ Chí Minh", but "Thành phố Hồ Chí Minh", "Đoàn Thanh niên Cộng sản Hồ Chí Minh"
_UNCLE, _UNCLES = forms("Hồ Chí Minh"), {("tịch",), ("bác",)}
_SURNAMES = frozenset(form for surname in SURNAMES for form in forms(surname))
_LONGEST, _SHORTEST = 5, 3  # syllables of a name; two capitals may be a town ("Hà Nội")


@dataclass(frozen=True, slots=True)
class Person:
    """A mention of somebody."""

    name: Words
    first: int  # of the reading's syllables
    last: int
    address: str  # "ông", "bà", "" …
    line: int = 0  # of the sheet, 0 where it is none

    @property
    def female(self) -> bool | None:
        """Whether it is a woman, None where nothing tells."""
        if self.address in SHE or "thị" in self.name[1:-1]:
            return True
        return False if self.address in HE or "văn" in self.name[1:-1] else None

    def called(self, name: Words) -> bool:
        """Tell whether a name is this one, or its end, by which Vietnamese call each other."""
        return bool(name) and self.name[-len(name) :] == name


@remembered
def runs(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Return the first and last syllable of each run of capitals that no mark and no small letter parts."""
    found: list[tuple[int, int]] = []
    first = -1
    for place, syllable in enumerate(reading.syllables):
        if first >= 0 and (syllable.marks or not syllable.capital):
            found.append((first, place - 1))
            first = -1
        if syllable.capital and first < 0:
            first = place
    if first >= 0:
        found.append((first, len(reading.syllables) - 1))
    return tuple(found)


@remembered
def capitals(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Return the same without a word that only the sentence's beginning wrote large: "Ở Bangladesh"."""
    table = lexicon()
    return tuple(
        (
            first
            + (first < last and reading.syllables[first].initial and table.entry((reading.forms[first],)).weightless),
            last,
        )
        for first, last in runs(reading)
    )


@remembered
def people(reading: Reading) -> tuple[Person, ...]:
    """Return the people whom a text names in full or behind a form of address, in reading order."""
    return tuple(_people(reading))


def _people(reading: Reading) -> Iterator[Person]:
    syllables = reading.syllables
    offices = {place for post in posts(reading) for place in range(post.first, post.last + 1)}
    for start, last in runs(reading):
        first = start
        address = syllables[first - 1].form if first and not syllables[first].marks else ""
        begins = syllables[first].initial or syllables[first].marks
        if first < last and begins and reading.forms[first] in _ADDRESS:
            address, first = reading.forms[first], first + 1  # "Ông Hải nói", "2, Ông Hải"
        house = address not in _ADDRESS and is_house(reading, first)
        name, size = reading.forms[first : last + 1], last - first + 1
        word = any(one.first == first and one.size > 1 for one in reading.words)  # "Bộ trưởng Lao động"
        in_office = first - 1 in offices and size >= _SHORTEST and name[0] in _SURNAMES and not word
        called = first == last and not word and reading.forms[max(first - 2, 0) : first] in _CALLED  # "Luật sư Thắng"
        likely = address in _ADDRESS or ((in_office or called) and not house)
        body = name[0] in HEADS and word
        if likely and size <= _LONGEST and not body and first not in offices:
            yield Person(name, first, last, address)
            continue
        for place in range(first, last):
            if (house and place == first) or not _SHORTEST <= last - place + 1 <= _LONGEST:
                continue
            inside = any(one.first < place <= one.last for one in reading.words)  # "Công Đoàn Hà Tĩnh"
            if reading.forms[place] in _SURNAMES and place not in offices and not inside:
                yield Person(reading.forms[place : last + 1], place, last, address if place == first else "")
                break


def is_house(reading: Reading, first: int) -> bool:
    """Tell whether a name that begins here is that of a thing: "giải thưởng Nguyễn Đức Cảnh"."""
    before = reading.forms[max(first - 2, 0) : first]
    if reading.forms[first : first + len(_UNCLE)] == _UNCLE and before[-1:] not in _UNCLES:
        return True
    return before in _SCHOOLS or not _NAMED_FOR.isdisjoint(before)
