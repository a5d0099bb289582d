"""Where the name of a body or a place may come from: a text that has it; the article, where a line says "công ty"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.writing.bearing.grounds import ArticleGrounds, Grounds
from rag.writing.bearing.lexicon import Words, foreign, forms, within
from rag.writing.bearing.people import runs
from rag.writing.bearing.reading import Reading, Syllable

# Kinds of places: a name with or without them is the same. The same of companies, with and without their trade.
KINDS = frozenset("thành phố tỉnh quận huyện xã phường thị trấn thủ đô tp ngành".split())
_PAIRS = frozenset(map(forms, ("thành phố", "thủ đô", "thị trấn", "thị xã")))
_HALVES = frozenset("thành phố thủ đô thị trấn".split())
_TRADES = frozenset("may giày thương mại sản xuất dịch vụ xuất nhập khẩu".split())
LEGAL = _TRADES | set("tnhh cp tmcp mtv cổ phần một thành viên trách nhiệm hữu hạn".split())
# Kinds by which a body is called after the first time, "công ty này", and what else may be said for one of them.
HEADS = {
    forms(head): (forms(head), *(forms(other) for other in others.split(",") if other))
    for head, others in (
        ("công ty", "doanh nghiệp,đơn vị,hãng,nhà máy"),
        ("hãng", "công ty,doanh nghiệp"),
        *(
            (head, "")
            for head in (
                "doanh nghiệp,nhà máy,tập đoàn,ngân hàng,trường,bệnh viện,tỉnh,thành phố,quận,huyện,xã,phường,báo,đội"
                ",luật,liên đoàn lao động,công đoàn,cuộc thi,hội thảo,hội nghị,đại hội,khu công nghiệp,nghị định"
            ).split(",")
        ),
    )
}
_PROVINCE, _DISTRICTS = ("tỉnh",), frozenset({"huyện", "xã", "phố", "phường", "trấn"})
_OUR_COUNTRY = forms("Việt Nam")
_OURS = tuple(map(forms, ("nước ta", "chúng ta", "cả nước", "trong nước", "toàn quốc")))

# Of which there is one in the country, so that it may be named by less.
_NATIONAL = {
    forms("tổng liên đoàn lao động"): (forms("tổng liên đoàn"),),
    forms("bảo hiểm xã hội"): (forms("cơ quan bảo hiểm xã hội"),),
}

Spelling = tuple[Words, tuple[bool, ...]]  # syllables, and which of them have a capital


def stands(claim: Reading, first: int, last: int, source: Reading) -> bool:
    """Tell whether a run of capitals stands in a text as a name, or as the beginning or end of one."""
    wanted = claim.forms[first : last + 1]
    # A kind stands before its name: at the end, "Phú Thành", it is part of the name itself.
    plain = (*_without_kinds(wanted[:-1], wanted), wanted[-1])
    if len(plain) > 1:
        return any(within(plain, spelled) for spelled, _ in spellings(source))
    if any(source.forms[at : end + 1] == plain for at, end in runs(source)):
        return True
    # One syllable alone: a neighbour must be the same, or it is no part of a longer name.
    before = claim.forms[first - 1] if first else ""
    behind = claim.forms[last + 1] if last + 1 < len(claim.forms) else ""
    for spelled, capitals in spellings(source):
        for at in (at for at, form in enumerate(spelled) if form == plain[0]):
            left, right = (spelled[at - 1] if at else ""), (spelled[at + 1] if at + 1 < len(spelled) else "")
            ours = spelled[at + 1 : at + 1 + len(_OUR_COUNTRY)] == _OUR_COUNTRY  # "Kim Sơn" of "Kim Sơn Việt Nam"
            alone = not (at and capitals[at - 1]) and (ours or not (right and capitals[at + 1]))
            same = (left and left == before) or (right and right == behind)
            if not capitals[at] or alone or same or foreign(plain[0]):
                return True
    return False


def _without_kinds(words: Words, name: Words) -> Words:
    """Return syllables without kinds of places; the "Thành" of "Thành Công" is none."""
    return tuple(
        word
        for at, word in enumerate(words)
        if word not in KINDS
        or (word in _HALVES and not any(pair in _PAIRS for pair in (name[at : at + 2], name[max(at - 1, 0) : at + 1])))
    )


def spellings(source: Reading) -> tuple[Spelling, ...]:
    """Return a text's syllables: as they are, without kinds of places, and without legal forms of companies as well."""
    bare = [one for one in source.syllables if one.form and one.form not in KINDS]
    less = [one for one in bare if one.form not in LEGAL]
    trades = [one for one in bare if one.form not in LEGAL or one.form in _TRADES]
    return tuple(_spelling(some) for some in (source.syllables, bare, less, trades))


def _spelling(some: Sequence[Syllable]) -> Spelling:
    return tuple(one.form for one in some), tuple(one.capital for one in some)


def from_question(claim: Reading, first: int, last: int, grounds: Grounds) -> bool:
    """Tell whether the question has a name that the article knows too."""
    if not stands(claim, first, last, grounds.question):
        return False
    return any(stands(claim, first, last, reading) for article in grounds.articles for reading in article.whole)


def from_article(claim: Reading, first: int, last: int, grounds: Grounds) -> bool:
    """Tell whether a name completes what a cited line only calls by its kind: "công ty", "tỉnh", "nước ta"."""
    name = claim.forms[first : last + 1]
    if name == _OUR_COUNTRY and any(grounds.has(words) for words in _OURS):
        return True
    if name == _OUR_COUNTRY and any(
        claim.forms[first - len(body) : first] == body and any(grounds.has(short) for short in shorts)
        for body, shorts in _NATIONAL.items()
    ):
        return True
    return any(
        any(_bare(article.reading(line), kind) for kind in kinds) and _only(article, head, name)
        for head, kinds in HEADS.items()
        if _belongs(claim, first, head, name)
        for article, line in grounds.cited
    )


def by_its_end(claim: Reading, first: int, last: int, grounds: Grounds) -> bool:
    """Tell whether a name is the end of one in a cited line, by which the article calls it elsewhere: "Guaido"."""
    name = claim.forms[first : last + 1]
    return first == last and any(
        any(reading.forms[at : end + 1] == name for reading in article.whole for at, end in runs(reading))
        and any(source.forms[end : end + 1] == name for source in [article.reading(line)] for _, end in runs(source))
        for article, line in grounds.cited
    )


def _belongs(claim: Reading, first: int, head: Words, name: Words) -> bool:
    """Tell whether a kind stands before a name, or begins it: "Công ty TNHH Kim Sơn"."""
    if name[: len(head)] == head or claim.forms[max(first - len(head), 0) : first] == head:
        return True
    around = claim.forms[max(first - len(head) - 2, 0) : first]
    return around[: len(head)] == head and LEGAL.issuperset(around[len(head) :])


def _bare(reading: Reading, head: Words) -> bool:
    """Tell whether a line has the kind of a body with no name behind it."""
    behinds = (reading.syllables[at + len(head) : at + len(head) + 1] for at in _places(reading, head))
    return any(not behind or not behind[0].capital or bool(behind[0].marks) for behind in behinds)


def _only(article: ArticleGrounds, head: Words, name: Words) -> bool:
    """Tell whether a name is the only one that the article's title and lines give to a kind."""
    found = {
        _name_behind(reading, at + len(head))
        for reading in (article.title, *article.whole)
        for at in _places(reading, head)
    }
    if head == _PROVINCE:
        found |= {name for reading in article.whole for name in _behind_districts(reading)}
    rest = name[len(head) :] if name[: len(head)] == head else name
    return bool(rest) and found - {()} == {rest}


def _behind_districts(reading: Reading) -> Iterator[Words]:
    """Yield the provinces that stand behind their districts: "huyện Quỳnh Lưu, Nghệ An"."""
    for (start, end), (first, last) in pairwise(runs(reading)):
        follows = first == end + 1 and reading.syllables[first].marks.strip() == ","
        if follows and start and reading.forms[start - 1] in _DISTRICTS:
            yield reading.forms[first : last + 1]


def _name_behind(reading: Reading, place: int) -> Words:
    """Return the capitals that begin at a place, behind a legal form perhaps."""
    syllables = reading.syllables
    while place < len(syllables) and syllables[place].form in LEGAL and not syllables[place].marks:
        place += 1
    end = place
    while end < len(syllables) and syllables[end].capital and not syllables[end].marks:
        end += 1
    return reading.forms[place:end]


def _places(reading: Reading, words: Words) -> list[int]:
    return [at for at in range(len(reading.forms) - len(words) + 1) if reading.forms[at : at + len(words)] == words]
