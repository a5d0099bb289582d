"""Any LLM of LlamaIndex's in the model's place, with the same limits and failures."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from llama_index.core.base.llms.types import CompletionResponse, LLMMetadata
from llama_index.core.llms import CustomLLM
from llama_index.core.llms.callbacks import llm_completion_callback
from llama_index.llms.openai import OpenAI

from rag.errors import ModelError, ModelFailure
from rag.writing.breaker import Breaker
from rag.writing.limits import Limits
from rag.writing.model import LlamaIndexModel, TokenUsage
from tests.fake_openai import Cut, Endless, FakeOpenAI, Hang, Malformed, Status, Text
from tests.models import ASKED, PATIENT

HONEST = "Hội thảo diễn ra tại Huế [1]. Có 120 đại biểu tham dự [2]."


class ScriptedLLM(CustomLLM):
    """An integration as people write them: it knows completions, and blocks."""

    script: Callable[[str], Iterator[str]]

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="scripted", context_window=4_000)

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        raise NotImplementedError

    @llm_completion_callback()
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
        def responses() -> Iterator[CompletionResponse]:
            text = ""
            for delta in self.script(prompt):
                text += delta
                yield CompletionResponse(text=text, delta=delta)

        return responses()


def outcome(model: LlamaIndexModel) -> ModelFailure:
    with pytest.raises(ModelError) as caught:
        model.complete(ASKED, max_tokens=100)
    assert caught.value.__context__ is None
    return caught.value.failure


def test_an_integration_that_blocks() -> None:
    asked: list[str] = []

    def script(prompt: str) -> Iterator[str]:
        asked.append(prompt)
        yield from ("Hội thảo ", "tại Huế ", "[1].")

    with LlamaIndexModel(ScriptedLLM(script=script), lambda text: len(text.split()), PATIENT) as model:
        assert model.name == "scripted"
        with model.stream(ASKED, max_tokens=100) as stream:
            assert list(stream) == ["Hội thảo ", "tại Huế ", "[1]."]
        assert stream.usage.completion == 5
    assert "Trả lời bằng tiếng Việt." in asked[0]
    assert "Hội thảo diễn ra ở đâu?" in asked[0]


def test_an_integration_that_is_slow_or_stuck_is_given_up_in_time() -> None:
    released = threading.Event()

    def stuck(_: str) -> Iterator[str]:
        released.wait(20)
        yield "muộn"

    def slow(_: str) -> Iterator[str]:
        yield "một"
        released.wait(20)
        yield "hai"

    limits = Limits(first_token=0.2, last_token=0.4, at_once=2)
    for script, failure in ((stuck, ModelFailure.SLOW_START), (slow, ModelFailure.SLOW)):
        released.clear()
        with LlamaIndexModel(ScriptedLLM(script=script), None, limits, Breaker({})) as model:
            began = time.monotonic()
            assert outcome(model) is failure
            assert outcome(model) is failure
            assert outcome(model) is ModelFailure.BUSY, "the threads of the first two are still at it"
            assert time.monotonic() - began < 3
            released.set()
            threads = [thread for thread in threading.enumerate() if thread.name == "model-scripted"]
            for thread in threads[1:]:  # the first is the loop's
                thread.join(2)
            assert model.complete(ASKED, max_tokens=100).text in {"muộn", "mộthai"}, "there is room again"


def test_an_integration_that_fails() -> None:
    class RateLimitedError(Exception):
        status_code = 429

    class ConnectError(Exception):
        pass

    for error, failure in (
        (RateLimitedError("key sk-secret"), ModelFailure.RATE_LIMITED),
        (ConnectError("sk-secret"), ModelFailure.UNREACHABLE),
        (RuntimeError("sk-secret"), ModelFailure.SERVER_ERROR),
    ):

        def script(_: str, error: Exception = error) -> Iterator[str]:
            raise error
            yield ""

        with LlamaIndexModel(ScriptedLLM(script=script), None, PATIENT, Breaker({})) as model:
            assert outcome(model) is failure


def test_an_integration_without_end_or_text() -> None:
    def endless(_: str) -> Iterator[str]:
        while True:
            yield "và thế là "

    with LlamaIndexModel(ScriptedLLM(script=endless), None, PATIENT) as model:
        assert outcome(model) is ModelFailure.ENDLESS
    with LlamaIndexModel(ScriptedLLM(script=lambda _: iter([" "])), None, PATIENT) as model:
        assert outcome(model) is ModelFailure.EMPTY


# -- a real integration over HTTP -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def openai() -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as server:
        yield server


@pytest.fixture(scope="module")
def real(openai: FakeOpenAI) -> Iterator[LlamaIndexModel]:
    llm = OpenAI(
        model="gpt-4o-mini",
        api_key="sk-test",
        api_base=openai.url,
        max_retries=0,
        timeout=1.0,
        additional_kwargs={"stream_options": {"include_usage": True}},
    )
    limits = Limits(first_token=8.0, last_token=9.0, pause=0.02)
    with LlamaIndexModel(llm, None, limits, Breaker({})) as model:
        yield model


def test_llamaindex_s_own_openai(openai: FakeOpenAI, real: LlamaIndexModel) -> None:
    openai.script(Text(HONEST, usage=(11, 22)))
    completion = real.complete(ASKED, max_tokens=100)
    assert (completion.text, completion.usage) == (HONEST, TokenUsage(11, 22))
    assert openai.chats[-1].body["model"] == "gpt-4o-mini"


@pytest.mark.parametrize(
    ("behaviour", "failure"),
    [
        (Status(401), ModelFailure.UNAUTHORIZED),
        (Status(404), ModelFailure.NOT_FOUND),
        (Status(429, retry_after=60), ModelFailure.RATE_LIMITED),
        (Status(501), ModelFailure.SERVER_ERROR),
        (Cut(), ModelFailure.CUT),
        (Malformed(), ModelFailure.MALFORMED),
        (Text("một", finish="length"), ModelFailure.ENDLESS),
        (Endless("{n} "), ModelFailure.ENDLESS),
        (Text(""), ModelFailure.EMPTY),
        (Hang(), ModelFailure.SLOW_START),
    ],
    ids=lambda value: str(value)[:30],
)
def test_its_failures(openai: FakeOpenAI, real: LlamaIndexModel, behaviour: Any, failure: ModelFailure) -> None:
    openai.answer(behaviour)
    assert outcome(real) is failure
    for _ in range(40):
        gc.collect()  # LlamaIndex leaves a response that nobody reads on to Python
        if openai.wait(lambda: not openai.busy, 0.1):
            break
    assert not openai.busy
