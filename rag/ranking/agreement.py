"""Whether an article is about the names, years and numbers of a question, or about others of the same sort.

"Hội thảo với Stockholm năm 2016?" is no question about a workshop with Oslo in 2015, however much the rest agrees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from rag.index.lexical import terms
from rag.questions.question import YEAR, Question
from rag.ranking import wanted
from rag.ranking.ranking import ArticleHit
from rag.ranking.wanted import DIGITS, NUMBER_WORDS
from rag.spans.names import RUN
from rag.spans.nearness import UPPER
from rag.text.provinces import PROVINCES
from rag.text.vietnamese import fold

_ORDERED = frozenset({"thu", "khoa", "lan", "doan"})  # what stands before the number of one in a row
_DECADE = re.compile(r"\d0")
_WORD = re.compile(r"\w+")
_IN_WORDS = {digits: word for digits, word in NUMBER_WORDS.items() if word not in ("một", "năm")}  # "a", "year"
_LIKE = 0.8  # share of letters from which on a name is one with a slip, or one written in another way
_LEAST = 5  # letters of such a name
_OPENING, _SELDOM = 3, 2  # sentences in which an article says what it is about; in which it mentions something
_SLIP = 0.3  # what such a name is missed by
# What is named to tell one from the other of its kind, with marks or without.
_KINDS = (
    "tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn|khu công nghiệp|kcn|ngành|báo|trường|ngân hàng|bệnh viện"
    "|khách sạn|công đoàn|liên đoàn lao động|hãng|tập đoàn"
)
_MAKERS = "công ty|nhà máy|xí nghiệp|hợp tác xã"  # with what they make behind it: "công ty vận tải Sao Mai"
_KIND = re.compile(
    rf"(?<!\b[Cc][ơo] )\b(?P<kind>(?i:{_KINDS}|{fold(_KINDS)})|(?i:{_MAKERS}|{fold(_MAKERS)})"
    rf"(?: (?![{UPPER}])\w+){{0,3}})\.? (?P<name>{RUN}|(?<=uận |uan )\d{{1,2}}\b)"
)
# What is said of the one is not said of the other; each goes both ways.
_OPPOSITES = (
    ("khai mạc|khai giảng|khởi công|bắt đầu", "bế mạc|bế giảng|khánh thành|kết thúc"),
    ("nam (?:công|đoàn|lao|sinh|cán)", "nữ (?:công|đoàn|lao|sinh|cán)"),
    ("giá bán", "giá thuê"),
    ("giải nhất", "giải (?:nhì|ba|khuyến khích)"),
    ("giải nhì", "giải (?:nhất|ba|khuyến khích)"),
    ("giải ba", "giải (?:nhất|nhì|khuyến khích)"),
    ("tối đa", "tối thiểu"),
    *(
        (f"{most} nhất", f"{least} nhất")
        for most, least in (("cao", "thấp"), ("lớn", "nhỏ"), ("nhiều", "ít"), ("dài", "ngắn"))
    ),
)
_SHORT = re.compile(rf"\b[{UPPER}]{{2,6}}\b")
_UNDATED = 0.5  # of an article that tells no year, and may be of any
# Times that an article tells of by the way, folded: "quý IV", "năm trước".
_TIME = re.compile(r"\bquy (?:[1-4]|[iv]+)\b|\b(?:nam|ky|mua|lan|nhiem ky) (?:truoc|ngoai)\b(?! khi)")
_ROUNDED = re.compile(r"\b((?:19|20)\d)\d[-–/](\d\d)\b(?![-–/]?\d)")  # "năm học 2001-02"
_PART = 0.5  # a single syllable with marks may be part of a longer name: "Hình sự", "Trái đất"


class Agreement:
    """What of a question's names and numbers an article lacks; its text is read only where a term is not found."""

    def __init__(self, question: Question, best: ArticleHit) -> None:
        """Look at nothing yet."""
        self._question, self._best = question, best
        self._numbers = [term for term in question.syllables if any(char.isdigit() for char in term)]

    def years(self) -> float:
        """Return 1 where a year of the question is not in the article, which has another, 0.5 where it has none."""
        if not self._strange_years:
            return 0.0
        return 1.0 if self._own_year else _UNDATED

    def numbers(self) -> float:
        """Return the share of the question's numbers, but years, that the article has in no writing."""
        others = [term for term in self._numbers if term not in self._question.years]
        return len(self._lacking(others)) / max(len(others), 1)

    def others(self) -> float:
        """Return 1 where the article has another number behind the same word: "Quý 3" for "Quý 2"; else 0."""
        return float(self._has_other_number())

    def another(self) -> float:
        """Return 1 where the article tells of another one of the same kind, else 0.

        It has another date, or another ordinal or name behind the same word, "lần thứ IV" for "lần thứ V" and "huyện
        Yên Lạc" for "huyện Yên Lập", or the opposite of a word that it lacks.
        """
        dated = self._best.article.date is not None and bool(self._strange_years)
        other = self._has_other_name() or self._has_other_province()
        return float(dated or other or self._has_other_ordinal() or self._has_opposite() or self._has_other_edition())

    @cached_property
    def _strange_years(self) -> frozenset[str]:
        told = self._best.terms | {self._own_year}
        lacking = frozenset(self._question.years) - told
        return lacking - {year for year in lacking if year in self._text or self._rounded(year)} if lacking else lacking

    def _rounded(self, year: str) -> bool:
        return any(f"{match[1][:2]}{match[2]}" == year for match in _ROUNDED.finditer(self._text))

    @cached_property
    def _own_year(self) -> str:
        """The year that the article is of, "" where it tells none: that of its date, or the first that it tells."""
        if date := self._best.article.date:
            return str(date.year)
        told = YEAR.search(self._text)
        return told.group() if told else ""

    def _has_other_number(self) -> bool:
        lacking = set(self._lacking(self._numbers))
        if not lacking:
            return False
        counted = {before for before, number in self._asked_pairs if number in lacking and before.isalpha()}
        return any(before in counted and number[:1].isdigit() for before, number in self._given_pairs)

    def _has_other_ordinal(self) -> bool:
        asked = {pair for pair in self._asked_pairs if pair[0] in _ORDERED and pair[1].isdigit()}
        if not asked or not asked.isdisjoint(self._given_pairs):
            return False
        counted = {before for before, _ in asked}
        return any(before in counted and number.isdigit() for before, number in self._given_pairs)

    @cached_property
    def _asked_pairs(self) -> Sequence[tuple[str, str]]:
        return _pairs(self._spelled_out(self._question.embedded))

    @cached_property
    def _given_pairs(self) -> Sequence[tuple[str, str]]:
        return _pairs(self._tokens)

    def _has_other_name(self) -> bool:
        asked = [(kind, name) for kind, name in _of_kinds(self._question.embedded) if name in self._typed]
        lacking = [(kind, name) for kind, name in asked if not self._says(name)]
        if not lacking:
            return False
        given = _of_kinds(self._question.shorthand.written_out(self._text))
        for kind, name in lacking:
            same = [there for other, there in given if other == kind]
            if same and not any(name.startswith(there) or there.startswith(name) for there in same):
                return True
        return False

    def _has_other_edition(self) -> bool:
        """Tell whether the article mentions the question's time by the way, without what is asked for."""
        if not wanted.kinds(self._question):
            return False
        times = {*self._question.years} - {self._own_year} | {*_TIME.findall(self._question.folded_text)}
        texts = [hit.sentence.text for hit in self._best.hits] if times else []
        for time in times:
            places = [place for place, text in enumerate(texts) if time in fold(text)]
            if not places or places[0] < _OPENING or len(places) > _SELDOM:
                continue
            if not any(wanted.held(text, self._question) for place in places for text in texts[place : place + 2]):
                return True
        return False

    def _has_other_province(self) -> bool:
        """Tell whether the article names a province, and not the one that the question names."""
        asked = [name for name in map(_as_written, self._question.names) if name in self._typed]
        lacking = [name for name in asked if name in PROVINCES and not self._says(name)]
        if not lacking:
            return False
        said = f" {fold(' '.join(self._tokens))} "
        return any(f" {name} " in said for name in PROVINCES)

    def _says(self, name: str) -> bool:
        """Tell whether the article has a folded name, in whatever case, in one word or in several."""
        if self._best.terms.issuperset(terms(name.split())):
            return True
        words = fold(" ".join(self._tokens))
        return f" {name} " in f" {words} " or (" " in name and name.replace(" ", "") in words.replace(" ", ""))

    def _has_opposite(self) -> bool:
        asked = self._compared(self._question.embedded)
        pairs = [(one, other) for one, other in _OPPOSED[self._question.marked] if one.search(asked)]
        said = self._compared(self._text) if pairs else ""
        return any(not (other.search(asked) or one.search(said)) and other.search(said) for one, other in pairs)

    def _compared(self, text: str) -> str:
        return text.lower() if self._question.marked else fold(text)

    def names(self) -> float:
        """Return how much of the name that it has least of the article lacks, from 0 to 1."""
        names = self._question.typed_names if self._question.marked else self._question.names
        return max(map(self._missed, names), default=0.0)

    def _missed(self, name: Sequence[str]) -> float:
        held = self._best.typed if self._question.marked else self._best.terms
        # Of a name of several syllables their pairs count: each by itself is a common word.
        pairs, syllables = ([term for term in name if ("_" in term) is whole] for whole in (True, False))
        lacking = [term for term in pairs or syllables if term not in held and not self._is_short_for(term)]
        if len(lacking) == 1 and lacking[0] in pairs[1:-1]:
            return 0.0  # where two names meet: "Tết Ất Tỵ Bình Dương"
        if not lacking:
            return 0.0
        joined = fold("".join(syllables))
        if "".join(word[0] for word in _as_written(name).split()) in self._short:
            return 0.0
        if len(pairs) == len(syllables) - 1 and joined in (self._words if pairs else self._pairs):
            return 0.0  # "Super Bowl" and "Superbowl"
        if pairs:
            # Long syllables are no common words: "Carolina Panthers" is there where both words are.
            long = [syllable for syllable in syllables if len(syllable) > _LEAST]
            return 0.0 if long and held.issuperset(long) else len(lacking) / len(pairs)
        if len(joined) >= _LEAST and any(_alike(joined, word) for word in self._words):
            return _SLIP
        return _PART if joined != syllables[0] else 1.0

    def _is_short_for(self, term: str) -> bool:
        """Tell whether what a term lacks was typed as the initials of words of the article: "TPL" of "Tân Phú Lợi"."""
        lacking = {fold(part) for part in term.split("_")} - self._words
        return bool(lacking) and all(part in self._short and part in self._initials for part in lacking)

    @cached_property
    def _typed(self) -> str:
        return fold(self._question.text)  # of what was spelled out, "HN" may be Hà Nam as well as Hà Nội

    @cached_property
    def _short(self) -> frozenset[str]:
        """What was typed in capitals, folded."""
        return frozenset(map(fold, _SHORT.findall(self._question.text)))

    @cached_property
    def _initials(self) -> str:
        return "".join(word[0] for word in self._written)

    def _lacking(self, numbers: Sequence[str]) -> list[str]:
        return [number for number in numbers if number not in self._best.terms and not self._has(number)]

    def _has(self, number: str) -> bool:
        """Tell whether the article has a number in words, inside another token, or as a decade: "những năm 80"."""
        if number in self._words or _IN_WORDS.get(number) in self._tokens:
            return True
        return bool(_DECADE.fullmatch(number)) and any(
            YEAR.fullmatch(word) and word[2] == number[0] for word in self._words
        )

    @cached_property
    def _text(self) -> str:
        return "\n".join([self._best.article.title, *(hit.sentence.text for hit in self._best.hits)])

    @cached_property
    def _written(self) -> list[str]:
        return _WORD.findall(fold(self._text))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._written)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(left + right for left, right in pairwise(self._written))

    @cached_property
    def _tokens(self) -> Sequence[str]:
        return self._spelled_out(self._text)

    def _spelled_out(self, text: str) -> list[str]:
        return self._question.shorthand.spelled_out(text)


def _pairs(tokens: Sequence[str]) -> list[tuple[str, str]]:
    """Return neighbours, folded, the number of one in a row in digits; "thứ hai" may be a day."""
    found = []
    for before, token in pairwise(tokens):
        digits = DIGITS.get(token, token) if fold(before) in _ORDERED - {"thu"} else token
        found.append((fold(before), fold(digits)))
    return found


def _as_written(name: Sequence[str]) -> str:
    """Return a name of terms; of its syllables some may say too little to be terms themselves: "Vĩnh Long"."""
    pairs = [term.split("_") for term in name if "_" in term]
    return " ".join([left for left, _ in pairs] + [pairs[-1][1]] if pairs else name)


def _alike(name: str, word: str) -> bool:
    return abs(len(name) - len(word)) <= 2 and SequenceMatcher(None, name, word).ratio() >= _LIKE


def _of_kinds(text: str) -> list[tuple[str, str]]:
    """Return what a text names behind what it is, both folded: ("huyen", "yen lac")."""
    # Of abbreviations there may be several for one name: "TP.HCM", "Gỗ TPL".
    return [
        (fold(match["kind"]), " ".join(_WORD.findall(fold(match["name"]))))
        for match in _KIND.finditer(text)
        if not any(word.isupper() for word in match["name"].split())
    ]


def _opposed(fold_: Callable[[str], str]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    pairs = [*_OPPOSITES, *((other, one) for one, other in _OPPOSITES if not one.startswith("giải"))]
    return tuple((re.compile(rf"\b(?:{fold_(one)})\b"), re.compile(rf"\b(?:{fold_(other)})\b")) for one, other in pairs)


# By whether the question has marks.
_OPPOSED = {True: _opposed(str), False: _opposed(fold)}
