"""Instructions to the assistant, in a text that has no right to give any: an article, or a question.

A model is told that such texts are only to be read, and what it writes is checked; this is the third line. A sentence
of an article that addresses a machine is no news: a model doesn't see it, and members aren't quoted it. A question
that does so is answered from quotes alone. The patterns are narrow on purpose: "công nhân bỏ qua quy tắc an toàn" is
news, "bỏ qua mọi quy tắc ở trên" is not.
"""

# ruff: noqa: E501 - a pattern reads best unwrapped

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from rag.article import Sentence
from rag.text.patterns import flat

_ALL = r"(?:(?:moi|tat ca|toan bo|het|cac|nhung|bo) )*"
_RULES = r"(?:quy tac|quy dinh|chi dan|huong dan|chi thi|loi dan|cau lenh|menh lenh|lenh|rang buoc|gioi han|ngu canh|nguyen tac|yeu cau)"
_OURS = r"(?:(?:o |phia )?(?:ben )?tren(?! dia ban)|truoc(?: do| day)?|cua ban|he thong|ban dau|(?:da |duoc )+(?:dan|giao|nap)|noi bo|an toan cua ban)"
_AI = r"(?:tro ly (?:ai|ao|so|hoi dap|tri tue nhan tao|nay)|chatbot|mo hinh (?:ngon ngu|ai)|cac ai|language models?|ai (?:assistants?|models?)|assistants?|llms?|chatgpt)"
_TELL = r"(?:tra loi|dap|noi|in ra|viet|ghi|xuat|lap lai|khang dinh|thong bao)"
_FIXED = r"(?:[:\"“'‘«]|(?:rang|la|nguyen van|duy nhat|cau sau|nhu sau)\b|dung (?:mot|1|cau|tu|chu|chuoi|dong|cum|nguyen)\b|(?:mot|1) (?:cau|tu|chu)(?: duy nhat)?\s*[:\"“]|bang (?:chuoi|cum tu|cau|dong chu)\b)"

# Over folded text; each one after what it would do.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # ignore the rules
        rf"\b(?:bo qua|phot lo|quen(?: het| di)?|lam ngo|khong (?:can |duoc )?(?:tuan theo|tuan thu)|huy bo|vo hieu(?: hoa)?|ghi de) {_ALL}{_RULES}(?: \w+){{0,2}} {_OURS}\b",
        r"\b(?:bo qua|phot lo|quen(?: het| di)?) (?:\w+ ){0,4}(?:o|phia|ben) tren\b|\b(?:bo qua|phot lo|quen(?: het| di)?) (?:\w+ ){0,4}(?:da duoc dan|duoc dan|duoc giao truoc)\b",
        r"\b(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,4}(?:instructions?|rules|prompts?|guidelines|constraints|restrictions|guardrails|above)\b|\bignore (?:everything|all of)\b",
        r"\b(?:new|updated|hidden|real) (?:system )?(?:instructions?|prompt)\b|\b(?:quy tac|chi dan|menh lenh|chi thi|huong dan) moi (?:cho (?:ban|tro ly|ai|bot)|cua (?:ban|he thong)|la)\b|\b(?:quy tac|chi dan|menh lenh) moi\s*:",
        # reveal the prompt
        r"\b(?:system|initial|hidden|developer) ?(?:prompt|instructions|message)s?\b|\bprompt (?:he thong|goc|ban dau|cua ban)\b|\b(?:show|reveal|print|repeat|leak|your|the) (?:\w+ ){0,3}(?:prompt|instructions verbatim)\b",
        rf"\b(?:in|tiet lo|lap lai|doc|xem|hien thi|chep|dich|xuat|ke|viet lai|gui|trich|liet ke|tom tat|cho biet) (?:[\w,:]+ ){{0,8}}(?:loi dan\b|prompt\b|cau lenh he thong\b|{_RULES} (?:\w+ ){{0,2}}(?:he thong|cua ban|ban (?:duoc|dang|da duoc) (?:dan|giao|nhan|theo|cai|nap)|ma ban|noi bo|bot|o tren|phia tren|ban dau))",
        r"\b(?:loi dan|chi dan|huong dan|cau lenh|quy tac) (?:ma )?(?:ban|bot) (?:da |duoc |dang |phai )*(?:nhan|giao|dan|nap|cai|theo|tuan)\b|\bban (?:da )?duoc (?:dan|ra lenh|lap trinh|lenh) (?:\w+ )?(?:gi|the nao|nhung|ra sao)\b",
        r"\b(?:everything|words|text) above\b|\btoan bo (?:van ban|noi dung|chu) (?:o )?(?:phia |ben )?tren\b|\bstarting with .?you are\b",
        # be somebody else
        r"\b(?:you are now|you are no longer|from now on,? you|act as|pretend (?:to be|that you|you)|role ?play|jailbreak|do anything now)\b|\b(?:dan|developer|god|admin|maintenance|debug|unrestricted) mode\b",
        r"\b(?:tu (?:gio|bay gio|luc nay|nay)(?: tro di)?|bay gio|ke tu (?:gio|bay gio))(?: thi)?,? (?:ban|tro ly|bot) (?:\w+ )?(?:la|se|phai|dong|khong|chi|hay|khong con)\b",
        r"\b(?:dong vai|nhap vai|gia vo|gia su ban|tuong tuong ban) (?:\w+ ){0,3}(?:tro ly|quan tri|admin|hacker|bot|ai|he thong|ke xau|khong (?:bi|co) (?:gioi han|rang buoc|quy tac))\b|\bche do (?:nha phat trien|quan tri|go loi|khong gioi han|admin|developer)\b",
        r"\b(?:toi|minh|day|em) (?:day )?la (?:quan tri vien|admin|nguoi quan tri|lap trinh vien|nha phat trien|nguoi (?:tao ra|phat trien|viet ra) (?:ban|bot|he thong))\b|\bi am (?:\w+ ){0,2}(?:admin|administrator|developer|creator)\b|\bvoi (?:tu cach|quyen) (?:la )?(?:admin|quan tri)\b",
        # say what it is told
        rf"\b(?:hay|vui long|xin hay|bat buoc|chi duoc|chi can) (?:chi )?{_TELL}(?: (?:ho|nguoi dung|nguoi hoi|moi nguoi|doan vien|cau hoi|voi \w+))*\s*{_FIXED}",
        rf"\b(?:chi|luon|luon luon|phai|can) (?:chi |luon )?(?:tra loi|dap|in ra|lap lai)(?: (?:ho|nguoi dung|nguoi hoi|moi nguoi|doan vien|moi cau hoi|cau hoi))*\s*{_FIXED}",
        r"\btra loi (?:\w+ ){0,3}(?:duy nhat|dung (?:mot|1) (?:cau|tu|chu))\b|\b(?:cau tra loi|dap an|loi dap)(?: (?:dung|chinh xac|chinh thuc|duy nhat|that|that su|cuoi cung|bat buoc))+ (?:cho (?:\w+ ){1,5})?(?:la\b|phai la\b)|\b(?:cau tra loi|dap an|loi dap) (?:dung|chinh thuc|chinh xac)\s*:|\btra loi bang (?:chuoi|cum tu|dong chu)\b|\b(?:chen|them) (?:\w+ )?(?:cau|dong|doan|chuoi)\s*[\"“'‘«]|\bcau tra loi (?:phai|luon) la\b",
        r"\b(?:respond|reply|answer|output)(?: \w+){0,4} (?:only|exactly|verbatim)\b|\b(?:respond|reply|answer) (?:\w+ )?with\b|\b(?:only|just|always|must|simply|please) (?:respond|reply|answer|output|print|say)\b|\b(?:correct|right|official|only) answer (?:to (?:\w+ ){1,6})?is\b|\b(?:say|print|output|write|append|add)\s*[:\"“'‘]",
        rf"\b(?:khi|neu) (?:co )?(?:ai|nguoi dung|doan vien|duoc|bi)(?: \w+)? hoi\b[^.!?]{{0,80}}\b(?:hay|phai|thi|luon) {_TELL}\b|\b(?:when|if|whenever) (?:\w+ )?(?:asked|asks)\b[^.!?]{{0,80}}\b(?:say|answer|reply|respond|tell)\b",
        # a machine is spoken to
        rf"\b(?:gui|danh cho|chu y|luu y|thong bao (?:toi|cho|den)|note to|attention|dear|to|for|hey|instructions? for)[ ,:]+(?:cac |all |the )?{_AI}\b",
        rf"\b{_AI}\b[^.!?]{{0,60}}?\b(?:hay|phai|must|should|please|vui long|bat buoc|chu y|luu y)\b|\bif you are (?:an? )?(?:ai|llm|language model|assistant)\b|\bneu ban la (?:mot )?(?:ai|tro ly|mo hinh|chatbot|bot)\b",
        # be taken for the frame
        r"^\W*(?:system|he thong|assistant|developer|admin|quan tri vien|tro ly|instructions?|human|ai)(?: (?:message|prompt|override|note|update))?\s*[)\]>]*\s*:",
        r"[(<\[]/?(?:im_start|im_end|system|inst|sys|endoftext|start_of_turn|end_of_turn|eot_id|start_header_id|assistant|developer|instructions?)\b[^)>\]]{0,20}[)>\]]",
        r"\b(?:het|ket thuc|end of|bat dau|begin) (?:phan )?(?:tu lieu|documents?|context|evidence|material|system|quy tac|chi dan|untrusted)\b(?=\W*$|\s*[=#:-])|^\W*(?:tu lieu|cau hoi)\s*[=:#]*$",
        r"\b(?:chi dan|cau lenh|lenh) he thong\b|(?:^|[.!?>]\s*)(?:assistant|user|human)\s*:\s|^\W*(?:tu lieu|documents?|evidence)\s*:.{0,20}[\[(]\d",
        r"\bbase64\b|\brot13\b|\b(?:giai ma|decode) (?:\w+ ){0,3}(?:chuoi|lenh|this|following|string)\b",
    )
)
_FORGED = re.compile(r"^\W*[\[［【〔]\s*\d+\s*[\]］】〕]\s*\w")  # a sentence that brings a number of its own along
_BLOB = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
_SHORTEST_CODE = 32  # characters of base64 without padding; shorter ones may be a model's number or a link


@functools.lru_cache(maxsize=20_000)  # the same sentences are looked at for every question
def instructs(text: str) -> bool:
    """Tell whether a text gives instructions to the assistant, or pretends to be part of what frames it."""
    bare = flat(text)
    return (
        bool(_FORGED.match(text))
        or any(map(_is_encoded, _BLOB.findall(text)))
        or any(pattern.search(bare) for pattern in _PATTERNS)
    )


def _is_encoded(blob: str) -> bool:
    """Tell whether a long word is base64: padded, or of letters of both cases and digits."""
    mixed = any(map(str.islower, blob)) and any(map(str.isupper, blob)) and any(map(str.isdigit, blob))
    return blob.endswith("=") or (mixed and len(blob) >= _SHORTEST_CODE)


def trusted(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return an article's sentences without instructions: such a sentence, and what follows it in its paragraph.

    One that ends in a colon takes the next paragraph along.
    """
    kept: list[Sentence] = []
    before: Sentence | None = None  # the last one that was left out
    for sentence in sentences:
        follows = before is not None and (
            sentence.paragraph == before.paragraph
            or (sentence.index == before.index + 1 and before.text.rstrip().endswith(":"))
        )
        if follows or instructs(sentence.text):
            before = sentence
        else:
            kept.append(sentence)
    return tuple(kept)
