"""What is set, what works, and what to do about the rest."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import HttpUrl
from rich.console import Console

from bot import report_words as words
from bot.error_words import explain
from bot.model_check import Health, examine
from bot.model_words import ASKING
from bot.progress import Activity
from bot.session import opened
from bot.settings import MASK, SETTINGS_CLASSES, Settings, is_secret, load_settings, problems
from bot.terminal import output_console, say
from rag.article import ArticleKind
from rag.errors import DataFolderError, GenerationCorruptError, RagError, SettingsError

if TYPE_CHECKING:
    from rag.engine import Engine
    from rag.index.folder import GenerationState
    from rag.settings import RagSettings
    from rag.writing.writer import Writer

OK, WARNING, BROKEN = "✓", "!", "✗"
_STYLES = {OK: "green", WARNING: "yellow", BROKEN: "bold red"}
_LITTLE, _TOO_LITTLE = 1_000_000_000, 50_000_000  # bytes free on disk


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report."""

    mark: str
    name: str
    state: str
    advice: str = ""


def run() -> bool:
    """Print the report; return whether nothing is broken."""
    console = output_console()
    if found := problems():
        _show(console, words.SETTINGS_SECTION, (Check(BROKEN, error.name, explain(error)) for error in found))
        return False
    settings = load_settings()
    sound = _show(console, words.SETTINGS_SECTION, _settings(settings))
    sound &= _show(console, words.COMPONENTS_SECTION, _components(settings))
    say(console, (words.ALL_WELL, "green") if sound else (words.BROKEN, "bold red"))
    return sound


def _show(console: Console, section: str, checks: Iterator[Check]) -> bool:
    sound = True
    say(console, (section, "bold"))
    for check in checks:
        say(console, (f"  {check.mark} ", _STYLES[check.mark]), f"{check.name}: {check.state}")
        if check.advice:
            say(console, (f"      → {check.advice}", "yellow"))
        sound &= check.mark != BROKEN
    say(console, "")
    return sound


def _settings(settings: Settings) -> Iterator[Check]:
    for values, kind in zip((settings.rag, settings.bot), SETTINGS_CLASSES, strict=True):
        for field in kind.model_fields:
            value = getattr(values, field)
            shown = words.UNSET if value in (None, ()) else MASK if is_secret(kind, field) else _plain(value)
            default = "" if value in (None, ()) or field in values.model_fields_set else f" ({words.DEFAULT})"
            # Without a folder of one's own the prompts that come along are used.
            own_prompts = field == "prompts_dir" and field in values.model_fields_set
            missing = own_prompts and not settings.rag.prompts_dir.is_dir()
            meaning = words.SETTINGS.get(field)
            name = f"{field.upper()} ({meaning})" if meaning else field.upper()
            state = f"{shown}{default}"
            yield Check(WARNING, name, f"{state}: {words.NO_PROMPTS}") if missing else Check(OK, name, state)


def _plain(value: object) -> str:
    if isinstance(value, HttpUrl) and (value.username or value.password or value.query):
        return MASK
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _components(settings: Settings) -> Iterator[Check]:
    yield _data_folder(settings.rag.data_dir)
    yield _disk(settings.rag.data_dir)
    try:
        with opened(settings) as engine:
            yield _corpus(engine, settings.rag.corpus_dir)
            yield (store := _chroma(engine, settings.rag))
            if store.mark == OK:
                yield from _index(engine)
            else:
                yield Check(WARNING, words.INDEX, words.INDEX_UNKNOWN)
            yield _embedder(engine)
    except SettingsError as error:
        for found in _unusable(settings.rag) or [error]:
            yield Check(BROKEN, found.name, explain(found))
    except RagError as error:
        yield Check(BROKEN, words.INDEX, explain(error))
    yield _model(settings.rag)
    if settings.bot.telegram_bot_token:
        yield Check(OK, words.TELEGRAM, words.TELEGRAM_SET)
    else:
        yield Check(WARNING, words.TELEGRAM, words.TELEGRAM_UNSET, words.TELEGRAM_ADVICE)


def _unusable(settings: RagSettings) -> list[SettingsError]:
    """Return what is wrong with the settings that only show it when they are used; wiring stops at the first."""
    from rag.embedding.choice import embedder_of
    from rag.index.chroma import ChromaServer
    from rag.writing.writer import Writer

    url = settings.chroma_url
    tries: list[Callable[[], object]] = [lambda: embedder_of(settings)]
    if url is not None:
        tries.insert(0, lambda: ChromaServer(url.get_secret_value()))
    if settings.writes:
        tries.append(lambda: _tried(Writer.create(settings)))
    found: list[SettingsError] = []
    for one in tries:
        try:
            one()
        except SettingsError as error:
            found.append(error)
    return found


def _tried(writer: Writer | None) -> None:
    if writer is not None:
        writer.close()


def _data_folder(folder: Path) -> Check:
    if not folder.exists() and os.access(_nearest(folder), os.W_OK):
        return Check(OK, words.DATA_FOLDER, f"{folder}: {words.TO_BE_MADE}")
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Check(OK, words.DATA_FOLDER, f"{folder}: {words.WRITABLE}")
    except OSError:
        reason = "read-only" if folder.is_dir() or not folder.exists() else "not-a-folder"
        return Check(BROKEN, words.DATA_FOLDER, explain(DataFolderError(folder, reason)))


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(_nearest(folder)).free
    mark = BROKEN if free < _TOO_LITTLE else WARNING if free < _LITTLE else OK
    return Check(mark, words.DISK, words.disk_state(free), "" if mark == OK else words.DISK_ADVICE)


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above that exists."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def _corpus(engine: Engine, folder: Path) -> Check:
    try:
        corpus = engine.corpus()
    except RagError as error:
        return Check(BROKEN, words.CORPUS, explain(error))
    teasers = sum(article.kind is ArticleKind.TEASER for article in corpus.articles)
    state = words.corpus_state(folder, len(corpus.articles) - teasers, teasers)
    if corpus.skipped:
        state = f"{state}; {words.skipped_state(len(corpus.skipped))}"
        return Check(WARNING, words.CORPUS, state, words.SKIPPED_ADVICE)
    return Check(OK, words.CORPUS, state)


def _chroma(engine: Engine, settings: RagSettings) -> Check:
    if settings.chroma_url is None:
        return Check(OK, words.CHROMA, words.CHROMA_LOCAL)
    try:
        engine.check_vector_store()
    except RagError as error:
        return Check(BROKEN, words.CHROMA, explain(error))
    return Check(OK, words.CHROMA, words.CHROMA_SERVER)


def _index(engine: Engine) -> Iterator[Check]:
    states = engine.states()
    if not states:
        yield Check(WARNING, words.INDEX, words.NO_INDEX, words.NO_INDEX_ADVICE)
        return
    current, *previous = states
    yield _generation(words.INDEX, current, BROKEN)
    if current.manifest is not None:
        yield Check(OK, words.WORDS_INDEX, words.WORDS_INDEX_FINE)
        yield from _outdated(engine)
    for state in previous:
        yield _generation(words.PREVIOUS, state, WARNING)
    if not previous:
        yield Check(OK, words.PREVIOUS, words.NO_PREVIOUS)


def _generation(name: str, state: GenerationState, mark_if_damaged: str) -> Check:
    manifest = state.manifest
    if manifest is None:
        return Check(mark_if_damaged, name, explain(state.error or GenerationCorruptError(state.name, "")))
    created = words.moment(manifest.created)
    told = words.index_state(manifest.name, created, manifest.embedder, manifest.dimension, manifest.format)
    return Check(OK, name, told)


def _outdated(engine: Engine) -> Iterator[Check]:
    try:
        plan = engine.plan()
    except RagError:
        return  # told where the corpus is checked
    if plan.embedder_before:
        yield Check(WARNING, words.INDEX, words.other_embedder(plan.embedder_before), words.RELOAD_ADVICE)
    if plan.diff:
        state = words.outdated(len(plan.diff.added), len(plan.diff.changed), len(plan.diff.removed))
        yield Check(WARNING, words.INDEX, state, words.RELOAD_ADVICE)
    elif not (plan.same or plan.embedder_before):
        yield Check(WARNING, words.INDEX, words.TABLE_OUTDATED, words.RELOAD_ADVICE)


def _embedder(engine: Engine) -> Check:
    try:
        return Check(OK, words.EMBEDDER, words.embedder_state(*engine.embedder()))
    except RagError as error:
        return Check(BROKEN, words.EMBEDDER, explain(error))


def _model(settings: RagSettings) -> Check:
    with Activity(ASKING):
        found = examine(settings)
    mark = {Health.WELL: OK, Health.POORLY: WARNING, Health.BROKEN: BROKEN}[found.health]
    return Check(mark, words.MODEL, found.state, found.advice)
