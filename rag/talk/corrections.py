"""What is put in the place of what was asked: "không, ý mình là …", "… cơ mà", "còn …", "… thì sao"."""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import re

from rag.questions.phrases import MENTION_FIRST, PLACE_OR_TIME_FIRST, SLOT, names_something
from rag.talk.courtesy import without_courtesy
from rag.text.entities import proper_names
from rag.text.patterns import written

# Patterns over folded text.
_INSTEAD = re.compile(
    r"^(?:(?:da|uh|u|a|ok|nhung|the|vay)[ ,]+)*?(?P<lead>con|the(?! (?:nao|gioi|ky|ki|he)\b)|vay|rieng)\b(?: thi)?[ ,]*(?:con )?(?:ve |doi voi |rieng )?(?P<x>.+)$"
)
_WHAT_OF = re.compile(r"^(?P<x>.+?) thi (?:sao|the nao|ra sao)$")
# "Không, ý mình là hội nghị cơ mà", "ý em hỏi bài kia, ở Nghệ An ấy", "bài Hải Phòng ấy": the same, of something else.
_NO = r"(?:(?:a|u|da|khong(?: phai(?: vay| the)?)?|ko|k|hong|hk|nham(?: roi)?|sai(?: roi)?)[ ,.!]+)"
_I_MEAN = r"y (?:cua )?(?:minh|toi|em|tui|t|m|mk|mik|chau)(?: (?:la|hoi|noi|muon|dang|ve|den))*"
_I_ASK = r"(?:minh|toi|em|tui)(?: (?:dang|muon|dinh))? (?:hoi|noi)(?: (?:ve|la|den|cai))*"
_ONE_OF_THEM = r"(?:(?:cai )?(?:bai|tin|vu|cho|ben|cai)(?: (?:kia|khac))?[ ,]+)"
_MEANT = re.compile(
    rf"^(?:{_NO}*{_I_MEAN}|{_NO}+{_I_ASK})[ ,:]+{_ONE_OF_THEM}?(?P<mean>.+?)(?: (?:co ma|co|ma|ay|kia|day|chu|nhe|nha|thoi))*$"
    rf"|^{_NO}+{_ONE_OF_THEM}?(?P<not>.+?)(?: co ma| co| ma| chu| ay| kia)+$|^{_ONE_OF_THEM}?(?P<name>.+?) (?:co ma|co|ay|kia)$"
)
_HOW = re.compile(r"(?: (?:thi )?(?:sao|the nao|ra sao)| thi)$")
_SHORT = 3  # words of a thing that may be asked about with "thì sao" alone


def corrected(said: str) -> str | None:
    """Return what "không, ý mình là …" and "… cơ mà" ask about."""
    if (match := _MEANT.match(without_courtesy(said))) is None or match.lastgroup is None:
        return None
    start, end = match.span(match.lastgroup)
    new = said[start:end].strip(" ,")
    return new if match.lastgroup != "name" or (proper_names(new) and not SLOT.search(new)) else None


def put_instead(said: str, marked: bool) -> str | None:
    """Return what "còn …" and "… thì sao" ask about."""
    bare = without_courtesy(said)
    match = _INSTEAD.match(bare)
    if match is None or (marked and not written(said, match, "lead")):
        if (match := _WHAT_OF.match(bare)) is None:
            return None
        x = said[: match.end("x")]
        # "Giải nhì thì sao?" asks nothing by itself; what is longer may: "Công nhân làm thêm ngày lễ thì sao?"
        long = len(x.split()) > _SHORT
        if long and not (PLACE_OR_TIME_FIRST.match(x) or MENTION_FIRST.match(x)) and names_something(x):
            return None
    start = match.start("x")
    return said[start : start + len(_HOW.sub("", match["x"]))].strip(" ,")
