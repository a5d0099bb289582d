"""Sentences of an article, and clauses of a long sentence, by offset.

One pass over the stops, quotes and brackets of each block; what a full stop means depends on the words beside
it, by the tables of `rag.text.abbreviations`. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.article import Article, Passage, Sentence, SentenceKind
from rag.articles.blocks import LONGEST_CAPTION, LONGEST_CREDIT, blocks, credited, strip
from rag.text import abbreviations as words

Span = tuple[int, int]

_LONGEST_BRACKET = 300  # characters; an opening bracket without its fellow guards nothing
_LONGEST_NAME = 150  # characters; a longer quote is speech, and can be cut
_LONGEST_ABBREVIATION = 12
_LONGEST_ITEM = 24  # characters of "Điều 5", "1.2" and the like
_SHORTEST_CLAUSE = 40

_OF_SENTENCES = (SentenceKind.BODY, SentenceKind.CAPTION, SentenceKind.HEADING)

# Footnotes such as "[1]" and "[cần dẫn nguồn]" close a sentence as quotes and brackets do.
_TOKEN = re.compile(
    r"""(?P<stop>\./\.|[.!?…。！？]+)"""
    r"""(?P<close>(?:[”»]|\s[”»](?!\w)|["'’)\]}]|\s?\[(?:\d{1,3}|[a-zđ][^\[\]\n]{0,30})\])*)|[("]"""
)
_SPACED_QUOTE = re.compile(r"\s+\"(?=[\s,.;:)–-]|$)")
_AHEAD = re.compile(r"(?P<space>\s*)(?P<dash>[-–—•*+]\s*)?[^\w\s.!?…,;:/%&=)]*\s*")
_CREDIT_AHEAD = re.compile(
    r"\s*(?:[-–—]\s*)?(?:"
    r"(?P<bracket>[(\[](?:ảnh(?!\s+hưởng)|theo|video|clip|tổng hợp|(?:nguồn|hình|đồ họa)\s*:)"
    r"[^()\[\]\n]{0,80}[)\]]\.?)"
    r"|(?:ảnh|nguồn ảnh|hình|video|clip|đồ họa|đồ hoạ)(?:\s+(?:minh\s+h\w+|tư liệu))?\s*:)",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"\W*(?:(?i:{words.ORDINALS})\s+)?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[IVXLC]{{1,6}}|[a-zđA-ZĐ])")
_INLINE_ITEM = re.compile(r"[:;(]\s+\d{1,2}$")
_OPENER = re.compile(rf"(?:{words.OPENERS})\b")
_ITEM_AHEAD = re.compile(r"[a-zđ]\)\s")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")

_GUARDED = re.compile(
    rf"""\([^()\n]{{1,{_LONGEST_BRACKET}}}\)|“[^“”\n]{{1,{_LONGEST_NAME}}}”|"[^"\n]{{1,{_LONGEST_NAME}}}\""""
)
_CUT = re.compile(
    rf"(?P<list>;\s+)|:\s+|(?<=[”\")])(?P<tail>\s*[-–—]\s+)|(?<!\.),\s+(?P<clause>(?:{words.CONNECTIVES})\b)?"
)


def split(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of `article` in reading order; together they hold every non-space character once.

    A title, dateline or byline is one sentence, whatever stops it has; a heading of several is body.
    """
    text = article.text
    sentences: list[Sentence] = []
    for paragraph, block in enumerate(blocks(article)):
        spans = [(block.start, block.end)]
        if block.kind in _OF_SENTENCES:
            spans = list(_spans(text, block.start, block.end))
        for start, end in spans:
            kind = block.kind
            if kind is SentenceKind.HEADING and len(spans) > 1:
                kind = SentenceKind.BODY
            if kind is SentenceKind.BODY and end - start <= LONGEST_CAPTION and credited(text, start, end):
                kind = SentenceKind.CAPTION
            index = len(sentences)
            sentences.append(Sentence(article.id, index, start, end, kind, paragraph, text[start:end]))
    return tuple(sentences)


def clauses(sentence: Sentence, *, longest: int = 300) -> tuple[Passage, ...]:
    """Return the runs of clauses by which a sentence of more than `longest` characters can be quoted.

    They cover the sentence in order. Each item of a list with semicolons is one; a piece that is still too
    long is cut after a colon or before a connective, else at a comma. Names in quotes, brackets and numbers
    stay whole, so a piece can be longer than `longest`; none is shorter than 40 characters.
    """
    text, size = sentence.text, len(sentence.text)
    longest = max(longest, _SHORTEST_CLAUSE)
    pieces: list[Span] = []
    if size > longest:
        begin, cuts = 0, _cuts(text)
        inner: list[Span] = []  # the weaker cuts since `begin`
        for at, rank in [*cuts, (size, 0)]:
            if rank or (at < size and min(at - begin, size - at) < _SHORTEST_CLAUSE):
                inner.append((at, rank))
                continue
            pieces += _pieces(begin, at, inner, longest)
            begin, inner = at, []
    spans = (strip(text, *piece) for piece in pieces or [(0, size)])
    return tuple(Passage(sentence.article_id, sentence.start + start, sentence.start + end) for start, end in spans)


# --- sentences of a block


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    last_word = end  # what follows it is punctuation, and belongs to the last sentence
    while last_word > start and not text[last_word - 1].isalnum():
        last_word -= 1
    bracket = bracket_end = -1
    quoted = False  # inside "…", whose two ends look alike
    for match in _TOKEN.finditer(text, start, last_word):
        at = match.start()
        if text[at] == "(":
            if at > bracket_end:
                bracket, bracket_end = at, text.find(")", at, min(end, at + _LONGEST_BRACKET))
            continue
        if text[at] == '"':
            quoted = not quoted
            continue
        stop, quoted = _closed(text, match, end, quoted=quoted)
        if at < start or at < stop <= bracket_end:
            continue
        credit = _CREDIT_AHEAD.match(text, stop, end)
        if credit and credit["bracket"]:
            stop = credit.end()
        elif credit and end - stop <= LONGEST_CREDIT:
            break
        elif start < bracket < at < bracket_end and match["stop"] != ".":
            continue  # "(?)" and "(Anh, Mỹ…)" end nothing but the aside
        elif not _ends(text, start, match, stop):
            continue
        if stop >= last_word:
            break
        yield strip(text, start, stop)
        start, _ = strip(text, stop, end)
    yield strip(text, start, end)


def _closed(text: str, match: re.Match[str], end: int, *, quoted: bool) -> tuple[int, bool]:
    """Return where the closing marks after a stop end, and whether a straight quote is open behind them."""
    stop = match.end("stop")
    for mark in match["close"]:
        if mark == '"' and not quoted and not text[match.end()].isspace():
            return stop, True  # it opens the next sentence: 'xong."Tôi'
        quoted = quoted and mark != '"'
        stop += 1
    spaced = _SPACED_QUOTE.match(text, stop, end) if quoted else None
    return (spaced.end() if spaced else stop), quoted


def _ends(text: str, start: int, match: re.Match[str], stop: int) -> bool:
    """Whether the sentence that begins at `start` ends with the stop `match` and its closing marks."""
    ahead = _AHEAD.match(text, stop)
    following = ahead.end() if ahead else stop
    first = text[following : following + 1]
    if ahead is None or not first.isalnum() or (first.islower() and not _ITEM_AHEAD.match(text, following)):
        return False
    if ahead["dash"] and (stop > match.end("stop") or not (ahead["space"] or ahead["dash"][-1].isspace())):
        return False  # who said it: “….” - ông A nói; or a range: "3.-5."
    if not ahead["space"] and not ahead["dash"]:
        return _lacks_space(text, start, match, stop, following)
    if match["stop"] == ".":
        return not abbreviates(text, start, match.start(), following)
    return first.isupper() or not match["stop"].endswith(("…", ".."))


def abbreviates(text: str, start: int, at: int, following: int) -> bool:
    """Whether the full stop `text[at]` belongs to the abbreviation, initial or number before it."""
    if at - start <= _LONGEST_ITEM and _ITEM.fullmatch(text, start, at):
        return True
    word = _word_before(text, start, at)
    last = word.rpartition(".")[2]
    number = text[following].isdigit()
    if last.isdigit():
        thousands = number and len(last) <= 3 and _THOUSANDS.match(text, following)
        return bool(thousands or _INLINE_ITEM.search(text, max(start, at - _LONGEST_ABBREVIATION), at))
    if word in words.NEVER_END or last in words.NEVER_END:
        return True
    if last in words.BEFORE_NUMBERS:
        return number
    initial = len(last) == 1 and last.isupper()
    if initial and word == last and words.LABELS.intersection(text[max(start, at - 20) : at].lower().split()[-2:-1]):
        return False
    return (initial or last in words.SELDOM_END) and (number or not _OPENER.match(text, following))


def _lacks_space(text: str, start: int, match: re.Match[str], stop: int, following: int) -> bool:
    """Whether a new sentence begins right after the stop: "trong doanh nghiệp.Vì vậy, hội thảo"."""
    at = match.start()
    first, second = text[following], text[following + 1 : following + 2]
    if not first.isupper() or not (second.islower() or (first in "ỞÝ" and second.isspace())):
        return False
    near = text[max(start, at - 64) : at].rpartition(" ")[2] + text[at : at + 64].partition(" ")[0]
    if "@" in near or "://" in near or near.startswith("www."):
        return False
    before = text[at - 1 : at] if at > start else " "
    if match["stop"] != "." or stop > at + 1 or before in "\"'”’»)]":
        return not before.isspace()
    if at - start <= _LONGEST_ITEM and _ITEM.fullmatch(text, start, at):
        return False
    word = _word_before(text, start, at)
    last = word.rpartition(".")[2]
    name = _WORD.match(text, following)
    if {word, last} & (words.NEVER_END | words.SELDOM_END) or (name and name.group() in words.NAME_ENDS):
        return False
    # "S.Nguyễn" and "TP.Huế" are names, "CĐCS.Vì" is not.
    return before.islower() or before.isdigit() or (last.isupper() and len(last) > 3)


def _word_before(text: str, start: int, at: int) -> str:
    """Return the word that ends at `at`, its inner stops and slashes included: "PGS.TS", "đ/c", "v.v"."""
    begin = at
    floor = max(start, at - _LONGEST_ABBREVIATION - 1)
    while begin > floor and (text[begin - 1].isalnum() or text[begin - 1] in "./"):
        begin -= 1
    return text[begin:at]


# --- clauses of a sentence


def _cuts(text: str) -> list[tuple[int, int]]:
    """Return where `text` can be cut, in order, each with its rank: 0 for the best place, 3 for the worst."""
    cuts: list[tuple[int, int]] = []
    guards = _GUARDED.finditer(text)
    guard = next(guards, None)
    for match in _CUT.finditer(text):
        while guard and guard.end() <= match.start():
            guard = next(guards, None)
        if guard and guard.start() < match.start():
            continue
        if match["tail"]:
            cuts.append((match.start(), 1))
        elif match["list"]:
            cuts.append((match.end(), 0))
        elif match["clause"] or text[match.start()] == ":":
            cuts.append((match.start("clause") if match["clause"] else match.end(), 1))
        else:
            # "Na Uy, Việt Nam" is worse to part than "thiết thực, góp phần".
            cuts.append((match.end(), 2 if text[match.end() : match.end() + 1].islower() else 3))
    return cuts


def _pieces(begin: int, end: int, cuts: list[tuple[int, int]], longest: int) -> Iterator[Span]:
    """Yield pieces of `begin:end`, of like size and at most `longest` characters where the cuts allow it."""
    position = 0
    while end - begin > longest:
        even = begin + (end - begin) / -(-(end - begin) // longest)
        best: tuple[int, float, int] | None = None  # rank, distance from an even share, place
        for at, rank in cuts[position : position + longest]:
            if end - at < _SHORTEST_CLAUSE or (best and at > begin + longest):
                break
            if at - begin >= _SHORTEST_CLAUSE:
                best = min(best or (rank, abs(at - even), at), (rank, abs(at - even), at))
        if best is None:
            break
        yield begin, best[2]
        begin = best[2]
        while position < len(cuts) and cuts[position][0] <= begin:
            position += 1
    yield begin, end
