"""The library's settings: the only place of `rag` that reads the environment."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
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
