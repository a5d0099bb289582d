"""A service for the model's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fake_openai import FakeOpenAI


@pytest.fixture
def openai() -> Iterator[FakeOpenAI]:
    """A scripted service, new for each test."""
    with FakeOpenAI() as server:
        yield server
