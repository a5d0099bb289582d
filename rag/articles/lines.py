"""What kind of line is this: a dateline, a byline, a caption, a lead with its source mark, running text.

Lines are as people paste them from Vietnamese news sites. Each predicate looks at one line alone; what a line
means at its place in a page is decided by `rag.articles.furniture` and `rag.articles.frontmatter`, in a text by
`rag.articles.blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - the field of that name would hide the class
from functools import lru_cache

from rag.text.vietnamese import fold, syllables

# --- dates

_DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<d>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4})"
    r"|(?P<iy>\d{4})[-/](?P<im>\d{1,2})[-/](?P<id>\d{1,2})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<wd>\d{1,2})\s*tháng\s*(?P<wm>\d{1,2})\s*(?:,|năm)?\s*(?P<wy>\d{4})"
    r")(?!\d)",
    re.IGNORECASE,
)
_FIRST_YEAR, _LAST_YEAR = 1945, 2100


def _dates(text: str) -> Iterator[tuple[str, Date]]:
    for match in _DATE.finditer(text):
        parts = match.groupdict()
        for y, m, d in (("y", "m", "d"), ("iy", "im", "id"), ("wy", "wm", "wd")):
            if parts[y] and _FIRST_YEAR <= int(parts[y]) <= _LAST_YEAR:
                try:
                    found = Date(int(parts[y]), int(parts[m]), int(parts[d]))
                except ValueError:  # 31/02
                    continue
                yield match.group(), found


def parse_date(text: str) -> Date | None:
    """Return the first full date in `text`: "07/08/2018", "7-8-2018", ISO, "ngày 7 tháng 8 năm 2018"."""
    return next((found for _, found in _dates(text)), None)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line that is nothing but a date, with the little that sites print beside it."""

    date: Date
    beside: str  # a name or a section, or ""
    sure: bool  # a weekday, time or label stands with the date
    updated: bool  # the date of a later change


_UPDATED = re.compile(r"(?:lần )?cập nhật|sửa (?:đổi )?lần cuối", re.IGNORECASE)
_DATE_WORDS = re.compile(
    "|".join(
        (
            r"(?:thời gian )?(?:ngày |giờ )?(?:đăng|xuất bản)(?: tải| bài| tin)?(?: ngày| lúc)?",
            r"(?:lần )?cập nhật(?: lần cuối| lúc| ngày)?|sửa (?:đổi )?lần cuối",
            r"\b(?:thứ|t) ?(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])\b|chủ nhật|\bcn\b",
            r"\bngày\b|\blúc\b|\bvào\b|\bthời gian\b",
            r"\d{1,2} ?(?:[:h]|giờ) ?\d{2}(?::\d{2})?(?: ?(?:am|pm|sa|ch|phút))?\b",
            r"\(?gmt ?[+-]? ?\d{1,2}(?::\d\d)?\)?",
            r"(?:lượt )?xem:? ?[\d.,]+|[\d.,]+ (?:lượt )?xem|[\d.]+ bình luận|(?<=\s)\d{1,7}(?=\s|\Z)",
        )
    ),
    re.IGNORECASE,
)
_BESIDE = " \t|,-–—•·()[]:/."
SECTIONS = fold(
    "trang chủ|tin tức|tin mới|thời sự|chính trị|xã hội|kinh tế|pháp luật|đời sống|giáo dục|y tế|sức khỏe"
    "|thế giới|quốc tế|văn hóa|thể thao|giải trí|công nghệ|khoa học|du lịch|bất động sản|bạn đọc|video"
    "|ảnh|multimedia|emagazine|podcast|longform|infographic|media|công đoàn|lao động|việc làm"
    "|(tin )?hoạt động( công đoàn)?|tin công đoàn|công đoàn (thủ đô|toàn quốc)|người lao động|đoàn thể"
    "|tư vấn pháp luật|tin trong nước|tin nổi bật|sự kiện|tin tức (- )?sự kiện|an sinh|nhịp sống thủ đô"
)
_SECTION = re.compile(SECTIONS)


def is_section(text: str) -> bool:
    """Tell whether `text` names a site's section, or several: "Công đoàn", "Lao động - Việc làm"."""
    parts = re.split(r"\s+[-–—|/>»›]\s+", fold(text).strip(_BESIDE + ">»›"))
    return all(_SECTION.fullmatch(part) for part in parts)


def dateline(line: str) -> Dateline | None:
    """Return what a dateline says ("Thứ ba, 07/08/2018 21:05"), None if `line` holds more than a date."""
    if len(line) > 120:
        return None
    found = list(_dates(line))
    if not found:
        return None
    rest = line
    for written, _ in found:
        rest = rest.replace(written, " | ")
    bare = " ".join(_DATE_WORDS.sub(" ", rest).strip(_BESIDE).split())
    if bare and not (is_name(bare) or is_section(bare)):
        return None
    return Dateline(found[0][1], bare, bool(_DATE_WORDS.search(rest)), bool(_UPDATED.match(line)))


# --- sources and authors

_IN_BRACKETS = re.compile(
    r"\(\s*(?P<who>[^\W\d_][^():\n]{0,28}?)(?:[ ,]+\d{1,2}/\d{1,2}(?:/\d{4})?)?\s*\)\s*[-–—:.]?\s*(?=\S)"
)
_SITE = r"[A-Za-z][\w-]*(?:\.[\w-]+)*\.(?i:vn|com|net|org)"
_BEFORE_DASH = re.compile(
    rf"(?P<who>[A-ZĐ][A-ZĐ0-9]{{1,6}}|{_SITE}|Dân trí|VietnamPlus|Kinhtedothi|Zing|VTC News)"
    r"\s*(?:[-–—|]|//)\s+(?=\S)"
)
# Places and bodies stand there too: "TPHCM - Ngày 7/8 …", "(Hà Nội) …".
_NO_SOURCE = frozenset(
    [
        "tphcm",
        "hcm",
        "hn",
        "tp",
        "sg",
        "ha noi",
        "da nang",
        "hai phong",
        "can tho",
        "hue",
        "anh",
        "tiep theo",
        "trich",
    ]
)
_NO_PAPER = frozenset(["cd", "cdcs", "ldld", "bhxh", "bhyt", "ubnd", "hdnd", "cnld", "cnvcld"])  # before a dash
_SOURCE_LABEL = re.compile(r"\(?(?:nguồn|nguồn tin|theo nguồn)\s*:\s*(?P<who>.{2,60}?)\)?\.?", re.IGNORECASE)


def source_mark(line: str) -> str | None:
    """Return the paper named at the start of a lead: "(ĐCSVN) – Ngày…" -> "ĐCSVN", "TTO - …" -> "TTO"."""
    for pattern in (_IN_BRACKETS, _BEFORE_DASH):
        found = pattern.match(line)
        if found:
            who = found["who"].strip()
            other = _NO_SOURCE if pattern is _IN_BRACKETS else _NO_SOURCE | _NO_PAPER
            if "." in who or (who[0].isupper() and len(who.split()) <= 4 and fold(who) not in other):
                return who
    return None


def source_label(line: str) -> str | None:
    """Return the source that a line of its own names: "Nguồn: congdoan.vn" -> "congdoan.vn"."""
    found = _SOURCE_LABEL.fullmatch(line.strip())
    return found["who"].strip() if found else None


_NAME_BREAK = re.compile(r"\s*[,;&/–—]\s*|\s+-\s*|\s+và\s+")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[.'’-]+[^\W\d_]*)*")
_NAME_TAIL = re.compile(
    r"\s*\((?:tổng hợp|t/h|th|ghi|lược ghi|lược dịch|dịch|thực hiện|ctv|theo [^()]{2,30})\)\Z", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:(?:tin|bài|bài viết|tin,? bài|(?:tin|bài|tin,? bài|chùm)(?: và |, ?| [-–&+] |/| )ảnh|tác giả(?: bài viết)?"
    r"|người viết|thực hiện|biên soạn|by)\s*:\s*"
    r"|(?:theo|nhóm phóng viên|phóng viên|nhóm pv|pv|ctv)\s+)(?P<who>.+)",
    re.IGNORECASE,
)


def is_name(text: str) -> bool:
    """Tell whether `text` is one to four names: "Phạm Diệp", "Q.Hoa - Minh Khôi", "PV"."""
    parts = [part.split() for part in _NAME_BREAK.split(text.strip())]
    return len(parts) <= 4 and all(
        1 <= len(part) <= 5 and all(word[0].isupper() and _NAME_WORD.fullmatch(word) for word in part) for part in parts
    )


def byline(line: str) -> str | None:
    """Return the author named by a line of its own: "Bài và ảnh: Hồng Đào" -> "Hồng Đào"; or None."""
    bare = _NAME_TAIL.sub("", line.strip())
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1].strip()
    if not bare or len(bare) > 70:
        return None
    labelled = _BYLINE.fullmatch(bare)
    if labelled:
        who = _NAME_TAIL.sub("", labelled["who"]).strip(" .")
        named = all(is_name(part) or re.fullmatch(_SITE, part) for part in who.split("/"))
        return who if named else None
    return bare if is_name(bare) else None


def is_labelled_byline(line: str) -> bool:
    """Tell whether `line` says itself that it names an author: "Tin, ảnh: X", "Theo X"."""
    return bool(byline(line)) and bool(_BYLINE.fullmatch(line.strip(" ()")))


# --- running text

_SENTENCE_END = re.compile(r"[.…][”\"’'»)\]]*\Z")
_QUESTION_END = re.compile(r"[!?][”\"’'»)\]]*\Z")
_CAPTION = re.compile(
    r"(?:\bảnh|nguồn ảnh|\bhình|đồ họa|clip|video)\s*:\s*\S|ảnh minh h[oọ]a|ảnh tư liệu"
    r"|\(\s*ảnh\b[^)]*\)\.?\Z|[.–—-]\s*ảnh\s+[^.]{2,40}\.?\Z",
    re.IGNORECASE,
)
LONG_LINE = 200  # characters: no headline is longer
_LONG_QUESTION = 150  # headlines ask and call out, too


@lru_cache(maxsize=2_048)  # every step of `rag.articles.furniture` asks it of every line
def is_sentence(line: str) -> bool:
    """Tell whether `line` is running text, not a headline, heading, name or caption."""
    if len(line) < 8 or is_caption(line) or byline(line) or dateline(line):
        return False
    words = len(syllables(line[:LONG_LINE]))
    if len(line) >= LONG_LINE or source_mark(line):
        return words >= 6
    if _QUESTION_END.search(line):
        return len(line) >= _LONG_QUESTION
    return words >= 3 and (bool(_SENTENCE_END.search(line)) or line[-1] in ":;,")


def is_caption(line: str) -> bool:
    """Tell whether `line` is a photo's caption with its credit: "… (Ảnh: Khắc Kiên)"."""
    return len(line) < 2 * LONG_LINE and bool(_CAPTION.search(line)) and not byline(line)
