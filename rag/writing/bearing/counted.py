"""Whether two amounts count the same thing, as far as the words beside them tell."""

from __future__ import annotations

from rag.writing.bearing.lexicon import Words, lexicon, table
from rag.writing.bearing.units import MONEY, PEOPLE, Unit

_ANYBODY = frozenset({"người", "lao", "thành", "nhân", "con", "em", "anh", "chị"})
# Without weight in a sentence, and yet what a number counts.
_COUNTERS = frozenset(
    "vụ cuộc buổi đợt lần lượt con chiếc cái bộ bản tờ suất ngôi điều việc nơi chỗ phía dịp tấm".split()
)
_PATIENTS = {("ca",)}
_CASES = ("trường", "hợp")
_THINGS = frozenset("căn nhà hộp vé suất xe cuốn tấn".split())
_NOBODY = table(
    """
    doanh nghiệp, công ty, đơn vị, cơ sở, công đoàn, công đoàn cơ sở, cđcs, tổ chức, cơ quan, nhà máy, chi nhánh, dự án
    công trình, nhiệm vụ, tiết mục, gian hàng, phiếu, hồ sơ, đơn thư, lá đơn, sản phẩm, giải pháp, sáng kiến, đề tài
    hợp đồng, thỏa ước, tỉnh, thành phố, huyện, quận, xã, phường, trường, lớp, tổ, đội, hộ, gia đình, hộ dân, phòng
    huy chương, giải, bài, bài viết, ý kiến, câu hỏi, chuyến, chuyến xe, công trường, khu công nghiệp, môn, văn bản
    """
)
_MATTERS = table("vấn đề, nội dung, ý kiến, điểm sau, giải pháp, việc sau")
_WHOLE = frozenset({"cả", "toàn", "suốt"})
# Words that stand for any unit; their number is checked all the same.
_GENERIC = frozenset("suất phần chiếc cái bộ đơn trường hợp số con".split())


def same_unit(said: Unit, given: Unit) -> bool:
    """Tell whether an amount counts the same thing as another, as far as the words beside it tell."""
    if said.per and given.per and said.per != given.per:
        return False
    if given.per and not said.per and not _WHOLE.isdisjoint(set(said.behind) - {*given.behind}):
        return False  # "250.000 đồng cho cả khóa" of "250.000 đồng mỗi ngày"
    if said.name and given.name:
        return said.name == given.name and (said.name != PEOPLE or _same_people(said, given))
    if said.behind[:1] == given.behind[:1] and not _COUNTERS.isdisjoint(said.behind[:1]) and not said.hard:
        return True  # "218 lượt tư vấn" of "218 lượt người"
    if said.name == PEOPLE and (given.behind[:1] in _PATIENTS or given.behind[:2] == _CASES):
        return True
    if PEOPLE in (said.name, given.name) and _is_thing(given if said.name else said):
        return False
    if said.hard or given.hard:
        # "3,71 triệu" may be money where nothing else is said to be counted; "8" is never "8%".
        silent, other = (said, given) if given.hard else (given, said)
        return silent.large and other.name in MONEY and not counts_something(silent)
    if not given.behind:
        return True
    alike = len(said.before) > 1 and said.before[:2] == given.before[:2]
    if alike and not said.name and not given.name and not lexicon().entry(said.before[:1]).weightless:
        return True  # "công nghiệp 4.0"
    counted = said.behind[:1] and said.behind[0] in _COUNTERS
    sizes = (1, lexicon().longest_at(said.behind[:4], 0)) if said.behind else ()
    light = any(lexicon().entry(said.behind[:some]).weightless for some in sizes)
    if not said.behind or (not counted and light and said.behind[0] not in given.behind):
        return True
    words = [word for word in (said.behind[:1], said.behind[:2], said.behind[:3]) if word]
    unsaid = not given.behind or lexicon().entry(given.behind[:1]).weightless  # "số đoàn viên tăng từ 310 lên"
    nearby = {*given.behind, *(given.before if unsaid else ())}
    if (
        said.behind[0] in nearby
        or (said.behind[0] in _GENERIC and (said.behind[:2] == _CASES or said.behind[:2] not in lexicon().entries))
        or (len(said.behind) > 1 and said.behind[1] in given.behind[:2])
    ):
        return True
    if given.behind[:2] in _MATTERS and said.behind[:2] == given.before[1::-1] != ():
        return True  # "bốn kiến nghị" of "kiến nghị bốn vấn đề"
    size = lexicon().longest_at(given.behind[:4], 0) if given.behind else 0
    runs = [given.behind[:size], *_runs(given.behind[size:4])]  # not the "cơ sở" of "công đoàn cơ sở"
    return bool(_meanings(words) & _meanings([*runs, *(_runs(given.before) if unsaid else ())]))


def _is_thing(unit: Unit) -> bool:
    """Tell whether what is counted is no people: "1.000 căn hộ"."""
    return bool(unit.behind) and (
        unit.behind[0] in _COUNTERS | _THINGS or any(unit.behind[:size] in _NOBODY for size in (1, 2, 3))
    )


def _same_people(said: Unit, given: Unit) -> bool:
    """Tell whether "248 ủy viên" may be called what the lines call them."""
    mine, theirs = said.behind[:2], given.behind[:3]
    if mine and lexicon().entry(mine[:1]).weightless:
        return True  # "từ 12 lên 30 người"
    if not mine or not theirs or mine[0] in _ANYBODY or theirs[0] in _ANYBODY or set(mine) & set(theirs):
        return True
    return bool(_meanings(_runs(mine)) & _meanings(_runs(theirs)))


def counts_something(unit: Unit) -> bool:
    """Tell whether a word of weight stands right behind a number: what it counts."""
    return bool(unit.behind) and not lexicon().entry(unit.behind[:1]).weightless


def _runs(words: Words) -> list[Words]:
    return [
        words[start : start + size] for start in range(len(words)) for size in (1, 2, 3) if start + size <= len(words)
    ]


def _meanings(words: list[Words]) -> set[int]:
    table = lexicon()
    return {row for word in words for row in table.entry(word).meanings}
