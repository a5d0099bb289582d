"""Tokens: what a request has, and how much evidence fits into one."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
import tiktoken

from rag.embedding import tokens
from rag.settings import RagSettings
from rag.writing.budget import ANSWER_TOKENS, Budget
from rag.writing.candidates import Candidate
from rag.writing.material import rendered
from rag.writing.message import Message
from rag.writing.model import OpenAIModel
from rag.writing.prompts import SHIPPED, Exchange, Prompts
from rag.writing.sheet import Sheet
from tests.fake_openai import FakeOpenAI
from tests.rag.writing.articles import HUE_ARTICLE, TRIP_ARTICLE, article, candidate

EMPTY = Sheet({}, ())
WORDS = "công đoàn cơ sở tổ chức thăm hỏi đoàn viên có hoàn cảnh khó khăn tại khu công nghiệp".split()


def long_article(name: str, sentences: int, best: tuple[int, ...] = ()) -> Candidate:
    """An article of many sentences of its own; `best` are the indexes of those that rank highest."""
    chance = random.Random(name)
    body = [
        f"Điều thứ {n} của {name} là {' '.join(chance.choices(WORDS, k=chance.randint(5, 25)))}."
        for n in range(sentences)
    ]
    one = article(name, f"Bài {name}\n\n" + "\n\n".join(body))
    return candidate(one, {index: 10.0 - place for place, index in enumerate(best)})


def counted(messages: list[dict[str, Any]], model: str) -> int:
    """Count as OpenAI's cookbook does."""
    encoding = tokens.encoding_for(model)
    parts = (encoding.encode(str(value), disallowed_special=()) for message in messages for value in message.values())
    return 3 * len(messages) + sum(map(len, parts)) + 3


def filled(
    budget: Budget, articles: list[Candidate], question: str = "Ai khai mạc?"
) -> tuple[tuple[Message, ...], Sheet]:
    prompts, talk = Prompts.load(SHIPPED), (Exchange("Hội thảo ở đâu?"), Exchange("Khi nào?"))
    room = budget.room(prompts.answer(question, EMPTY, talk))
    sheet = budget.sheet(articles, room)
    return prompts.answer(question, sheet, talk), sheet


@pytest.mark.parametrize("model", ["gpt-4o", "gpt-4", "openai/gpt-4.1-mini", "qwen2.5:7b"])
@pytest.mark.parametrize("window", [2_000, 8_000])
def test_evidence_fills_what_is_left_and_no_more(model: str, window: int) -> None:
    budget = Budget(model, window)
    articles = [long_article(f"a{n}", 240, best=(200, 30, 150)) for n in range(3)]
    messages, sheet = filled(budget, articles)
    used = counted([{"role": m.role, "content": m.content} for m in messages], model)
    assert budget.count(messages) == used
    limit = window if model.rpartition("/")[2].startswith("gpt") else window * 0.7
    assert used + budget.answer <= limit
    assert used + budget.answer >= limit - 120
    assert [line.n for line in sheet.lines] == list(range(1, len(sheet.lines) + 1))


def test_the_count_is_that_of_the_request_on_the_wire() -> None:
    question = "Ai khai mạc <|endoftext|> hội thảo “an toàn” ở Huế?"
    with FakeOpenAI() as server:
        settings = RagSettings(_env_file=None, openai_base_url=server.url, openai_model="gpt-4o")
        model = OpenAIModel.create(settings)
        assert model is not None
        budget = Budget(model.name, 4_000)
        messages, _ = filled(budget, [candidate(HUE_ARTICLE), long_article("dài", 300)], question)
        with model:
            model.complete(messages, max_tokens=budget.answer)
        (request,) = server.chats
    assert counted(request.messages, "gpt-4o") == budget.count(messages) <= 4_000 - budget.answer
    assert [message["role"] for message in request.messages] == ["system", "user"]
    assert request.body["model"] == "gpt-4o"
    assert request.body["stream"] is True


def test_articles_come_whole_best_first() -> None:
    articles = [candidate(TRIP_ARTICLE), candidate(HUE_ARTICLE), *(long_article(f"b{n}", 3) for n in range(2))]
    sheet = Budget("gpt-4o", 16_000).sheet(articles, 10_000)
    assert list(sheet.articles) == ["nghi-mat", "hue", "b0", "b1"]
    for one in articles:
        mine = [line.sentence for line in sheet.lines if line.sentence.article_id == one.article.id]
        assert mine == list(one.sentences)
    assert "…" not in rendered(sheet)


def test_what_is_too_long_is_cut_to_what_surrounds_its_best_sentences() -> None:
    book = long_article("sách", 2_000, best=(1_000, 40))
    sheet = Budget("gpt-4o", 16_000).sheet([book, candidate(HUE_ARTICLE)], 900)
    mine = [line.sentence.index for line in sheet.lines if line.sentence.article_id == "sách"]
    assert set(mine) >= {998, 999, 1_000, 1_001, 1_002, 38, 39, 40, 41, 42}
    assert mine == sorted(mine)
    assert rendered(sheet).count("\n…\n") == sum(b != a + 1 for a, b in pairwise(mine))
    assert "hue" in sheet.articles, "a book leaves room for the others"


def test_the_best_sentence_comes_alone_where_its_neighbours_have_no_room() -> None:
    long = "dài " * 500
    body = ["Câu ngắn thứ nhất của bài này.", f"{long}hết.", "Câu đúng là câu này nằm ở giữa.", f"{long}thôi."]
    one = article("giữa", "Bài ở giữa\n\n" + "\n\n".join(body))
    at = next(s.index for s in candidate(one).sentences if "Câu đúng" in s.text)
    sheet = Budget("gpt-4o", 16_000).sheet([candidate(one, {at: 5.0})], 120)
    assert "Câu đúng là câu này nằm ở giữa." in [line.sentence.text for line in sheet.lines]
    assert not any("dài dài" in line.sentence.text for line in sheet.lines)


@pytest.mark.parametrize("room", [-50, 0, 10, 59])
def test_no_room_is_no_evidence(room: int) -> None:
    assert Budget("gpt-4o", 16_000).sheet([candidate(HUE_ARTICLE)], room).lines == ()


def test_an_answer_leaves_most_of_a_small_window_to_the_evidence() -> None:
    assert Budget("gpt-4o", 16_000).answer == ANSWER_TOKENS
    assert Budget("gpt-4o", 2_000).answer == 500


def test_the_encodings_are_those_of_the_models() -> None:
    for model in ("gpt-4o", "gpt-4", "o3-mini"):
        assert tokens.encoding_for(model).name == tiktoken.encoding_name_for_model(model)
