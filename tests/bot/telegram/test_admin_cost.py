"""/reload with an embedder that somebody pays for."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot import report_words
from bot import telegram_admin_words as words
from bot.telegram import admin_reload
from bot.telegram.admin_talk import ask
from bot.telegram.incoming import Incoming
from bot.telegram.services import Services
from rag.errors import EmbeddingCostError
from tests.bot.telegram.admin_bench import Bench
from tests.fakes import HashEmbedder


class PaidEmbedder(HashEmbedder):
    """Ten tokens a text."""

    turned: bool = False  # whether another model stands behind the name

    def _vector(self, text: str) -> list[float]:
        vector = super()._vector(text)
        return [-number for number in vector] if self.turned else vector

    @property
    def paid(self) -> bool:
        return True

    def tokens(self, texts: Sequence[str]) -> int:
        return 10 * len(texts)

    def questions(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.get_query_embedding(text) for text in texts]


@pytest.fixture
def paid(bench: Bench) -> Bench:
    """A bench whose next reload costs more than goes without saying."""
    engine = bench.services.engine
    engine._embedder = PaidEmbedder()
    engine._settings = bench.rag.model_copy(update={"openai_embedding_confirm_tokens": 5})
    bench.add_article()
    return bench


async def test_the_question_shows_the_cost_and_the_button_agrees_to_it(paid: Bench) -> None:
    with pytest.raises(EmbeddingCostError):
        paid.services.engine.reload()
    (shown,) = await paid.says("/reload")
    assert "Phải gửi" in shown.text
    assert "0 token) tới dịch vụ tạo vectơ, tính phí" in shown.text
    done = (await paid.presses(shown, words.CONFIRM_RELOAD))[-1]
    assert "Đã nạp xong" in done.text
    assert "Đã gửi" in done.text
    assert "dai-hoi" in paid.ids()


async def test_a_button_agrees_to_no_more_than_was_shown(paid: Bench) -> None:
    (shown,) = await paid.says("/reload")
    paid.add_article("khac.txt", "Hội nghị tổng kết\n\nHội nghị diễn ra tại Vinh. Có 40 đại biểu.")
    said = (await paid.presses(shown, words.CONFIRM_RELOAD))[-1]
    assert "nhiều hơn lúc bạn xác nhận" in said.text
    assert "/reload" in said.text
    assert "congdoan" not in said.text
    assert "dai-hoi" not in paid.ids()
    (shown,) = await paid.says("/reload")
    assert "Đã nạp xong" in (await paid.presses(shown, words.CONFIRM_RELOAD))[-1].text


async def test_a_button_of_an_earlier_version_agrees_to_nothing(paid: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async def without_tokens(
        services: Services, incoming: Incoming, action: str, payload: dict[str, Any], yes: str
    ) -> Any:
        return await ask(services, incoming, action, {"digest": payload["digest"]}, yes)

    monkeypatch.setattr(admin_reload, "ask", without_tokens)
    (shown,) = await paid.says("/reload")
    assert "nhiều hơn" in (await paid.presses(shown, words.CONFIRM_RELOAD))[-1].text


async def test_the_free_embedder_costs_nothing(bench: Bench) -> None:
    bench.add_article()
    (shown,) = await bench.says("/reload")
    assert "dịch vụ" not in shown.text
    assert "dịch vụ" not in (await bench.presses(shown, words.CONFIRM_RELOAD))[-1].text


async def test_another_model_behind_the_same_name_is_asked_about_as_well(paid: Bench) -> None:
    engine = paid.services.engine
    engine.reload(agreed=10_000)
    (shown,) = await paid.says("/reload")
    assert shown.text == words.PLAN_SAME
    assert not shown.buttons
    assert isinstance(engine._embedder, PaidEmbedder)
    engine._embedder.turned = True
    with pytest.raises(EmbeddingCostError):
        engine.reload()
    (shown,) = await paid.says("/reload")
    assert report_words.MODEL_CHANGED in shown.text
    assert "0 token) tới dịch vụ tạo vectơ, tính phí" in shown.text
    done = (await paid.presses(shown, words.CONFIRM_RELOAD))[-1]
    assert "Đã nạp xong" in done.text
    assert "Đã gửi" in done.text
    (shown,) = await paid.says("/reload")
    assert shown.text == words.PLAN_SAME
