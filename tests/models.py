"""A model with small limits, for tests: `with quick_model(openai) as model: ...`"""

from __future__ import annotations

from typing import Any

from rag.settings import RagSettings
from rag.writing.breaker import Breaker
from rag.writing.limits import Limits
from rag.writing.model import Message, OpenAIModel
from tests.fake_openai import FakeOpenAI

QUICK = Limits(first_token=0.3, last_token=0.6, connect=0.1, queue=0.2, trailer=0.05, pause=0.02, at_once=20)
PATIENT = Limits(pause=0.02, queue=5.0)  # for what must not depend on how busy the machine is
ASKED = (Message("system", "Trả lời bằng tiếng Việt."), Message("user", "Hội thảo diễn ra ở đâu?"))


def model_settings(openai: FakeOpenAI, **values: Any) -> RagSettings:
    """Settings that point to a fake service, and to nothing else."""
    given: dict[str, Any] = {"openai_base_url": openai.url, "openai_model": openai.model, "_env_file": None}
    return RagSettings(**(given | values))


def quick_model(
    openai: FakeOpenAI, limits: Limits = QUICK, breaker: Breaker | None = None, **settings: Any
) -> OpenAIModel:
    """A model of a fake service, ready for its first call; without `breaker` it is called however often it fails."""
    model = OpenAIModel.create(model_settings(openai, **settings), None, limits, breaker or Breaker({}))
    assert model is not None
    model.prepare()
    return model
