"""The abbreviations that unions and newspapers write, and what they stand for.

Text and question are both spelled out before they are compared, so "CĐCS" finds "công đoàn cơ sở" and the
other way round. Offsets never see it: only tokens are spelled out.
"""

from __future__ import annotations

import re

from rag.vietnamese import fold, syllables

_TABLE = {
    "atvslđ": "an toàn vệ sinh lao động",
    "bch": "ban chấp hành",
    "bhtn": "bảo hiểm thất nghiệp",
    "bhxh": "bảo hiểm xã hội",
    "bhyt": "bảo hiểm y tế",
    "btv": "ban thường vụ",
    "cb": "cán bộ",
    "cbcđ": "cán bộ công đoàn",
    "cbnv": "cán bộ nhân viên",
    "cc": "công chức",
    "cđ": "công đoàn",
    "cđcs": "công đoàn cơ sở",
    "cđvc": "công đoàn viên chức",
    "cđvn": "công đoàn việt nam",
    "cm": "cách mạng",
    "cmcn": "cách mạng công nghiệp",
    "cn": "công nhân",
    "cnlđ": "công nhân lao động",
    "cntt": "công nghệ thông tin",
    "cnvc": "công nhân viên chức",
    "cnvclđ": "công nhân viên chức lao động",
    "csgt": "cảnh sát giao thông",
    "ct": "chủ tịch",
    "cty": "công ty",
    "dn": "doanh nghiệp",
    "đcsvn": "đảng cộng sản việt nam",
    "đlđ": "đoàn lao động",
    "đv": "đoàn viên",
    "gplx": "giấy phép lái xe",
    "hanoi": "hà nội",
    "hcm": "hồ chí minh",
    "hđnd": "hội đồng nhân dân",
    "kcn": "khu công nghiệp",
    "kcx": "khu chế xuất",
    "lđ": "lao động",
    "lđlđ": "liên đoàn lao động",
    "lđtbxh": "lao động thương binh và xã hội",
    "lđtđ": "lao động thủ đô",
    "lđvn": "lao động việt nam",
    "lhcđ": "liên hiệp công đoàn",
    "nauy": "na uy",
    "nlđ": "người lao động",
    "nsdlđ": "người sử dụng lao động",
    "nsnn": "ngân sách nhà nước",
    "nv": "nhân viên",
    "pct": "phó chủ tịch",
    "qđ": "quyết định",
    "tlđ": "tổng liên đoàn",
    "tlđlđ": "tổng liên đoàn lao động",
    "tnlđ": "tai nạn lao động",
    "tp": "thành phố",
    "tphcm": "thành phố hồ chí minh",
    "tphn": "thành phố hà nội",
    "tw": "trung ương",
    "ubkt": "ủy ban kiểm tra",
    "ubnd": "ủy ban nhân dân",
    "vc": "viên chức",
    "vietnam": "việt nam",
    "vn": "việt nam",
    "xhcn": "xã hội chủ nghĩa",
}
_COMRADE = re.compile(r"\b[đd]\s?/\s?c\b", re.IGNORECASE)
_DATE = re.compile(
    # day, month and perhaps year: "ngày 7 tháng 8 năm 2018", "7/8", "07-08-2018", "7.8.2018"
    r"\b(?P<day>\d{1,2})(?:\s+th[áa]ng\s+|\s?[/-]\s?)(?P<month>\d{1,2})(?:(?:\s+n[ăa]m\s+|\s?[/-]\s?)(?P<year>\d{4}))?(?![\d/-])"
    r"|\b(?P<dotted_day>\d{1,2})\.(?P<dotted_month>\d{1,2})\.(?P<dotted_year>\d{4})\b"
    # month and perhaps year: "tháng 8", "tháng 8/2018", "8/2018"
    r"|\bth[áa]ng\s+(?P<only_month>\d{1,2})(?:(?:\s+n[ăa]m\s+|\s?[/-]\s?)(?P<its_year>\d{4}))?(?![\d/-])"
    r"|\b(?P<slash_month>\d{1,2})/(?P<slash_year>\d{4})\b",
    re.IGNORECASE,
)
# "Đại hội V", "lần thứ III", "Quý IV": the number is what tells one from the other.
_ROMAN = re.compile(
    r"\b(thứ|hội|kh[óo][aá]|kỳ|quý|cấp|loại|vùng|hạng|thu|hoi|khoa|ky|quy)\s+([IVX]{1,5})\b", re.IGNORECASE
)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_EXPANSIONS = {short: syllables(long) for short, long in _TABLE.items()}
_FOLDED = {fold(short): long for short, long in _EXPANSIONS.items()}


def spelled_out(text: str) -> list[str]:
    """Return the syllables of `text`, abbreviations spelled out.

    A date becomes its day, its month and its year, however it is written: "07/08/2018" and "ngày 7 tháng 8
    năm 2018" both hold "7/8", "t8" and "2018".
    """
    text = _ROMAN.sub(_arabic, _DATE.sub(_date, _COMRADE.sub(" đồng chí ", text)))
    return [
        syllable for token in syllables(text) for syllable in (_EXPANSIONS.get(token) or _FOLDED.get(token) or (token,))
    ]


def _arabic(match: re.Match[str]) -> str:
    digits = [_ROMAN_DIGITS[letter] for letter in match.group(2).upper()]
    following = [*digits[1:], 0]
    number = sum(-digit if digit < after else digit for digit, after in zip(digits, following, strict=True))
    return f"{match.group(1)} {number}"


def _date(match: re.Match[str]) -> str:
    groups = match.groupdict()
    day = groups["day"] or groups["dotted_day"]
    month = groups["month"] or groups["dotted_month"] or groups["only_month"] or groups["slash_month"]
    year = groups["year"] or groups["dotted_year"] or groups["its_year"] or groups["slash_year"] or ""
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return match.group()
    return f" {int(day)}/{int(month)} t{int(month)} {year} " if day else f" t{int(month)} {year} "
