"""Documents that admins send to be added to the corpus, and /xoabai, which takes an article out of it."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Sequence

from telegram.error import BadRequest, TelegramError

from bot import telegram_admin_words as words
from bot.store.clock import VIETNAM, utc_now, vietnamese_day
from bot.telegram import admin_report, render, table, upload
from bot.telegram.admin_talk import PATIENCE, ask, button, confirmed, page_number, page_rows, say, tell, turn
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Rows
from bot.telegram.services import Services
from bot.telegram.table import Table
from bot.telegram.upload import Upload, UploadError
from bot.telegram.upload_process import understand_apart
from rag.article import Article, ArticleKind, SkipReason
from rag.errors import NoGenerationError

ADD, REMOVE = "add", "remove"  # actions of the buttons that confirm
PLAN, CHOOSE, PAGE = "plan", "choose", "list"  # and of those that lead on
_DOWNLOAD = 60.0  # seconds
_SWEEP = 600.0  # seconds between two looks for documents that nobody confirmed

_log = logging.getLogger(__name__)


def reload_rows() -> Rows:
    """Return the button that leads to a reload."""
    return ((button(words.RELOAD_NOW, PLAN),),)


# -- adding ---------------------------------------------------------------------------------------------------


async def document(services: Services, incoming: Incoming) -> None:
    """Show how a document was understood and ask whether to add it."""
    if incoming.document is None:
        return
    most = min(upload.MAX_BYTES, services.settings.rag.max_file_bytes)
    try:
        if incoming.document.size > most:
            raise UploadError(SkipReason.TOO_LARGE)
        data = await _download(services, incoming.document.file_id)
        if table.is_table(incoming.document.name):
            folders = services.settings.rag
            read = await asyncio.to_thread(table.understand, folders.data_dir, folders.corpus_dir, data, most)
            await _offer_table(services, incoming, read)
            return
        understood = await asyncio.to_thread(_understand, services, incoming.document.name, data, most)
    except UploadError as error:
        _log.info("a document was not taken: %s", error)
        await say(services, incoming, admin_report.not_taken(error.reason))
    except OSError:
        _log.exception("a document can't be kept")
        await tell(services, incoming, words.DATA_READ_ONLY)
    except TelegramError as error:
        _log.warning("a document can't be downloaded: %s", error)
        await tell(services, incoming, words.DOWNLOAD_FAILED)
    else:
        await _offer(services, incoming, understood)


async def _download(services: Services, file_id: str) -> bytes:
    try:
        file = await services.bot.get_file(file_id)
    except BadRequest as error:
        if "too big" in str(error).lower():
            raise UploadError(SkipReason.TOO_LARGE) from error
        raise
    return bytes(await file.download_as_bytearray(read_timeout=_DOWNLOAD))


def _understand(services: Services, name: str, data: bytes, most: int) -> Upload:
    folder = services.settings.rag.data_dir
    staged = upload.stage(folder, name, data, most)
    try:
        understood = understand_apart(staged, vietnamese_day(utc_now()))
        return upload.compared(understood, articles(services))
    except BaseException:
        upload.discard(folder, staged.name)
        raise


async def _offer(services: Services, incoming: Incoming, understood: Upload) -> None:
    if understood.known_as is not None:
        upload.discard(services.settings.rag.data_dir, understood.staged)
        await say(services, incoming, admin_report.understood(understood))
        return
    payload = {"staged": understood.staged, "name": understood.name, "title": understood.article.title}
    rows = await ask(services, incoming, ADD, payload, words.CONFIRM_ADD)
    await say(services, incoming, admin_report.understood(understood, rows))


async def _offer_table(services: Services, incoming: Incoming, read: Table) -> None:
    payload = {"staged": read.staged, "name": read.name, "rows": len(read.rows)}
    rows = await ask(services, incoming, ADD, payload, words.CONFIRM_TABLE) if read.staged else ()
    await say(services, incoming, admin_report.table(read, rows))


async def add_confirmed(services: Services, incoming: Incoming, token: str) -> None:
    """Add the document that was shown."""
    payload = await confirmed(services, incoming, ADD, token)
    if payload is None:
        return
    folders, count = services.settings.rag, payload.get("rows")  # a table has rows, an article a title
    given = (folders.data_dir, folders.corpus_dir, payload["staged"], payload["name"])
    try:
        if count is None:
            added = await asyncio.to_thread(upload.add, *given)
        else:
            added = await asyncio.to_thread(table.put, *given, _stamp())
    except OSError:
        _log.exception("a document can't be added")
        await tell(services, incoming, words.CORPUS_READ_ONLY)
        return
    if not added:
        await tell(services, incoming, words.ADD_GONE)
        return
    name = payload["name"]
    said = words.added(payload["title"], name) if count is None else words.table_added(count, name)
    await tell(services, incoming, said, reload_rows())


async def add_cancelled(services: Services, incoming: Incoming, token: str) -> None:
    """Delete the document that was shown."""
    payload = await confirmed(services, incoming, ADD, token)
    if payload is not None:
        await asyncio.to_thread(upload.discard, services.settings.rag.data_dir, payload["staged"])
        await tell(services, incoming, words.ADD_DROPPED)


async def sweep(services: Services) -> None:
    """Delete what nobody confirmed in time, for as long as the bot runs."""
    while True:
        try:
            await services.stored(services.store.shelf.take_expired, ADD)
            # By age rather than by what has expired: a kill may have left a document that no confirmation names.
            before = time.time() - 2 * PATIENCE
            await asyncio.to_thread(upload.discard_forgotten, services.settings.rag.data_dir, before)
        except Exception:  # the next look may go well
            _log.exception("documents that nobody confirmed can't be deleted")
        await asyncio.sleep(_SWEEP)


# -- removing -------------------------------------------------------------------------------------------------


async def remove_command(services: Services, incoming: Incoming) -> None:
    """Show the articles to choose from, or the one that was named."""
    wanted = incoming.text.strip()
    if not wanted:
        await _list(services, incoming, 1)
        return
    known = await asyncio.to_thread(articles, services)
    await _ask_removal(services, incoming, known, next((a for a in known if a.id == wanted), None))


async def list_page(services: Services, incoming: Incoming, argument: str) -> None:
    """Show another page of the articles."""
    await _list(services, incoming, page_number(argument))


async def _list(services: Services, incoming: Incoming, page: int) -> None:
    known = [a for a in await asyncio.to_thread(articles, services) if a.kind is ArticleKind.ARTICLE]
    pages = render.pages(len(known))
    page = min(max(page, 1), pages)
    first = (page - 1) * render.PAGE
    numbers = [
        button(str(n), CHOOSE, key(a)) for n, a in enumerate(known[first : first + render.PAGE], start=first + 1)
    ]
    half = (len(numbers) + 1) // 2 if len(numbers) > 4 else len(numbers)
    rows = tuple(tuple(row) for row in (numbers[:half], numbers[half:]) if row)
    shown = render.articles_page(known, page, (*rows, *page_rows(PAGE, page, pages)), words.REMOVE_CHOOSE)
    await turn(services, incoming, (shown,))


async def chosen(services: Services, incoming: Incoming, argument: str) -> None:
    """Ask whether the article that was chosen shall go."""
    known = await asyncio.to_thread(articles, services)
    await _ask_removal(services, incoming, known, next((a for a in known if key(a) == argument), None))


async def _ask_removal(
    services: Services, incoming: Incoming, known: Sequence[Article], article: Article | None
) -> None:
    if article is None:
        await tell(services, incoming, words.REMOVE_UNKNOWN)
        return
    if article.kind is ArticleKind.TEASER:
        page = upload.own_article(known, article.path)
        await tell(services, incoming, words.teaser_has_no_file(page.title if page else article.path))
        return
    teasers = sum(other.path == article.path for other in known) - 1
    rows = await ask(services, incoming, REMOVE, {"path": article.path, "title": article.title}, words.CONFIRM_REMOVE)
    await say(services, incoming, admin_report.removal(article, teasers, rows))


async def remove_confirmed(services: Services, incoming: Incoming, token: str) -> None:
    """Move the article's file out of the corpus."""
    payload = await confirmed(services, incoming, REMOVE, token)
    if payload is None:
        return
    folders = services.settings.rag
    try:
        place = await asyncio.to_thread(upload.remove, folders.data_dir, folders.corpus_dir, payload["path"], _stamp())
    except (OSError, ValueError):
        _log.exception("an article can't be removed")
        await tell(services, incoming, words.CORPUS_READ_ONLY)
        return
    if place is None:
        await tell(services, incoming, words.REMOVE_GONE)
        return
    kept = place.relative_to(folders.data_dir).as_posix()
    await tell(services, incoming, words.removed(payload["title"], kept), reload_rows())


def _stamp() -> str:
    """Return what the folder is called that something removed now comes to lie in."""
    return f"{utc_now().astimezone(VIETNAM):%Y%m%d-%H%M%S}"


def articles(services: Services) -> tuple[Article, ...]:
    """Return the articles that are indexed; none before the first reload."""
    try:
        return services.engine.articles()
    except NoGenerationError:
        return ()


def key(article: Article) -> str:
    """Return what stands for an article in a button: its id may be too long for one."""
    return hashlib.sha256(article.id.encode()).hexdigest()[:16]
