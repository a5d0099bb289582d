"""What a sentence may rest on: the lines that it cites, and what is known of the articles that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rag.article import Article
from rag.text.glossary import Abbreviation
from rag.text.shorthand import Shorthand, shipped
from rag.text.vietnamese import fold
from rag.writing.bearing.lexicon import Words, lexicon
from rag.writing.bearing.people import Person, people
from rag.writing.bearing.quantities import Quantity
from rag.writing.bearing.reading import Reading, Word, read
from rag.writing.sheet import Line, Sheet

_BEFORE, _BEHIND = 2, 1  # lines around a cited one in which its topic is looked for
_LONGEST_LIST = 20  # lines
_LONGEST_NAME = 14  # words
_EXPLAINED = re.compile(
    r"([^().,;:“”\"\n]{6,120})\(((?:[A-ZĐ]{2} )?[A-ZĐ][A-ZĐ&-]{1,9})\)"
)  # "… Công nghiệp Việt Nam (VCCI)"
# Of which one text gives only the letters, and another the whole.
_KNOWN = tuple(
    Abbreviation(short, name)
    for short, name in (
        ("trường ĐH", "trường đại học"),
        ("Công ty CP", "Công ty cổ phần"),
        ("BLHS", "Bộ luật Hình sự"),
        ("BLDS", "Bộ luật Dân sự"),
        ("BLLĐ", "Bộ luật Lao động"),
        ("BLTTHS", "Bộ luật Tố tụng hình sự"),
        ("BLTTDS", "Bộ luật Tố tụng dân sự"),
        ("VCCI", "Phòng Thương mại và Công nghiệp Việt Nam"),
        ("ILO", "Tổ chức Lao động Quốc tế"),
        ("WTO", "Tổ chức Thương mại Thế giới"),
        ("NHNN", "Ngân hàng Nhà nước"),
    )
)


class ArticleGrounds:
    """An article of a sheet, its lines read as they are needed."""

    def __init__(self, article: Article, lines: Sequence[Line], shorthand: Shorthand) -> None:
        self.article = article
        self.lines = lines
        self._shorthand = shorthand.extended(_own_abbreviations(article.text))
        self._readings: dict[int, Reading] = {}

    def reading(self, line: Line) -> Reading:
        """Return one of its lines, read."""
        if line.n not in self._readings:
            self._readings[line.n] = read(line.sentence.text, self._shorthand)
        return self._readings[line.n]

    def read(self, text: str) -> Reading:
        """Read a text with the abbreviations that the article explains."""
        return read(text, self._shorthand)

    @cached_property
    def title(self) -> Reading:
        """Its title."""
        return self.read(self.article.title)

    @cached_property
    def origin(self) -> Reading:
        """Where it was printed and who wrote it."""
        return self.read(". ".join(filter(None, (self.article.source, self.article.author))))

    @cached_property
    def whole(self) -> tuple[Reading, ...]:
        """All of its lines."""
        return tuple(self.reading(line) for line in self.lines)

    @cached_property
    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """The words of each of its lines."""
        return tuple(Vocabulary.of((reading,)) for reading in self.whole)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Whom its lines name, in reading order."""
        return tuple(replace(one, line=line.n) for line in self.lines for one in people(self.reading(line)))

    @cached_property
    def proper(self) -> frozenset[str]:
        """The syllables that have a capital where no sentence begins."""
        return frozenset(one.form for line in self.whole for one in line.syllables if one.capital and not one.initial)

    @cached_property
    def aliases(self) -> tuple[tuple[Reading, Reading], ...]:
        """The names that it gives a shorter one in brackets, long and short."""
        found = []
        for match in _EXPLAINED.finditer(self.article.text):
            words = match[1].split()[-_LONGEST_NAME:]
            start = next((at for at, word in enumerate(words) if word[0].isupper()), None)
            if start is not None:
                found.append((self.read(_named_last(" ".join(words[start:]), match[2])), self.read(match[2])))
        return tuple(found)


@dataclass(frozen=True, eq=False)
class Grounds:
    """The lines that a sentence cites, read, and their articles."""

    cited: tuple[tuple[ArticleGrounds, Line], ...]
    question: Reading

    @cached_property
    def lines(self) -> tuple[Reading, ...]:
        """The cited lines."""
        return tuple(article.reading(line) for article, line in self.cited)

    @cached_property
    def articles(self) -> tuple[ArticleGrounds, ...]:
        """The articles that the cited lines stand in."""
        return tuple({article.article.id: article for article, _ in self.cited}.values())

    @cached_property
    def titles(self) -> tuple[Reading, ...]:
        """The titles of those articles."""
        return tuple(article.title for article in self.articles)

    @cached_property
    def around(self) -> tuple[Reading, ...]:
        """The titles, and the lines just before and behind the cited ones: what these speak of without naming it."""
        near = {
            other.n: article.reading(other)
            for article, line in self.cited
            for other in article.lines
            if -_BEFORE <= other.n - line.n <= _BEHIND
        }
        for _, line in self.cited:
            near.pop(line.n, None)
        return (*self.titles, *near.values())

    @cached_property
    def heads(self) -> tuple[Reading, ...]:
        """The lines that open a list in which the cited ones may stand: "… yêu cầu thực hiện các nội dung sau:"."""
        return tuple(
            article.reading(other)
            for article, line in self.cited
            for other in article.lines
            if 0 < line.n - other.n <= _LONGEST_LIST and other.sentence.text.rstrip().endswith(":")
        )

    @cached_property
    def named(self) -> tuple[Reading, ...]:
        """Where names may come from: lines, titles, other names of what the lines name."""
        return (*self.lines, *self.titles, *self._aliases())

    @cached_property
    def printed(self) -> tuple[Reading, ...]:
        """Where the articles were printed, and who wrote them."""
        return tuple(article.origin for article in self.articles)

    def _aliases(self) -> Iterator[Reading]:
        for article in self.articles:
            for long, short in article.aliases:
                if self.has(short.forms):
                    yield long
                elif self.has(long.forms):
                    yield short

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Whom the cited lines name."""
        return tuple(one for line in self.lines for one in people(line))

    @cached_property
    def everyone(self) -> tuple[Person, ...]:
        """Whom the articles name."""
        return tuple(one for article in self.articles for one in article.people)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the cited lines."""
        return tuple(word for line in self.lines for word in line.words)

    @cached_property
    def numbers(self) -> tuple[Quantity, ...]:
        """The numbers of the cited lines."""
        return tuple(one for line in self.lines for one in line.quantities)

    @cached_property
    def bears(self) -> Vocabulary:
        """The words of the cited lines."""
        return Vocabulary.of(self.lines)

    @cached_property
    def titled(self) -> Vocabulary:
        """The words of the titles."""
        return Vocabulary.of(self.titles)

    @cached_property
    def lends(self) -> Vocabulary:
        """The words of the titles and of the question, which a sentence takes up to say what its lines tell of."""
        return Vocabulary.of((*self.titles, self.question))

    @cached_property
    def suggests(self) -> Vocabulary:
        """The words of titles and neighbouring lines."""
        return Vocabulary.of(self.around)

    def has(self, words: Words) -> bool:
        """Tell whether a cited line has syllables in a row."""
        return any(line.has(words) for line in self.lines)

    def somewhere(self, words: Words) -> bool:
        """Tell whether an article has syllables in a row, in any of its lines."""
        return any(reading.has(words) for article in self.articles for reading in article.whole)

    def written(self) -> str:
        """Return the cited lines as they are."""
        return "\n".join(line.sentence.text for _, line in self.cited)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of some texts, in no order."""

    texts: tuple[Reading, ...]
    syllables: frozenset[str]
    meanings: frozenset[int]  # rows of synonyms; of a single syllable only where it is a word: "do" is not in "tự do"

    @classmethod
    def of(cls, texts: tuple[Reading, ...]) -> Vocabulary:
        """Collect the words of texts."""
        table = lexicon()
        rows: set[int] = set()
        for text in texts:
            for phrase in text.phrases:
                if len(phrase) > 1:
                    rows |= table.entry(phrase).meanings
            for word in text.words:
                rows |= word.entry.meanings
        return cls(texts, frozenset().union(*(text.vocabulary for text in texts)), frozenset(rows))


class SheetGrounds:
    """A sheet, from which the grounds of each sentence are taken."""

    def __init__(self, sheet: Sheet, question: str, shorthand: Shorthand | None = None) -> None:
        self._sheet, self._question = sheet, question
        self._shorthand = (shorthand or shipped()).extended(_KNOWN)
        self._articles: dict[str, ArticleGrounds] = {}

    @cached_property
    def question(self) -> Reading:
        """The question."""
        return read(self._question, self._shorthand)

    def of(self, lines: Iterable[Line]) -> Grounds:
        """Return the grounds that lines give."""
        return Grounds(tuple((self._article(line), line) for line in lines), self.question)

    def _article(self, line: Line) -> ArticleGrounds:
        name = line.sentence.article_id
        if name not in self._articles:
            lines = tuple(other for other in self._sheet.lines if other.sentence.article_id == name)
            self._articles[name] = ArticleGrounds(self._sheet.articles[name], lines, self._shorthand)
        return self._articles[name]


def _named_last(names: str, short: str) -> str:
    """Return the last of names that "và" joins, where its initials are the short one: "… và Liên hiệp CĐ (LHCĐ)"."""
    last = names.rpartition(" và ")[2]
    initials = "".join(word if word.isupper() else word[0] for word in last.split())
    return last if fold(initials) == fold(short) else names


def _own_abbreviations(text: str) -> list[Abbreviation]:
    """Return what an article explains by its initials: "Công đoàn ngành (CĐN)"; other names are `aliases`."""
    found = []
    for match in _EXPLAINED.finditer(text):
        letters = match[2].replace("&", "").replace("-", "")
        head = [word for word in match[1].split() if word[0].isalpha()][-len(letters) :]
        if fold("".join(word[0] for word in head)) == fold(letters):
            found.append(Abbreviation(match[2], " ".join(head)))
    return found
