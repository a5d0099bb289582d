"""Restores the marks of a question that was typed without them, from the words of the corpus itself.

A bigram model over syllables, decoded with the Viterbi algorithm: of all ways to put marks on
"hoi thao cong doan" the corpus knows "hội thảo công đoàn" best. The dense model needs the marks; without
them its Recall@1 falls from .89 to .21 (XQuAD-vi).
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from rag.vietnamese import fold, syllables

_VARIANTS = 6  # marked forms kept for one folded syllable or pair
_PAIR = 3.0  # weight of a pair against single syllables
_ASKED = 5  # how often the phrases of `_ASKING` count
_WORD = re.compile(r"[^\W\d_]+")

# How people ask, which news don't: counted as if the corpus had it.
_ASKING = """
ai là ai của ai do ai những ai bao giờ khi nào lúc nào ngày nào hôm nào năm nào tháng nào mấy giờ ngày mấy ở đâu tại
đâu nơi nào chỗ nào là gì cái gì việc gì điều gì làm gì nói gì bao nhiêu mấy người bao lâu vì sao tại sao thế nào
như thế nào ra sao có không đã chưa được không chức vụ gì giữ chức gì chủ đề gì ai viết ai chụp tấm ảnh tấm hình
chụp ảnh bài báo bài viết tác giả phóng viên đăng ngày nào tổ chức ở đâu diễn ra khi nào ai phát biểu ai khai mạc ai
trình bày có gì có ai có phải có bao nhiêu có mấy cho hỏi cho biết xin hỏi với ạ nhé gồm những ai đơn vị nào cơ quan
nào bộ nào ban nào tỉnh nào thành phố nào nước nào
"""


class MarkRestorer:
    """Counts of marked syllables and pairs, by their folded forms."""

    def __init__(self, single: dict[str, dict[str, int]], pairs: dict[str, dict[str, int]]) -> None:
        self._single = single
        self._pairs = pairs

    @classmethod
    def build(cls, texts: Iterable[str]) -> MarkRestorer:
        """Count the syllables and pairs of a corpus."""
        single: defaultdict[str, Counter[str]] = defaultdict(Counter)
        pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text in (*texts, *_ASKING.split("\n") * _ASKED):
            tokens = [token for token in syllables(text) if token.isalpha()]
            folded = [fold(token) for token in tokens]
            for bare, token in zip(folded, tokens, strict=True):
                single[bare][token] += 1
            for bare_pair, pair in zip(pairwise(folded), pairwise(tokens), strict=True):
                pairs[" ".join(bare_pair)][" ".join(pair)] += 1
        return cls(_top(single), _top(pairs))

    @classmethod
    def load(cls, path: Path) -> MarkRestorer:
        """Read what `save` wrote."""
        data = json.loads(path.read_text("utf-8"))
        return cls(data["single"], data["pairs"])

    def save(self, path: Path) -> None:
        """Write the counts."""
        path.write_text(json.dumps({"single": self._single, "pairs": self._pairs}, ensure_ascii=False), "utf-8")

    def knows(self, word: str) -> bool:
        """Tell whether the corpus has a folded word."""
        return word in self._single

    def knows_marked(self, marked: str) -> bool:
        """Tell whether the corpus has a word with these very marks."""
        return any(token in self._single.get(fold(marked), ()) for token in syllables(marked))

    def knows_pair(self, left: str, right: str) -> bool:
        """Tell whether two folded words stand side by side in the corpus."""
        return f"{left} {right}" in self._pairs

    def restore(self, text: str) -> str:
        """Return `text` with the marks that fit best; unknown words, capitals and punctuation stay."""
        words = list(_WORD.finditer(text))
        restored = self._decode([fold(word.group()) for word in words])
        parts, end = [], 0
        for word, marked in zip(words, restored, strict=True):
            parts += [text[end : word.start()], _in_case_of(word.group(), marked)]
            end = word.end()
        return "".join([*parts, text[end:]])

    def _decode(self, folded: Sequence[str]) -> list[str]:
        if not folded:
            return []
        best: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for position, bare in enumerate(folded):
            known = self._single.get(bare, {bare: 1})
            pairs = self._pairs.get(f"{folded[position - 1]} {bare}", {}) if position else {}
            step: dict[str, tuple[float, list[str]]] = {}
            for token, count in known.items():
                step[token] = max(
                    (
                        score + math.log(1 + count) + _PAIR * math.log(1 + pairs.get(f"{before} {token}", 0)),
                        [*path, token],
                    )
                    for before, (score, path) in best.items()
                )
            best = step
        return max(best.values())[1]


def _top(counts: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {bare: dict(counter.most_common(_VARIANTS)) for bare, counter in counts.items()}


def _in_case_of(typed: str, marked: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return marked.upper()
    return marked.capitalize() if typed[0].isupper() else marked
