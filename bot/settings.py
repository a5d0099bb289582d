"""The bot's settings, and the one place where settings are read and their mistakes reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, HttpUrl, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from rag.errors import SettingsError
from rag.settings import RagSettings

MASK = "••••••"


def _listed(value: Any) -> Any:
    return value.replace(",", " ").split() if isinstance(value, str) else value


class BotSettings(BaseSettings):
    """Settings from the environment or `.env`; an empty value counts as unset."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_bot_token: SecretStr | None = Field(default=None, description="token from @BotFather")
    telegram_api_url: HttpUrl = Field(
        default=HttpUrl("https://api.telegram.org"), description="Bot API server; requests go to <url>/bot<token>/..."
    )
    telegram_admin_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)] = Field(
        default=(), description="numeric ids of the admins, separated by commas or spaces"
    )
    telegram_member_chat_id: int | None = Field(
        default=None, description="only members of this group may ask; unset: anybody"
    )
    telegram_webhook_url: HttpUrl | None = Field(
        default=None, description="public address that Telegram posts updates to; unset: polling"
    )
    telegram_webhook_listen: str = Field(
        default="127.0.0.1:8443", pattern=r"^\S+:\d+$", description="host:port that the webhook server listens on"
    )
    telegram_webhook_secret: SecretStr | None = Field(
        default=None, description="secret that Telegram sends along with each update"
    )
    database_url: SecretStr | None = Field(
        default=None, description="SQLAlchemy address of the state; unset: SQLite below DATA_DIR"
    )
    retention_days: int = Field(default=90, gt=0, description="days that what members asked and voted is kept")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] | None = Field(
        default=None, description="how much the program's own log says; unset: WARNING in a terminal, INFO in the bot"
    )


_Kind = TypeVar("_Kind", bound=BaseSettings)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, by package."""

    rag: RagSettings
    bot: BotSettings


SETTINGS_CLASSES: tuple[type[RagSettings] | type[BotSettings], ...] = (RagSettings, BotSettings)


def _read(kind: type[_Kind]) -> _Kind:
    return kind()


def load_settings() -> Settings:
    """Read all settings.

    Raises:
        SettingsError: one has a value that can't be used, or `.env` can't be read.
    """
    try:
        return Settings(_read(RagSettings), _read(BotSettings))
    except (ValidationError, OSError, UnicodeError):
        found = problems()
    raise found[0]


def problems() -> tuple[SettingsError, ...]:
    """Return what is wrong with the settings, one error for each that can't be used, in their order."""
    found: dict[str, SettingsError] = {}
    for kind in SETTINGS_CLASSES:
        try:
            _read(kind)
        except ValidationError as error:
            # Not the errors themselves: their text repeats the value, which may be a secret.
            for one in error.errors(include_url=False):
                name = str(one["loc"][0]).upper()
                found.setdefault(name, SettingsError(name, str(one["type"])))
        except (OSError, UnicodeError) as error:
            found.setdefault(".env", SettingsError(".env", type(error).__name__))
    return tuple(found.values())


def is_secret(settings: type[BaseSettings], field: str) -> bool:
    """Tell whether a setting's value must never be shown."""
    return "SecretStr" in str(settings.model_fields[field].annotation)
