"""Follow-ups: what a short question means after the ones before it, told by tables of patterns and no model.

| said                                         | becomes                                        | searched   |
|----------------------------------------------|------------------------------------------------|------------|
| "Ông ấy là ai?", "Người thứ hai làm gì?"     | the person's name in the pronoun's place       | near       |
| "Hội thảo đó ở đâu?", "Bài đó ai viết?"      | the topic's name in the demonstrative's place  | same       |
| "Ai nữa?", "Còn ai khác không?"              | the last question, people named before left out| same       |
| "Nói rõ hơn", "Còn gì nữa không?"            | the last question, quotes given before left out| same       |
| "Bao giờ?", "Ở đâu?", "Mấy ngày?"            | the last question with the new slot            | same       |
| "Ai khai mạc?", "Thế còn bế mạc khi nào?"    | itself and the topic's name                    | same       |
| "Thế còn ở Thanh Hóa?", "Còn bà Lill?"       | the last question with the new name            | all / near |
| anything that names something of its own     | itself                                         | all        |

Searched: only the articles cited before ("same"), those with a head start ("near"), or all of them alike. The
last row is the rule and the others the exceptions: where none fits, nothing of the old topic is carried.
"""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rag.article import Passage, SentenceKind
from rag.entities import EntityKind, entities, proper_names
from rag.question import Asks, understand
from rag.ranking import ArticleHit, Hit, Ranking
from rag.vietnamese import fold, has_marks, syllables

if TYPE_CHECKING:
    from rag.answer import Answer


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom an answer named."""

    name: str
    female: bool | None  # None: the article doesn't say


@dataclass(frozen=True, slots=True)
class Turn:
    """What is remembered of a question and its answer; plain values, so that it can be stored as JSON."""

    asked: str  # as typed
    question: str  # as resolved and searched
    follows: bool  # whether it was a follow-up of the turn before
    cited: tuple[Passage, ...] = ()  # what was quoted, best first
    articles: tuple[str, ...] = ()  # ids of the articles spoken about, best first
    people: tuple[Person, ...] = ()  # whom the answer named, in reading order
    focus: str = ""  # the one of them whom the question was about
    event: str = ""  # the kind of event that the article is about, such as "hội thảo"


_OF_THE_PAGE = frozenset({Asks.AUTHOR, Asks.PUBLISHED, Asks.SOURCE, Asks.TITLE})


class Reach(StrEnum):
    """Where the answer to a question is looked for."""

    ALL = "all"
    NEAR = "near"  # the articles of the last answer have a head start
    SAME = "same"  # only there


class Wanted(StrEnum):
    """What a question wants of the articles that it reaches."""

    ANSWER = "answer"
    OTHERS = "others"  # people who were not named before
    MORE = "more"  # passages that were not quoted before


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that can be understood without the ones before it."""

    text: str
    follows: bool = False
    reach: Reach = Reach.ALL
    articles: tuple[str, ...] = ()
    wanted: Wanted = Wanted.ANSWER
    known: frozenset[str] = frozenset()  # folded names that OTHERS leaves out
    seen: tuple[Passage, ...] = ()  # what MORE leaves out
    names: frozenset[str] = frozenset()  # folded syllables of the new name, which the article must hold

    @property
    def threshold(self) -> float:
        """How sure the evidence must be: less where the article is known and only the sentence is looked for."""
        if self.wanted is not Wanted.ANSWER:
            return 0.0
        if self.reach is Reach.SAME and understand(self.text).asks & _OF_THE_PAGE:
            return 0.1
        return 0.3 if self.names else 0.35 if self.reach is Reach.SAME else 0.5


def flat(text: str) -> str:
    """Fold, keeping every position: the few letters whose folded form has another length stay."""
    return _letterwise(text, fold(text), fold)


def lowered(text: str) -> str:
    """Return a text in lower case, every position kept."""
    return _letterwise(text, text.lower(), str.lower)


def _letterwise(text: str, whole: str, change: Callable[[str], str]) -> str:
    if len(whole) == len(text):
        return whole
    return "".join(new if len(new := change(char)) == 1 else char for char in text)


class _Table:
    """A pattern written with marks: a text that has marks must have these, any other one is compared folded."""

    def __init__(self, pattern: str) -> None:
        self._marked, self._folded = re.compile(pattern), re.compile(flat(pattern))

    def _on(self, text: str) -> tuple[re.Pattern[str], str]:
        return (self._marked, lowered(text)) if has_marks(text) else (self._folded, flat(text))

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first place in a text."""
        pattern, form = self._on(text)
        return pattern.search(form)

    def match(self, text: str) -> re.Match[str] | None:
        """Match the beginning of a text."""
        pattern, form = self._on(text)
        return pattern.match(form)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return all places in a text."""
        pattern, form = self._on(text)
        return [match.span() for match in pattern.finditer(form)]

    def out_of(self, text: str) -> str:
        """Return a text without its matches."""
        for start, end in reversed(self.spans(text)):
            text = f"{text[:start]} {text[end:]}"
        return text


# Patterns over folded text. In a text with marks, a word of `_MARKED` counts only where it is written so.
_MARKED = {
    "do": "đó",
    "nay": "này",
    "ay": "ấy",
    "con": "còn",
    "the": "thế",
    "vay": "vậy",
    "ho": "họ",
    "co": "cô",
    "kia": "kia",
}
_HEAD = (
    r"(?:hoi thao|hoi nghi(?: tap huan)?|(?:lop|khoa|ky|dot) tap huan|tap huan|dai hoi|cuoc thi|festival|le hoi|chuyen an|phong trao"
    r"|su kien|chuong trinh|buoi (?:le|khao sat|lam viec))"
)
_CLASSES = {
    "hoi thao": "hội thảo",
    "hoi nghi": "hội nghị",
    "tap huan": "hội nghị",
    "dai hoi": "đại hội",
    "cuoc thi": "cuộc thi",
    "festival": "festival",
}
_SHE, _HE, _THAT = r"(?:ba|chi|co)", r"(?:ong|anh|chu|bac)", r"(?:ay|do|nay|kia)"
_VERB = r"(?=(?: (?:da|co|dang))? (?:la|giu|noi|lam|phat bieu|den|cho biet|dam nhiem|khang dinh|danh gia|phu trach|thuoc|ten|nhan manh|trinh bay|chia se)\b)"
_PRONOUNS: tuple[tuple[bool | None, re.Pattern[str]], ...] = (
    (
        None,
        re.compile(
            rf"\b(?:nguoi|vi|dong chi|d/c|dien gia|dai bieu|nhan vat|lanh dao|can bo|chuyen gia|bao cao vien) {_THAT}\b"
        ),
    ),
    (True, re.compile(rf"\b{_SHE} (?:{_THAT}|ta)\b|^ba{_VERB}")),
    (False, re.compile(rf"\b{_HE} (?:{_THAT}|ta)\b|^ong{_VERB}")),
)
_THEY = re.compile(
    r"\b(?:ho(?= (?:la|noi|lam|giu|den|phat bieu|trao doi)\b)|(?:ca )?hai (?:nguoi|vi|ong|ba|dong chi)(?: (?:nay|do|ay|kia)\b|(?= (?:la|giu|lam|noi)\b))|nhung (?:nguoi|vi) (?:nay|do|ay))\b"
)
_ORDINALS = {
    "thu nhat": 0, "thu 1": 0, "dau tien": 0, "so 1": 0, "1": 0, "thu hai": 1, "thu 2": 1, "so 2": 1, "2": 1, "con lai": 1, "thu ba": 2,
    "thu 3": 2, "so 3": 2, "3": 2, "thu tu": 3, "thu 4": 3, "so 4": 3, "thu nam": 4, "thu 5": 4, "cuoi cung": -1, "cuoi": -1,
}  # fmt: skip
_NTH = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NTH_PERSON = re.compile(rf"\b(?:nguoi|vi|dong chi|ong|ba|dai bieu|dien gia) (?P<nth>{_NTH})\b")
_ARTICLE = r"(?:bai bao|bai viet|ban tin|mau tin|bai|tin)"
_THIS = r"(?P<this>nay|ay|kia|(?:vua )?(?:roi|xong|neu)|tren(?= (?:la|do|o|dang|ai|co|noi)\b|$)|noi tren|do)(?!\w)"
_AGENT = re.compile(r" (?:ai|don vi|co quan|cong doan|ldld|bo|nguoi nao|ben nao)\b")  # "do ai tổ chức": "by whom"
_NTH_ARTICLE = re.compile(rf"\b(?P<head>{_ARTICLE}) (?P<nth>{_NTH})\b")
_THAT_ARTICLE = re.compile(rf"\b(?P<head>{_ARTICLE}) {_THIS}")
_THAT_EVENT = re.compile(rf"\b(?P<head>{_HEAD}|su viec|viec|buoi|cuoc|chuyen|vu|dip) {_THIS}")
_THERE = re.compile(r"\b(?P<head>o|tai|luc|khi) (?P<this>do|day|ay)(?!\w)")
_SLOT = _Table(
    r"\b(?:(?:bởi |do |của |gồm )?(?:những |các )?(?:ai|(?:đơn vị|cơ quan|tổ chức|bên|bộ|ban ngành|người|vị|ông|bà|đồng chí|lãnh đạo|đại biểu) nào)"
    r"|(?:vào |từ |đến |trong )?(?:khi nào|bao giờ|lúc nào|(?:ngày|hôm|năm|tháng|thời gian|giờ|buổi) nào|(?:ngày|tháng|năm) mấy|mấy giờ|thứ mấy|bao h)"
    r"|(?:diễn ra )?(?:ở|tại) (?:đâu|chỗ nào|nơi nào|tỉnh nào|thành phố nào)|(?:nơi|chỗ|tỉnh|thành phố) nào|địa điểm(?: nào)?"
    r"|(?:có |trong |là )?(?:bao nhiêu|mấy)(?: (?:người|ngày|đại biểu|buổi|lần|năm|tháng|giờ|tiếng|cán bộ))?|(?:trong )?bao lâu|vì sao|tại sao|vì lý do gì|do đâu"
    r"|(?:giữ |làm )?chức (?:vụ |danh )?(?:là )?(?:gì|nào)|là ai|chức vụ|(?:như )?thế nào|ntn|ra sao|sao|(?:là |về |những |cái |điều )*gì|đâu)(?!\w)"
)
_POLITE = re.compile(r"(?: (?:a|ah|vay|nhi|ha|z|v|nhe|nha|voi|ad|bot|oi|ban|khong|ko|k|di|dau))*[ ?!.,]*$")
_OTHERS = re.compile(
    r"^(?:(?:the|vay|con|co|va) )*(?:nhung |cac )?(?:ai|nguoi nao|vi nao|dong chi nao|nguoi)\b.*\b(?:nua|khac)\b|^(?:the |vay )?con (?:co )?(?:nhung )?(?:ai|nguoi nao)\b"
    r"|^ngoai (?:ra|(?P<but>.+?))(?: ra)?(?: thi)?,? con (?:co )?(?:nhung )?(?:ai|nguoi nao|vi nao)\b"
)
_MORE = re.compile(
    r"^(?:(?:ban|hay|co the|giai thich|noi|ke|cho|trich|xin|muon|biet|minh|toi|em|dua|dan|ky|mot chut|chut) )*(?:ro hon|ro them|ro|(?:chi tiet|cu the|ky|day du)(?: hon)?|them|tiep)"
    r"(?: (?:ve|duoc|xem|nao|thong tin|chi tiet|chut|ti|xiu|nua|tuc|cho (?:minh|toi|em)))*$"
    r"|^(?:the |con |co )+(?:gi|thong tin|doan|y|noi dung)(?: gi| nao)?(?: (?:nua|khac|them))?$|^(?:doan|cau|y|thong tin) khac$|^con nua$"
)
_INSTEAD = re.compile(
    r"^(?:(?:da|uh|u|a|ok|nhung|the|vay)[ ,]+)*?(?P<lead>con|the(?! (?:nao|gioi|ky|ki|he)\b)|vay|rieng)\b(?: thi)?[ ,]*(?:con )?(?:ve |doi voi |rieng )?(?P<x>.+)$"
)
_WHAT_OF = re.compile(r"^(?P<x>.+?) thi (?:sao|the nao|ra sao)$")
_HOW = re.compile(r"(?: (?:thi )?(?:sao|the nao|ra sao)| thi)$")
# Words of events and articles in general: a question of these alone is about what was spoken of.
_GENERAL = _Table(
    r"\b(?:hội thảo|hội nghị|lớp|khóa|khoá|tập huấn|đại hội|cuộc thi|sự kiện|chương trình|phát biểu|khai mạc|bế mạc|tổ chức|phối hợp|diễn ra|tham dự|tham gia"
    r"|tham luận|chủ trì|chủ đề|nội dung|chuyên đề|kết quả|mục tiêu|mục đích|ý nghĩa|kéo dài|bắt đầu|kết thúc|đại biểu|thành phần|địa điểm|thời gian|đơn vị|cơ quan"
    r"|phía|bên|đánh giá|nhận định|khẳng định|nhấn mạnh|cho biết|chia sẻ|trình bày|giới thiệu|chụp|ảnh|hình|bức|tấm|đăng|tác giả|phóng viên|nhà báo|nguồn|tiêu đề"
    r"|nhan đề|trao đổi|thảo luận|đồng chí|lãnh đạo|báo cáo viên|chuyên gia|trưởng đoàn|khách mời|diễn giả|thứ|số lượng|chi tiết|cụ thể|thông tin|thêm|khác|nữa|chính"
    r"|liên quan|xảy ra|đầu tiên|cuối cùng|cuối|chức vụ|chức danh|chức|giữ|tên|dự|đi|đến|thực hiện|hoạt động|bàn|để|quan trọng|ý kiến|người|ngày|tháng|năm|giờ|buổi"
    r"|lần|dịp|hiện|tổng cộng|tất cả|nhiệm vụ|giải pháp|đây|đấy|hôm)\b"
)
_ABOUT_PERSON = re.compile(
    r"^(?:giu |lam )?chuc\b|^(?:da |co )*(?:noi|phat bieu|cho biet|chia se|khang dinh)(?: ve)?(?: nhung| dieu)? (?:gi|sao)\b|^la ai\b|^lam gi\b"
)
_END_OF_NAME = re.compile(
    r"\b(?:dien ra|duoc|to chuc|khai mac|be mac|co|do|la|nham|keo dai|ban ve|noi|phat bieu|trao doi|gom|ket thuc|bat dau|da|se|thi|khong|chua|bai|tap trung|vao|gi|ai|nao"
    r"|may|nay|ay|bao|khi|luc|(?:o|tai) dau|vi sao|ra sao|tieu|chu de|noi dung)\b|[,?.!;]"
)
_MENTION = (
    r"(?:ông|bà|anh|chị|cô|chú|bác|đồng chí|đ/c|ngài) ([^\s?!.,]+(?: [^\s?!.,]+){0,3}?)"
    r"(?= (?:nói|là|giữ|làm|có|phát biểu|đến|cho biết|khẳng định|đánh giá)\b|[ ?!.,]*$)"
)
_HONORIFIC, _MENTIONED = _Table(f"^{_MENTION}"), _Table(rf"\b{_MENTION}")
_PLACE_OR_TIME = _Table(r"^(?:ở|tại|ngày|hôm|năm|tháng|tỉnh|thành phố|tp) ")
_BEFORE_NAME = r"(?:(?:với|ở|tại|của|từ|ông|bà|đồng chí|thành phố|tỉnh|TP\.?|ngày|năm|tháng|và|-)\s+)*"
_NUMBER = re.compile(r"\d[\d/.:-]*")
_NAME_WORDS = 5  # words of a name that takes another's place; what is longer is a question
_LONG = 160  # characters: whoever writes more says what it is about
_BEHIND, _NEXT = 300, 0.8  # characters behind a quote, and the head start of a sentence there
_ON_TOPIC = 0.2  # share of the question's words that a further passage must hold
_NEAR = 0.35  # head start of an article, on the scale of `ArticleHit.score`


def resolve(text: str, turns: Sequence[Turn], restore: Callable[[str], str] = str) -> Resolved:
    """Make a question whole with what was spoken of before; pure.

    Args:
        text: The question, without greetings.
        turns: The conversation so far, oldest first.
        restore: Spells a text as the articles do: marks where it has none, slips mended.
    """
    chain, marked, spelled = _chain(turns), has_marks(text), restore(text)
    if not chain or len(text) > _LONG:
        return Resolved(spelled)
    said = spelled.strip(" ?!.,")
    swapped = _person_for_pronoun(said, chain, marked) or _thing_for_pronoun(said, chain, marked)
    said = swapped.text if swapped else said
    for step in (_others, _more, _instead):
        if (found := step(said, chain, marked)) is not None:
            return found
    return swapped or _elliptic(said, chain) or Resolved(spelled)


def article_meant(topic: str, turns: Sequence[Turn]) -> str | None:
    """Return the id of the article that "", "đó" or "thứ hai" mean, or None where a topic is named."""
    chain, bare = _chain(turns), flat(topic)
    if not chain or not chain[0].articles:
        return None
    listed = chain[0].articles
    if bare in _ORDINALS:
        return listed[_ORDINALS[bare]] if _ORDINALS[bare] < len(listed) else None
    return listed[0] if not bare or re.fullmatch(_THIS, bare) else None


def _chain(turns: Sequence[Turn]) -> list[Turn]:
    """Return the turns on the present topic, the last one first."""
    chain: list[Turn] = []
    for turn in reversed(turns):
        chain.append(turn)
        if not turn.follows:
            break
    return chain


def _follow(parts: str | Sequence[str], chain: Sequence[Turn], reach: Reach) -> Resolved:
    text = parts if isinstance(parts, str) else _joined(parts)
    articles = next((turn.articles for turn in chain if turn.articles), ())
    return Resolved(" ".join(text.split()), True, reach if articles else Reach.ALL, articles)


def _written(said: str, match: re.Match[str], group: str | int, marked: bool) -> bool:
    """Tell whether what a folded pattern took for a demonstrative is written as one."""
    last = said[match.start(group) : match.end(group)].lower().split()[-1]
    return not marked or _MARKED.get(fold(last), last) == last


def _named_before(said: str, place: int) -> bool:
    """Tell whether a text names something itself before `place`: that is what its pronoun stands for."""
    return bool(proper_names(said[:place])) or any(char.isdigit() for char in said[:place])


# -- pronouns -----------------------------------------------------------------------------------------------


def _person_for_pronoun(said: str, chain: Sequence[Turn], marked: bool) -> Resolved | None:
    bare = flat(said)
    people = next((turn.people for turn in chain if turn.people), ())
    if match := _NTH_PERSON.search(bare):
        nth, focus = _ORDINALS[match["nth"]], next((turn.focus for turn in chain if turn.focus), "")
        names = [person.name for person in people]
        if match["nth"] == "con lai":
            names = [focus, *(name for name in names if name != focus)]
        return _swap(said, match, names[nth] if nth < len(names) else "", chain)
    if (match := _THEY.search(bare)) and people:
        return _swap(said, match, " và ".join(person.name for person in people), chain)
    for female, pattern in _PRONOUNS:
        match = pattern.search(bare)
        if match and _written(said, match, 0, marked) and not _named_before(said, match.start()):
            return _swap(said, match, _whom(female, chain), chain)
    return None


def _swap(said: str, match: re.Match[str], name: str, chain: Sequence[Turn]) -> Resolved:
    text = f"{said[: match.start()]}{name}{said[match.end() :]}"
    return _follow((text, "" if name else _topic(chain)), chain, Reach.NEAR if name else Reach.SAME)


def _whom(female: bool | None, chain: Sequence[Turn]) -> str:
    """Return whom a pronoun means: in the last turn that names anybody who fits, the one it was about."""
    for turn in chain:
        for fits in ((female,), (None,)) if female is not None else ((None, True, False),):
            names = [person.name for person in turn.people if person.female in fits]
            if names:
                return turn.focus if turn.focus in names else names[0]
    return ""


def _thing_for_pronoun(said: str, chain: Sequence[Turn], marked: bool) -> Resolved | None:
    bare, topic = flat(said), _topic(chain)
    if match := _NTH_ARTICLE.search(bare):
        article = article_meant(match["nth"], chain[::-1])
        text = f"{said[: match.end('head')]}{said[match.end() :]}"
        return replace(_follow(text, chain, Reach.SAME), articles=(article,)) if article else None
    for pattern in (_THAT_ARTICLE, _THAT_EVENT, _THERE):
        match = pattern.search(bare)
        if not match or not _written(said, match, "this", marked) or _named_before(said, match.start()):
            continue
        if not marked and match["this"] == "do" and _AGENT.match(bare, match.end()):
            continue
        head = said[match.start("head") : match.end("head")]
        if pattern is _THAT_EVENT and topic:
            head = topic
        elif pattern is _THERE:
            head = f"{head} {topic}" if topic else ""
        text = f"{said[: match.start()]}{head}{said[match.end() :]}"
        if pattern is _THAT_ARTICLE and not _names_something(text):
            text = _joined((text, topic))
        return _follow(text, chain, Reach.SAME)
    return None


# -- the question again, with something else in it ----------------------------------------------------------


def _others(said: str, chain: Sequence[Turn], _marked: bool) -> Resolved | None:
    bare = _POLITE.sub("", flat(said))
    match = _OTHERS.match(bare)
    if match is None:
        return None
    but = match["but"] or ""
    asked = re.sub(r"\b(?:nua|khac|con|co|the|vay|va|ngoai|ra|nguoi)\b", " ", bare.replace(but, " ") if but else bare)
    if _names_something(asked):
        return None
    question, topic = chain[0].question, _topic(chain)
    if _GENERAL.search(_SLOT.out_of(asked)):
        question = said if topic in said else _joined((topic, said))
    elif Asks.WHO not in understand(question).asks:
        question = _joined(("Ai", _content(question)))
    known = frozenset(fold(person.name) for turn in chain for person in turn.people)
    if but:
        known = frozenset(name for name in known if fold(_given(but)) in name.split())
    return replace(_follow(question, chain, Reach.SAME), wanted=Wanted.OTHERS, known=known)


def _more(said: str, chain: Sequence[Turn], _marked: bool) -> Resolved | None:
    if not _MORE.match(_POLITE.sub("", flat(said))):
        return None
    question = chain[0].question
    seen = tuple(passage for turn in chain if turn.question == question for passage in turn.cited)
    return replace(_follow(question, chain, Reach.SAME), wanted=Wanted.MORE if seen else Wanted.ANSWER, seen=seen)


def _instead(said: str, chain: Sequence[Turn], marked: bool) -> Resolved | None:
    bare = _POLITE.sub("", flat(said))
    match = _INSTEAD.match(bare)
    if match is None or not _written(said, match, "lead", marked):
        match = _WHAT_OF.match(bare)
        x = said[: match.end("x")] if match else ""
        if match is None or not (_PLACE_OR_TIME.match(x) or _HONORIFIC.match(x) or not _names_something(x)):
            return None
    new = said[match.start("x") : match.start("x") + len(_HOW.sub("", match["x"]))].strip(" ,")
    last, slot = chain[0].question, _SLOT.search(new)
    if not _names_something(new):
        return _elliptic(new, chain) if slot else _follow((new, _slots(last), _topic(chain)), chain, Reach.SAME)
    person = _HONORIFIC.match(new if marked else flat(new))
    if person or _known(new, chain):
        start, end = person.span(1) if person else (0, len(new))
        mention = new[start:end]
        name = _known(mention, chain)
        new = f"{new[:start]}{name or mention}{new[end:]}"
        found = _follow((new, "" if slot else _without_people(last)), chain, Reach.NEAR if name else Reach.ALL)
        return found if name else replace(found, names=frozenset(fold(mention).split()))
    named_like_one = len(new.split()) <= _NAME_WORDS and " thi " not in flat(new)
    if not _PLACE_OR_TIME.match(new) and (slot or not (named_like_one or re.match(_HEAD, flat(new)))):
        return None  # it says all that it asks
    rest = _without_names(last)
    named = frozenset(understand(_GENERAL.out_of(new)).syllables)
    return replace(_follow((new, _content(rest) if slot else rest), chain, Reach.ALL), names=named)


def _elliptic(said: str, chain: Sequence[Turn]) -> Resolved | None:
    """Complete a question that names nothing of its own."""
    bare, rest = flat(said), _SLOT.out_of(said)
    general = _GENERAL.search(rest)
    if _names_something(said) or (not general and rest == said):
        return None
    if (focus := chain[0].focus) and _ABOUT_PERSON.match(bare):
        return _follow((focus, said), chain, Reach.NEAR)
    if not general:
        return _follow((_content(chain[0].question), said), chain, Reach.SAME)
    events = {_event_class(match.group()) for match in re.finditer(rf"\b{_HEAD}\b", bare)} - {""}
    if events and _event(chain) not in ("", *events):
        return None  # "hội nghị" after a talk about a "hội thảo" is another one
    topic = _topic(chain)
    if events and topic:
        head = re.search(rf"\b{_HEAD}\b", bare)
        return _follow(f"{said[: head.start()]}{topic}{said[head.end() :]}" if head else said, chain, Reach.SAME)
    return _follow((topic or _content(chain[0].question), said), chain, Reach.SAME)


# -- parts of a question ------------------------------------------------------------------------------------


def _names_something(text: str) -> bool:
    """Tell whether a text says itself what it is about: a name, a number, a word that isn't general."""
    if proper_names(text) and not text.isupper():
        return True
    return bool(understand(_GENERAL.out_of(_SLOT.out_of(text))).syllables)


def _topic(chain: Sequence[Turn]) -> str:
    """Return the fullest name that the talk has for its event: "hội thảo với Oslo"."""
    event = _event(chain)
    names = [name for turn in chain for name, _ in _event_names(turn.question)]
    return max((name for name in names if not event or _event_class(name) in ("", event)), key=len, default=event)


def _event(chain: Sequence[Turn]) -> str:
    return next((turn.event for turn in chain if turn.event), "")


def _event_names(text: str) -> Iterator[tuple[str, int]]:
    bare = flat(text)
    for match in re.finditer(rf"\b{_HEAD}\b", bare):
        stop = _END_OF_NAME.search(bare, match.end())
        yield text[match.start() : stop.start() if stop else len(text)].strip(), match.start()


def _joined(parts: Sequence[str]) -> str:
    """Join parts of questions; a word that was a capital only because it came first loses it."""
    rest = [
        part[0].lower() + part[1:] if (_SLOT.match(part) or _GENERAL.match(part)) and not part.isupper() else part
        for part in parts[1:]
        if part
    ]
    return " ".join([*parts[:1], *rest]).strip()


def _slots(question: str) -> str:
    return " ".join(question[start:end] for start, end in _SLOT.spans(question))


def _content(question: str) -> str:
    """Return a question without what it asks with."""
    return " ".join(_SLOT.out_of(question).strip(" ?!.,").split())


def _without_people(question: str) -> str:
    spans = _MENTIONED.spans(question)
    spans += [(person.start, person.end) for person in entities(question) if person.kind is EntityKind.PERSON]
    gone = {place for start, end in spans for place in range(start, end)}
    return " ".join("".join(char for place, char in enumerate(question) if place not in gone).split())


def _without_names(question: str) -> str:
    """Return a question without its names and numbers, and without the event that they single out."""
    for name, start in list(_event_names(question))[::-1]:
        question = f"{question[:start]} {question[start + len(name) :]}"
    for name in [*proper_names(question), *_NUMBER.findall(question)]:
        question = re.sub(rf"{_BEFORE_NAME}{re.escape(name)}", " ", question, flags=re.IGNORECASE)
    return re.sub(r" (?:với|ở|tại|của|từ|trong)(?=\s*[?.!]*$)", "", " ".join(question.split()))


def _known(mention: str, chain: Sequence[Turn]) -> str:
    """Return the full name of somebody named before, or "" for anybody else."""
    parts = set(fold(mention).split())
    return next((p.name for turn in chain for p in turn.people if parts <= set(fold(p.name).split())), "")


def _given(mention: str) -> str:
    return mention.rsplit(maxsplit=1)[-1]


def _event_class(head: str) -> str:
    return next((kind for name, kind in _CLASSES.items() if name in flat(head)), "")


# -- what the conversation does to a ranking, and what is kept of an answer ---------------------------------


def narrowed(ranking: Ranking, resolved: Resolved) -> Ranking:
    """Return what a follow-up reaches of a ranking, and wants of it."""
    hits = list(ranking.articles)
    if resolved.reach is Reach.SAME:
        hits = [hit for hit in hits if hit.article.id in resolved.articles]
    elif resolved.reach is Reach.NEAR:
        hits = [replace(h, score=h.score + _NEAR * (h.article.id in resolved.articles)) for h in hits]
        hits.sort(key=lambda hit: -hit.score)
    hits = [hit for hit in hits if hit.terms >= resolved.names]
    if resolved.wanted is Wanted.MORE:
        hits = [replace(hit, hits=tuple(_lifted(hit, resolved.seen))) for hit in hits]
    if resolved.wanted is not Wanted.ANSWER:
        kept = (replace(hit, hits=tuple(one for one in hit.hits if _is_new(one, hit, resolved))) for hit in hits)
        hits = [hit for hit in kept if hit.hits]
    return replace(ranking, articles=tuple(hits))


def _is_new(hit: Hit, article: ArticleHit, resolved: Resolved) -> bool:
    sentence = hit.sentence
    if sentence.kind not in (SentenceKind.BODY, SentenceKind.CAPTION):
        return False
    if resolved.wanted is Wanted.OTHERS:
        names = {fold(person.name) for person in _people(sentence.text, article.article.text)}
        return any(not any(name in known or known in name for known in resolved.known) for name in names)
    repeats = any(
        passage.article_id == sentence.article_id and passage.start < sentence.end and sentence.start < passage.end
        for passage in resolved.seen
    )
    return not repeats and (hit.lexical >= _ON_TOPIC or _is_behind(hit, resolved.seen))


def _lifted(article: ArticleHit, seen: Sequence[Passage]) -> Iterator[Hit]:
    """Give a head start to the sentences right behind what was quoted: that is how an article says more of it."""
    for hit in article.hits:
        yield replace(hit, score=hit.score + _NEXT) if _is_behind(hit, seen) else hit


def _is_behind(hit: Hit, seen: Sequence[Passage]) -> bool:
    own = (passage.end for passage in seen if passage.article_id == hit.sentence.article_id)
    return any(0 <= hit.sentence.start - end <= _BEHIND for end in own)


def remembered(asked: str, resolved: Resolved, answer: Answer) -> Turn:
    """Return what a follow-up of this question may need."""
    best = sorted(answer.citations, key=lambda citation: -citation.score)
    articles = {citation.article.id: citation.article for citation in best}
    listed = () if answer.mode == "refusal" else tuple(article.id for article in answer.suggestions)
    whole = "\n".join(article.text for article in articles.values())
    quoted = "\n".join(citation.quote for citation in answer.citations)
    people = _people(quoted, whole) or _people(resolved.text, whole)
    events = Counter(_event_class(match.group()) for match in re.finditer(rf"\b{_HEAD}\b", flat(whole)))
    del events[""]
    return Turn(
        asked=asked,
        question=resolved.text,
        follows=resolved.follows,
        cited=tuple(Passage(c.article.id, c.start, c.end) for c in best),
        articles=listed or tuple(articles) or (resolved.articles if resolved.follows else ()),
        people=people,
        focus=_focus(resolved.text, [p for p in people if fold(p.name) not in resolved.known] or people, quoted),
        event=events.most_common(1)[0][0] if events else "",
    )


def _people(text: str, article: str) -> tuple[Person, ...]:
    """Return the people of a text in reading order; a line that is nothing but a name is one."""
    names = [entity.text for entity in entities(text) if entity.kind is EntityKind.PERSON]
    # An author's name stands alone at the end; it is looked at only where nobody else is named.
    names = names or [
        line for line in text.splitlines() if proper_names(line) == [line] and 2 <= len(line.split()) <= 4
    ]
    return tuple(Person(name, _female(name, article)) for name in dict.fromkeys(names))


def _female(name: str, article: str) -> bool | None:
    """Tell from the form of address before a name, or from its middle word, whether it is a woman's."""
    addressed = {match.lower() for match in re.findall(rf"(\w+)\s+{re.escape(name)}", article)}
    middle = set(syllables(name)[1:-1])
    if addressed & {"bà", "chị", "cô"} or "thị" in middle:
        return True
    return False if addressed & {"ông", "anh", "chú", "bác"} or "văn" in middle else None


def _focus(question: str, people: Sequence[Person], quoted: str) -> str:
    """Return whom a question is about: whom it names, or who stands nearest to its words in the quotes."""
    wanted = set(understand(question).plain)
    asked = set(syllables(question))

    def nearness(person: Person) -> tuple[bool, int]:
        name = syllables(person.name)
        place = quoted.find(person.name)
        around = set(syllables(quoted[max(place - 70, 0) : place + 70])) - set(name)
        named = name[-1] in asked or asked.issuperset(name[:2])
        return named, len(wanted & around)

    return max(people, key=nearness).name if people else ""
