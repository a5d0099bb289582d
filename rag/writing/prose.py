"""What a model writes, cut into sentences as it comes, each with the numbers of the lines that it cites.

A model is asked for plain sentences that end in `[n]`, and writes what it likes: markers before or behind the full
stop, `[1, 2]`, `[1-3]`, `【1】`, `[Dòng 3]`, lists, bold type, headings, fences. Whatever the stream is chopped into,
the same sentences come out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.articles.sentences import abbreviates
from rag.text.vietnamese import canonical

_LONGEST = 4_000  # characters without a sentence's end: an endless text is cut into pieces, which fail the guard
_WIDEST = 20  # lines in one range; a wider one is not spelled out, only its ends count
_AHEAD = 24  # characters behind a full stop that can tell whether a sentence ends there

_OPEN, _CLOSE = r"[\[［【〔]", r"[\]］】〕]"
_LABEL = r"(?:dòng|câu|số|nguồn|trích dẫn|tài liệu|đoạn|line|source|ref|n)"
_TO = rf"\s*(?:[–—-]|đến)\s*(?:{_LABEL}\s*\.?\s*)?"
_NUMBERS = rf"\d{{1,4}}(?:(?:\s*(?:[,;&]|và)\s*(?:{_LABEL}\s*\.?\s*)?|{_TO})\d{{1,4}})*"
_MARKER = re.compile(
    rf"\s*(?:{_OPEN}{{1,2}}\s*\^?(?:{_LABEL}\s*\.?\s*:?\s*)?(?P<square>{_NUMBERS})(?:†[^\]】]{{0,40}})?\s*{_CLOSE}{{1,2}}"
    rf"|\((?:xem )?(?:dòng|câu)\s+(?P<round>{_NUMBERS})\))",
    re.IGNORECASE,
)
_UNCLOSED = re.compile(rf"\s*(?:{_OPEN}[^\]］】〕\n]{{0,60}}|\([^)\n]{{0,40}})$", re.IGNORECASE)
_RANGE = re.compile(rf"(\d{{1,4}}){_TO}(\d{{1,4}})", re.IGNORECASE)
_MARKED = re.compile(rf"{_CLOSE}\s*$")
_STOP = re.compile(r"[.!?…]+(?:[”»\"’')*_]|\s(?=[”»]))*")

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_OPEN_THOUGHT = re.compile(r"<(?:think|thinking|reasoning)>.*|<[a-z]{0,10}\Z", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"\s*(?:```|~~~)\s*[\w-]*\s*$")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_ITEM = re.compile(r"\s*(?:(?:[-–—•*+▪◦·]|\d{1,2}[.)]|[a-zđ]\))\s+)+")
_HEADING = re.compile(r"(?:#{1,6}\s+|>\s*)+")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)|\*\*|__|`")


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a model, without its markers."""

    text: str  # NFC, one line, without marks of layout
    numbers: tuple[int, ...]  # of the lines that it cites, in the order of writing; may be out of range
    complete: bool = True  # False: the stream broke off inside it
    item: bool = False  # it began an item of a list


class ClaimReader:
    """Cuts a stream into claims; feed it whatever comes, then finish."""

    def __init__(self) -> None:
        self._text = ""

    def feed(self, delta: str) -> list[Claim]:
        """Take a piece of the stream, and return the sentences that are now complete."""
        self._text = canonical(self._text + delta)
        return list(self._claims(final=False))

    def finish(self, cut: bool = False) -> list[Claim]:
        """Return what is left.

        Args:
            cut: The stream broke off, or reached its length limit: a last sentence that no marker ends is unfinished.
        """
        claims = list(self._claims(final=True, cut=cut))
        self._text = ""
        return claims

    def _claims(self, *, final: bool, cut: bool = False) -> Iterator[Claim]:
        self._text = _THOUGHT.sub("", self._text)
        thought = _OPEN_THOUGHT.search(self._text)
        held = self._text[thought.start() :] if thought else ""  # may be a thought, or begin one
        if final and held.casefold().startswith(("<think", "<reasoning")):
            self._text, held = self._text.removesuffix(held), ""
        while (
            end := _sentence_end(self._text, len(self._text) if final else len(self._text) - len(held), final)
        ) is not None:
            piece, self._text = self._text[:end], self._text[end:]
            last = cut and not self._text.strip()
            yield from _claim(piece, complete=not last or _ended(piece))


def _sentence_end(text: str, limit: int, final: bool) -> int | None:
    """Return where the first sentence of `text[:limit]` ends, or None where that can't be told yet."""
    start = len(text) - len(text.lstrip())
    if start >= limit:
        return None
    line_end = text.find("\n", start, limit)
    reach, whole = (line_end, True) if line_end >= 0 else (limit, final)
    end = _stop(text, start, reach, whole, quotes=True)
    if end is None and whole:
        end = _stop(text, start, reach, whole, quotes=False)  # a quotation mark that nothing closes
    if end is None and reach - start > _LONGEST:
        return start + _LONGEST
    if end is None and not whole:
        return None
    return _with_markers(text, reach if end is None else end, limit, final)


def _stop(text: str, start: int, reach: int, whole: bool, *, quotes: bool) -> int | None:
    """Return where a sentence ends inside the line that ends at `reach`; `whole` when all of that line is there."""
    if item := _ITEM.match(text, start, reach):
        start = item.end()
    for match in _STOP.finditer(text, start, reach):
        at, end = match.span()
        following = next((place for place in range(end, reach) if text[place].isalnum()), reach)
        if quotes and _in_quotes(text[start:end]):
            continue
        if not whole and (following >= reach or _UNCLOSED.match(text, end, reach)):
            return None
        if _MARKED.search(text, start, at) or _MARKER.match(text, end, reach):
            return end
        if not whole and reach - end < _AHEAD:
            return None
        if following >= reach:
            return end
        if not text[end].isspace() or text[following].islower():
            continue
        if not (match.group()[0] == "." and abbreviates(text, start, at, following)):
            return end
    return None


def _in_quotes(text: str) -> bool:
    """Tell whether a quotation or a bracket is still open."""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1 or text.count("(") > text.count(")")


def _with_markers(text: str, end: int, limit: int, final: bool) -> int | None:
    """Return the end of the markers behind a sentence, or None where there may be more to come.

    Markers on a line of their own belong to the sentence above; those before other words in a new line don't.
    """
    at = end
    while marker := _MARKER.match(text, at, limit):
        at = marker.end()
    new_line = at > end and "\n" in text[end:at].lstrip(" \t")
    if new_line and re.match(r"[ \t]*[^\s.!?…]", text[at:limit]):
        return end  # "[3] Câu sau"
    if at > end and (stop := re.match(r"\s?[.!?…]+(?=\s|$)", text[at:limit])):
        at += stop.end()
    rest = text[at:limit]
    return at if final or (rest.strip() and not _UNCLOSED.match(rest)) else None


def _ended(piece: str) -> bool:
    """Tell whether a last sentence ends as sentences do: with its markers."""
    markers = list(_MARKER.finditer(piece))
    return bool(markers) and not piece[markers[-1].end() :].strip(' .!?…\n*_”"')


def _claim(piece: str, *, complete: bool) -> Iterator[Claim]:
    cited = (n for match in _MARKER.finditer(piece) for n in _spelled(match["square"] or match["round"]))
    lines = _MARKER.sub("", piece).strip().split("\n")
    text = " ".join(word for line in lines if not (_FENCE.match(line) or _RULE.match(line)) for word in line.split())
    text = _HEADING.sub("", text) if text.startswith(("#", ">")) else text
    item = _ITEM.match(text)
    text = text[item.end() :] if item else text
    text = _EMPHASIS.sub(lambda match: match[2] or "", text).strip()
    text = re.sub(r"\s+([.!?…,;:])", r"\1", text)
    text = re.sub(r"([.!?])\1+$", r"\1", text)
    if any(char.isalnum() for char in text):
        yield Claim(text, tuple(dict.fromkeys(cited)), complete, item is not None)


def _spelled(numbers: str) -> Iterator[int]:
    end = 0
    for match in _RANGE.finditer(numbers):
        yield from map(int, re.findall(r"\d+", numbers[end : match.start()]))
        first, last = int(match[1]), int(match[2])
        yield from range(first, last + 1) if first <= last <= first + _WIDEST else (first, last)
        end = match.end()
    yield from map(int, re.findall(r"\d+", numbers[end:]))
