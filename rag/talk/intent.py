"""What a member wants before anything is searched: small talk, the list of articles, an article, or an answer.

Tables of patterns over folded text, so that they hold without marks, in capitals and in the short forms of
phones. Small talk is a text made of nothing else: "chào bạn, ai phát biểu?" is a question and "ai cảm ơn công
nhân?" too.
"""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rag.questions.question import clean, understand
from rag.text.patterns import MarkedPattern, flat
from rag.text.vietnamese import fold, has_marks


class Intent(StrEnum):
    """What is wanted; the values of small talk are keys of `Wording.small_talk`."""

    GREETING = "greeting"
    THANKS = "thanks"
    IDENTITY = "identity"
    TRANSLATE = "translate"
    HELP = "help"
    BYE = "bye"
    COMPLAINT = "complaint"
    DISTRESS = "distress"  # somebody who speaks of ending their life; never taken for a question
    PRAISE = "praise"
    NOD = "nod"  # "ok", "vâng": heard, nothing asked
    LIST = "list"
    FIND = "find"
    SUMMARISE = "summarise"
    SOURCE = "source"  # where what was just said comes from: who wrote it, when, for which paper
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted, and of what. `text` is the question without greetings around it."""

    intent: Intent
    text: str
    topic: str = ""  # of FIND and SUMMARISE; empty where the article spoken about is meant


_YOU = "ban|bot|ad|admin|em|may|cau|day|he thong|tro ly"
_NOT = "khong(?: phai)?|ko|hong|hok|k|kg|chua|chang|dau"
_VERY = "qua|lam|ghe|that|day|roi|the|vay|luon|xac|het|bet|ca|nha|nhe|di|vl|vcl|vkl|vai|ec|ngoam"
# The first one found names the kind of small talk: "chào bạn, cảm ơn nhé" is thanks.
_SMALL_TALK: tuple[tuple[Intent, str], ...] = (
    (
        Intent.COMPLAINT,
        rf"(?:tra loi |noi |bi |do |qua )?(?:sai|nham|bay|lung tung|linh tinh|lac de|te|ngu(?! ngon)|dot|kem|vo dung|vo ly|xao|do hoi|cui bap)(?: (?:{_VERY}|be))*"
        rf"|(?:tra loi )?(?:{_NOT}) (?:dung|lien quan|chinh xac|on|tot|hay|ro|hieu)(?: gi| lam| ca| y (?:toi|minh|em)| cau hoi)*"
        r"|(?:(?:bot|ad|tro ly)(?: nay)? )?(?:gi )?(?:ma )?(?:do|te|ngu|chan|kem|vo dung)(?: (?:te|the|vay|qua|ec|that))+|do (?:ngoc|ngu|dien|khung|dan don|dan|hu|toi|te)"
        r"|(?:do|cham|chan|buc minh|that vong)(?: (?:qua|te|ghe|lam|ec|that|the|vay|vl|vcl))+|(?:im|cut|bien)(?: di)+|im mom|cut|nhu (?:cc|cut|hach)|d[kc]?mm?|dume|vcl|vkl|clgt|wtf"
        r"|(?:khong|ko|k|dau) phai (?:cai|dieu|y|cau)(?: ma)? (?:toi|minh|em|tui)"
        r"(?: (?:hoi|can|muon))?|hoi mot dang tra loi mot neo",
    ),
    (
        Intent.THANKS,
        r"(?:xin |rat |chan thanh )?cam ?on|da ta|tks|thks|(?:many )?thanks?|thank (?:you|u|kiu)|thankiu|tk u|ty|3q",
    ),
    (
        Intent.IDENTITY,
        rf"(?:the )?(?:{_YOU}) (?:nay )?(?:la|ten(?: la)?) (?:ai|gi|bot gi|con gi|cai gi)|ten (?:{_YOU}) la gi|who are you"
        rf"|ai (?:da )?(?:tao|lam|lap|viet|de) ra (?:{_YOU})|(?!may nguoi)(?:{_YOU}) (?:co phai )?(?:la )?(?:nguoi|may|robot|bot|chatbot|ai|chatgpt|gpt)"
        rf"(?: that)?(?: hay(?: la)? (?:may|nguoi|bot|robot))?(?: {_NOT}| a| ha)?|gioi thieu (?:ve )?(?:{_YOU}|ban than)",
    ),
    (
        Intent.TRANSLATE,
        r"(?:dich|chuyen|noi|viet|tra loi)(?: (?:lai|ho|giup|cho))*(?: (?:minh|toi|em|tui))?(?: (?:cau|doan|bai|cai|tin)(?: (?:nay|do|tren|tra loi|vua roi))*)?"
        r"(?: (?:ra|sang|qua|thanh|bang))? tieng (?:anh|han|nhat|trung|hoa|phap|nga|khmer)|translate(?: (?:it|this|that))?(?: (?:in)?to english)?",
    ),
    (
        Intent.HELP,
        rf"(?:tro )?giup(?: do)?(?: (?:minh|toi|em|tui|t))?|(?:huong dan|chi(?= (?:minh|toi|em|cach)))(?: (?:minh|toi|em))?(?: (?:su dung|cach dung|cach hoi|dung))?"
        rf"|help(?: me)?|cach (?:su dung|dung|hoi)|(?:su dung|dung|hoi) (?:the nao|nhu the nao|sao|ntn|ra sao)|chuc nang|menu|lenh"
        rf"|(?:{_YOU}) (?:nay )?(?:co the |biet |dung de |de )?(?:lam|giup|tra loi|ho tro)(?: (?:minh|toi|em))? (?:duoc |dc )?(?:nhung )?(?:gi|viec gi)(?: duoc)?"
        rf"|(?:{_YOU}) biet (?:nhung )?gi|(?:co the |duoc )?hoi (?:{_YOU} )?(?:duoc |dc )?(?:nhung )?gi|what can you do",
    ),
    (
        Intent.BYE,
        r"chuc(?: (?:ban|ad|anh|chi|em|moi nguoi|ca nha))?(?: mot| 1)? (?:ngay|buoi (?:sang|trua|chieu|toi)|cuoi tuan)(?: moi)? (?:tot lanh|vui ve|vui|an lanh)|(?:chao )?tam biet|bye(?: bye)?|bai bai|pp|hen gap lai|gap lai sau|(?:chuc )?ngu ngon|g9|good ?(?:bye|night)",
    ),
    (
        Intent.GREETING,
        r"(?:xin |kinh )?chao(?: buoi (?:sang|trua|chieu|toi))?|hel+o+|helu|he lo|hi|hey|hai|a ?lo|good (?:morning|afternoon|evening)"
        rf"|(?:co )?khoe (?:{_NOT})|co ai(?: o day| day)? (?:{_NOT})|(?:cho|xin)(?: phep)?(?: (?:minh|toi|em|e|tui|chau|con))? hoi(?: (?:chut|ty|ti|xiu|cai|tham))*",
    ),
    (
        Intent.PRAISE,
        rf"(?:tra loi |noi )?(?:qua |rat |that |kha )?(?:hay|tot|gioi|tuyet(?: voi)?|dinh|chuan|huu ich|dung|chinh xac|xuat sac|nhanh|thong minh"
        rf"|xin|nice|good(?: job)?|great|perfect|like|yeu)(?: (?:{_VERY}))*|well done",
    ),
    (
        Intent.NOD,
        r"ok|oke|okay|okie|oki|okela|uk|u|uh|um|uhm|vang|da|the (?:a|ha|u)|vay (?:a|ha|u)|that (?:a|ha|khong)|(?:co )?chac(?: chan)? (?:khong|ko|chua|chu)|ra (?:the|vay)"
        r"|(?:minh |toi |em )?(?:hieu|biet|ro|duoc|dc) roi|khong(?: can)?(?: nua)?|ko|thoi|ha(?:ha)+|hi(?:hi)+|he(?:he)+|k(?:ha|a)ng? co gi|khong sao|ko sao",
    ),
)
# Words that say nothing of their own around small talk. "Ai" and "gì" are none: they ask.
_FILLER = (
    r"may|ban|bot|ad|admin|anh|chi|em|co|chu|bac|shop|minh|toi|tui|moi nguoi|ca nha|cong doan|tro ly|bot nay|oi|a|ah|ak|ui|nhe|nha|nhen|nghen|ne"
    r"|nhi|voi|vay|day|luon|roi|qua|lam|nhieu|rat|that|cac|cua|vi da|vi|da|tra loi|giup(?: do)?|cau tra loi|thong tin|hom nay|the|cho|nhiet tinh|cai|di|ha"
)
_CORES = tuple((intent, re.compile(rf"(?<!\S)(?:{core})(?!\S)")) for intent, core in _SMALL_TALK)
_CORE = "|".join(core for _, core in _SMALL_TALK)
_ONLY_SMALL_TALK = re.compile(rf"(?:(?:{_CORE}|{_FILLER})(?: |$))+")
# "Từ từ" is no "tự tử", and who asks about others' deaths asks a question.
_DISTRESS = MarkedPattern(
    r"^(?!.*\b(?:bao nhiêu|vì sao|tại sao|công nhân|người ta|ai|bài|tin)\b)(?:.*\b)?(?:(?:muốn|định|tính|nghĩ đến|nghĩ tới) (?:việc )?(?:tự tử|tự sát|tự vẫn|chết(?: quách| đi| cho xong)?(?! (?:cười|mê|mệt|vì))"
    r"|kết thúc (?:cuộc đời|tất cả))|không (?:muốn|thiết) sống|chẳng (?:muốn|thiết) sống|chán sống)\b"
)
_LONGEST_CRY = 150  # characters
_LONGEST = 70  # characters; what is longer says something
_OPENING = "|".join(core for intent, core in _SMALL_TALK if intent is Intent.GREETING)
# Who is called before the question: "ad ơi", "mọi người cho mình hỏi".
_CALLED = r"(?:cac |may )?(?:ad|admin|mod|bot|anh chi|ban|bac|anh|chi|em|moi nguoi|mn|mng|ca nha|cong doan|shop)"
# A greeting without a comma behind it: "hello ad ai phát biểu…". "Chào mừng" is none.
_GREETING = re.compile(
    rf"(?:(?:da|a|ad|bot|em|ban) )*(?:{_OPENING})(?: (?:(?:ban|ad|admin|bot|anh|chi|em|moi nguoi|ca nha)(?! (?:ay|nay|do|ta)\b)|oi|a|nha|nhe))+"
    rf"[ ,.!:]+|(?:da )?(?:{_CALLED}) (?:oi|ui)[ ,.!:]+"
    # Who introduces themselves, and "tôi muốn hỏi".
    r"|(?:(?:minh|toi|em|chau) (?:ten(?: la)?|la)|ten(?: la)?) \w+(?: \w+){0,6} ?[,.;]+ *(?=\S)"
    r"|(?:(?:cho|xin) )?(?:minh|toi|em|chau|tui) (?:xin |muon |can |dinh |co the |duoc )+hoi(?: (?:ve|la|rang|xem|chut|ty|ti|xiu|ad|bot))*[ ,:]+"
    rf"|(?:(?:da|a|{_CALLED})[ ,]+)*(?:cho|xin)(?: phep)?(?: (?:minh|toi|em|tui|chau|con|mik|mk|m|t|e))?(?: xin)? hoi(?: (?:chut|ty|ti|xiu|cai))*[ ,:]+"
)
_EMOJI = (
    (Intent.COMPLAINT, "👎😡😠🤬😤🙄😒"),
    (Intent.GREETING, "👋"),
    (Intent.THANKS, "🙏❤🥰😍💕🌹"),
    (Intent.PRAISE, "👍👏💯🔥⭐👌😊🙂😀😁🎉"),
)
_DOUBTED = re.compile(r"\S (?:khong|ko|chua)(?: |$)")  # "đúng không?" is a question
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_BREAK = re.compile(r"[,.!?;:~)(]+|\s[-–]\s")
_PLAIN = re.compile(r"[^\w\s]|_")

_A = r"(?:bai bao|bai viet|bai|tin tuc|tin bai|ban tin|tin)"
_ABOUT = r"(?:(?:co )?(?:(?:noi|viet|ban|dua tin|thong tin|nhac|de cap|lien quan)(?: den| toi| ve)+|de cap|lien quan)|ve|chu de)"
_NOT_AN_ARTICLE = r"(?! (?:phat bieu|hoc|hat|tho|thi|toan|ca|tham luan|tap))"
_END = r"(?: (?:khong|ko|k|hong|hok|chua|vay|v|z|vs|a|the|nhi|nhe|nha|ad|oi|voi|ha|di|gium|giup|minh|toi|em))*[ ?!.]*$"
_BROWSING: tuple[tuple[Intent, str], ...] = (
    # An article by its number in a list: "bài 2", "xem bài số 3".
    (Intent.SUMMARISE, rf"^(?:(?:cho|xem|doc|mo|chon|minh|toi|em) )*{_A} (?P<topic>(?:so |thu )?\d{{1,2}}){_END}"),
    (Intent.SUMMARISE, rf"\btom (?:tat|luoc|gon)\b(?! (?:loi|y kien|phat bieu|bai phat bieu))(?P<topic>.*?){_END}"),
    (
        Intent.SUMMARISE,
        rf"^(?:the |con |vay |trong )*{_A}{_NOT_AN_ARTICLE}(?: (?:viet |noi )?ve)? (?P<topic>(?!nao\b|gi\b).+?) (?:noi|viet|ke|ban|co noi dung)"
        rf"(?: ve)?(?: nhung| cai| dieu)? gi{_END}",
    ),
    (
        Intent.SUMMARISE,
        rf"^(?:noi dung|y|diem|thong tin)(?: chinh| tom tat| chu yeu)* (?:cua |trong ){_A}{_NOT_AN_ARTICLE}(?P<topic>.*?)"
        rf"(?: la gi| gom (?:nhung )?gi| noi gi| the nao){_END}",
    ),
    (Intent.FIND, rf"^(?:co |trong )?(?:nhung |cac )?{_A} (?:nao|gi) (?:dang |da )?{_ABOUT} (?P<topic>.+?){_END}"),
    (
        Intent.FIND,
        rf"\b(?:co|bao nhieu|may)(?: bao nhieu| may| nhung| cac)? {_A} (?:nao |gi )?{_ABOUT} (?P<topic>.+?){_END}",
    ),
    (
        Intent.FIND,
        rf"^(?:\w+ ){{0,3}}(?:tim|kiem|liet ke|xem|goi y|doc)(?: \w+){{0,3}}? {_A} (?:nao )?{_ABOUT} (?P<topic>.+?){_END}",
    ),
)
_WORD = re.compile(r"\w+")
# The words of `_END` that have marks, and what may stand between a topic and them.
_ENDINGS = frozenset(
    "không chưa vậy thế nhỉ nhé với ơi hả giùm giúp mình tôi ạ gì nội dung tóm tắt nói về là gồm những cái điều có nào kể bàn viết".split()
)
_THIS = r"(?:nay|do|tren|ay|vua roi|vua neu|noi tren)"
_CLAIMED = rf"(?:{_A}|thong tin|cau tra loi|dieu|cai|so lieu|noi dung)(?: {_THIS}| cua (?:bai|tin) {_THIS})"
_SAYS_WHERE = r"(?: (?:la|o|tu|lay|ra|dau|gi|nao|bao|trang|ai|the))*"
_SOURCES = tuple(
    re.compile(rf"(?:(?:vay|the|con|da|a|ad|cho|xin|gui|minh|toi|em|hoi|biet|muon|xem|lai) )*{pattern}{_END}")
    for pattern in (
        rf"(?:cai |cac )?(?:nguon|link|duong link|duong dan|lien ket|dan chung)(?: (?:tin|goc|bai goc|thong tin|trich dan|dan))*"
        rf"(?: (?:cua )?(?:{_CLAIMED}|{_THIS}))?{_SAYS_WHERE}",
        r"(?:co|noi) (?:that|dung|chinh xac|dung that|chuan|chac|chac chan)(?: (?:khong|ko|k|hong|chua|chu|day|the|vay|a|nhi|ha|la))+",
        rf"{_CLAIMED} (?:(?:duoc )?(?:lay|trich|dan|dang) )?(?:(?:la )?cua|tu|o|tren) (?:dau|bao|trang|nguon|ai)(?: (?:nao|gi|ra|day))?",
        r"(?:ban |bot )?(?:lay|biet|trich)(?: (?:thong tin|tin|cai|dieu|so lieu)(?: nay| do)?)? (?:o|tu) (?:dau|bai nao|bao nao|nguon nao)(?: ra)?",
        rf"{_A} {_THIS} (?:do |la do )?(?:ai|phong vien nao|tac gia nao) (?:viet|dang)|(?:ai|nguoi nao) (?:da )?(?:viet|la tac gia(?: cua)?) (?:cua )?{_A} {_THIS}",
        rf"tac gia(?: (?:cua )?{_A} {_THIS})?(?: la)? ai",
        rf"{_A} {_THIS} (?:(?:duoc )?(?:dang|viet|ra|xuat ban|dua))(?: tu| vao| hom| len)* (?:khi nao|luc nao|bao gio|hoi nao|nam nao|thang nao|ngay (?:nao|may))",
        rf"(?:khi nao|bao gio|ngay nao|nam nao) (?:dang|viet|xuat ban) {_A} {_THIS}",
    )
)
_BROWSING_PATTERNS = tuple((intent, re.compile(pattern)) for intent, pattern in _BROWSING)
_LIST = re.compile(
    rf"\b(?:liet ke|danh sach|danh muc|ke ten|cho (?:\w+ )?xem|xem)\b.*\b{_A}\b|\b(?:nhung|cac|bao nhieu|may) {_A}\b|\bco {_A} (?:nao|gi|moi)\b"
    rf"|\b{_A} (?:nao )?(?:(?:duoc )?dang )?(?:moi(?: dang)?|gan day|gan)(?: nhat)?\b"
)
# A question of these words only asks for the list; one word more, such as a date, and it asks for something else.
_OF_LISTS = re.compile(
    r"\b(?:liet ke|danh sach|danh muc|ke ten|tat ca|toan bo|tong cong|kho|he thong|du lieu|hien(?: tai| nay| gio)?|xem|ten|cong doan|so luong|tieu de"
    r"|tuc|trang|muon|doc|luu|san|moi nhat|moi|gan day|gan|day|nhat|dang)\b"
)
# The time that listed articles are from: "trong tháng này", "năm 2026", "tháng 10/2026".
_OF_A_TIME = re.compile(
    r"\b(?:(?:trong|cua|tu|vao|o|ngay|hoi) )*(?:dau nam(?: (?:den|toi) (?:gio|nay|hien nay|bay gio))?(?! \d| (?:nay|ngoai|truoc)\b)|(?:(?:dau|giua|cuoi) )?(?:nam|thang|tuan|quy) (?:nay|ngoai|truoc|roi|vua (?:roi|qua)|qua|\d{4}|iv|i{1,3}|\d{1,2}(?:[/-]\d{4})?(?: nam (?:\d{4}|nay|ngoai|truoc))?)"
    r"|(?:ngay )?hom (?:nay|qua|kia)|(?:sang|trua|chieu|toi|dem) (?:hom )?(?:nay|qua))\b"
)
_TOPIC_LEAD = re.compile(
    rf"^(?:(?:giup|cho|lai|minh|toi|em|gium|ho|ngan gon|nhanh|so luoc|noi dung|y chinh|chinh|cua|cac|{_A}|ve|noi ve|viet ve) )+"
)


def recognise(text: str) -> Request:
    """Tell what a text wants; pure, and defined for any text."""
    text = clean(text)
    if len(text) <= _LONGEST_CRY and _DISTRESS.search(text):
        return Request(Intent.DISTRESS, text)
    if (kind := _small_talk(text)) is not None:
        return Request(kind, text)
    text = _without_courtesies(text)
    bare = flat(text)
    for intent, pattern in _BROWSING_PATTERNS:
        if match := pattern.search(bare):
            start, end = match.span("topic")
            end = _whole_topic(text, bare, end)
            lead = _TOPIC_LEAD.match(f"{bare[start:end].strip()} ")
            topic = text[start:end].strip()[lead.end() if lead else 0 :]
            topic = topic.strip(' ?!.,:"“”')
            if intent is Intent.SUMMARISE and topic and not _OF_A_TIME.sub(" ", flat(topic)).strip():
                return Request(Intent.LIST, text)  # "tóm tắt các bài tháng trước"
            return Request(intent, text, topic)
    if any(pattern.fullmatch(bare) for pattern in _SOURCES):
        return Request(Intent.SOURCE, text)
    if _LIST.search(bare) and not understand(_OF_LISTS.sub(" ", _OF_A_TIME.sub(" ", bare))).syllables:
        return Request(Intent.LIST, text)
    return Request(Intent.QUESTION, text)


def _whole_topic(text: str, bare: str, end: int) -> int:
    """Return where a topic ends that a courtesy seems to follow: "vầy" is no "vậy", and "nhà" no "nha"."""
    if not has_marks(text):
        return end
    for word in _WORD.finditer(bare, end):
        typed = text[word.start() : word.end()].lower()
        if typed != fold(typed) and typed not in _ENDINGS:
            end = word.end()
    return end


def is_small_talk(intent: Intent) -> bool:
    """Tell whether an intent is answered without looking into the articles."""
    return intent is Intent.DISTRESS or any(intent is kind for kind, _ in _SMALL_TALK)


def _small_talk(text: str) -> Intent | None:
    said = " ".join(_PLAIN.sub(" ", _DRAWN_OUT.sub(r"\1", flat(text))).split())
    if not said:
        return next((intent for intent, emoji in _EMOJI if any(char in emoji for char in text)), None)
    if len(said) > _LONGEST or not _ONLY_SMALL_TALK.fullmatch(said):
        return None
    kind = next((intent for intent, core in _CORES if core.search(said)), None)
    return None if kind is Intent.PRAISE and _DOUBTED.search(said) else kind


def _without_courtesies(text: str) -> str:
    """Return a question without the greeting, thanks or "cho hỏi" before it."""
    while True:
        end = 0
        if (found := _BREAK.search(text)) and _small_talk(text[: found.start()]) is not None:
            end = found.end()
        elif match := _GREETING.match(flat(text)):
            end = match.end()
        rest = text[end:].strip(" ,:-–")
        if not end or not rest:
            return text
        text = rest
