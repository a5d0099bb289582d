"""Words before a number that move it: "hơn", "gần", "khoảng", "ít nhất", "tối đa"."""

from __future__ import annotations

import re
from enum import StrEnum


class Bound(StrEnum):
    """On which side of a number the truth lies."""

    NONE = "none"
    EXACT = "exact"
    ESTIMATED = "estimated"  # "ước đạt": may be told as it is
    ABOUT = "about"
    MORE = "more"
    NEARLY = "nearly"
    LESS = "less"
    LEAST = "least"
    MOST = "most"
    UP_TO = "up to"  # "đến 30%": may be a limit or the end of a range
    HIGHEST = "highest"  # "cao nhất là": of several, not a limit
    LOWEST = "lowest"


_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = tuple(
    (bound, re.compile(rf"(?<!\w)(?:{words})(?:\s+(?:là|tới|đến|lên|cho|được|khoảng|con số|mức|số|gấp))*\s+$"))
    for bound, words in (
        (Bound.LEAST, "ít nhất|mức sàn|(?<!lương )(?<!vùng )tối thiểu|không dưới|không ít hơn|không thấp hơn"),
        (
            Bound.MOST,
            "tối đa|tối đa bằng|mức trần|không (?:được |dài |vượt )*quá|không vượt|nhiều nhất chỉ"
            "|không (?:cao |nhiều )?hơn",
        ),
        (Bound.HIGHEST, "(?:cao|nhiều|lớn|dài|lâu|đông) nhất"),
        (Bound.LOWEST, "(?:thấp|ít|nhỏ|ngắn) nhất"),
        (Bound.NEARLY, "gần|ngót|ngót nghét|suýt soát|xấp xỉ gần|chưa đến|chưa tới|chưa đầy|không tới"),
        (Bound.ABOUT, "trên dưới"),
        (Bound.MORE, "hơn|trên|vượt|vượt quá|quá|vượt mức|cao hơn|nhiều hơn|hơn cả|trên mức"),
        (Bound.LESS, "dưới|thấp hơn|ít hơn|chưa quá|chưa (?:có )?đủ|không (?:có )?đủ"),
        (Bound.ESTIMATED, "ước đạt|ước tính đạt"),
        (Bound.ABOUT, "khoảng|chừng|ước|ước tính|xấp xỉ|tầm|độ|ước khoảng|vào khoảng|cỡ"),
        (Bound.UP_TO, "đến|tới|lên đến|lên tới|trong vòng|trong thời hạn|chậm nhất|muộn nhất"),
        (Bound.EXACT, "đúng|tròn|chính xác|vừa đúng|vỏn vẹn"),
    )
)
# "không quá 30 giờ mỗi tháng và 200 giờ mỗi năm": said once of both
_GOES_ON = re.compile(r"(?P<before>.*?)[\d.,]+\s+(?P<unit>\w+)(?:\s+\w+){0,2}\s*(?:,|và)\s+$")
_LASTING = re.compile(r"\s*%|\s+(?:giờ|ngày|tuần|tháng|năm|tuổi)(?!\w)")  # "từ 12 tháng": at least
_SINCE, _ON = (
    re.compile(r"(?<!tăng )(?<!giảm )(?<!\w)từ\s+$"),
    re.compile(r"[^,.;]{0,30}(?:đến|tới|lên|xuống|còn|-|–|thành|giảm|tăng)(?!\w)"),
)
_FROM = re.compile(r"(?<!tăng )(?<!giảm )(?<!\w)từ\s+$")
_TO_ANOTHER = re.compile(r"(?:\s*%|\s+[^\W\d]+){0,2}\s*(?:-|–|đến|tới)\s*\d")
_COMPARED = re.compile(
    r"(?<!không )(?:cao|nhiều|lớn|thấp|ít|nhỏ|tăng|giảm)\s+hơn\s+(?:(?:mức|con số|số|so với)\s+){0,2}$"
)  # "cao hơn 12%": the difference itself
_THE_OTHER = re.compile(r"(?:cao|nhiều|lớn|thấp|ít|nhỏ)\s+hơn\s+là\s+$")  # "phương án thấp hơn là 160.000"
_EXCEEDS = re.compile(r"(?<!\w)(?:vượt|vượt mức|vượt quá)\s+$")
_BY = re.compile(r"%|[^\d,.;:()]{0,25}\sso với(?!\w)")  # "vượt 29%", "vượt 41 suất so với kế hoạch": the difference
_BEHIND = (
    (Bound.LEAST, re.compile(r"(?:\s*%)?(?:\s+\w+){0,6}?\s+trở lên(?!\w)")),
    (Bound.MOST, re.compile(r"(?:\s*%|\s+\w+){0,2}\s+trở xuống(?!\w)")),
    (Bound.LEAST, re.compile(r"(?:\s*%|\s+\w+){0,3}\s+là (?:mức )?(?:sàn|tối thiểu)(?!\w)")),
    (Bound.MOST, re.compile(r"(?:\s*%|\s+\w+){0,3}\s+là (?:mức )?(?:trần|tối đa)(?!\w)")),
    (Bound.MORE, re.compile(r"\s*(?:%|người|lao động|công nhân)?\s+(?:có lẻ|có dư)(?!\w)")),
)
_LIMITS = tuple(one for one in _BEFORE if one[0] in (Bound.MOST, Bound.LEAST))
_LINKED = 60  # characters
_MORE = dict(_BEFORE)[Bound.MORE]
# What a claim may say for what the lines say, besides the same: "hơn 200" may be called "khoảng 200".
_LOOSER = {
    Bound.MORE: {Bound.ABOUT},
    Bound.ESTIMATED: {Bound.NONE, Bound.ABOUT, Bound.LOWEST},
    Bound.NEARLY: {Bound.ABOUT, Bound.LESS},
    Bound.LESS: {Bound.NEARLY, Bound.MOST},
    Bound.NONE: {Bound.EXACT, Bound.HIGHEST, Bound.LOWEST, Bound.UP_TO, Bound.ABOUT, Bound.ESTIMATED},
    Bound.UP_TO: {Bound.NONE, Bound.EXACT, Bound.HIGHEST, Bound.MOST, Bound.ABOUT},
    Bound.EXACT: {Bound.NONE},
    Bound.HIGHEST: {Bound.MOST, Bound.NONE},
    Bound.LOWEST: {Bound.LEAST, Bound.NONE, Bound.ABOUT, Bound.ESTIMATED},
    Bound.MOST: {Bound.HIGHEST, Bound.UP_TO},
    Bound.LEAST: {Bound.LOWEST},
}


def bound(text: str, start: int, end: int) -> Bound:
    """Return what stands before (or behind) the number at `start:end` of a lower-case text."""
    before = text[max(start - 28, 0) : start]
    for found, pattern in _BEHIND:
        if pattern.match(text, end):
            # "trên 1.000 lao động trở lên": both are said, the stricter holds
            return Bound.MORE if found is Bound.LEAST and _MORE.search(before) else found
    exceeds = _EXCEEDS.search(before) and _BY.match(text, end)
    if exceeds or _COMPARED.search(before) or _THE_OTHER.search(before):
        return Bound.NONE
    for found, pattern in _BEFORE:
        if pattern.search(before):
            # a range is rough as it is
            return Bound.ESTIMATED if found is Bound.ABOUT and _TO_ANOTHER.match(text, end) else found
    if _FROM.search(before) and _TO_ANOTHER.match(text, end):
        return Bound.LOWEST
    before_that = _GOES_ON.fullmatch(text[max(start - _LINKED, 0) : start])
    if before_that and re.match(rf"\s+{before_that['unit']}(?!\w)", text[end:]):
        return next((one for one, pattern in _LIMITS if pattern.search(before_that["before"])), Bound.NONE)
    since = _SINCE.search(before) and _LASTING.match(text, end) and not _ON.match(text, end)
    return Bound.LEAST if since else Bound.NONE


def allows(given: Bound, said: Bound) -> bool:
    """Tell whether a number given with one bound may be told with another.

    A bound is never dropped where that makes the number another one ("gần 900" is not 900), and never made up.
    """
    return given is said or said in _LOOSER.get(given, ())
