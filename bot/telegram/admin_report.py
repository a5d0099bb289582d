"""What admins are shown of the corpus: what a reload would do and did, and how a document was understood. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bot import report_words
from bot import telegram_admin_words as words
from bot.corpus_words import SKIP_REASONS, drop_reason, skip_reason
from bot.embedding_words import embedding_cost
from bot.telegram.outgoing import Outgoing, Rows
from bot.telegram.render import with_rows
from bot.telegram.richtext import Run, bold, italic, messages, quoted, shortened
from bot.telegram.table import Table
from bot.telegram.upload import Upload
from bot.words import byline, day, whole
from rag.article import Article, Corpus, Dropped, Skipped, SkipReason

if TYPE_CHECKING:
    from rag.index.plan import Diff, ReloadPlan
    from rag.index.reload import ReloadReport
    from rag.index.supply import Cost

_LISTED = 10  # changes of one kind that are named
_LONGEST_TITLE = 120
_LONGEST_ROW = 80
_TEASERS = 5


def plan(given: ReloadPlan, rows: Rows = (), cost: Cost | None = None) -> tuple[Outgoing, ...]:
    """Show what a reload would change and cost, and ask."""
    if given.needless(cost):
        return messages(words.PLAN_SAME, *_skipped(given.corpus.skipped))
    parts: list[Run | str] = [words.PLAN] if given.diff else []
    if given.embedder_before:
        parts += ["\n\n", report_words.embedder_changed(given.embedder_before)]
    elif not given.diff:
        parts = [report_words.MODEL_CHANGED if given.same else report_words.TABLE_CHANGED]
    parts += [*_diff(given.diff), *_table(given.corpus), *_skipped(given.corpus.skipped)]
    if cost is not None:
        line = embedding_cost(cost.texts, cost.tokens, paid=cost.paid)
        parts += ["\n\n", bold(line) if cost.paid and cost.texts else line]
    return with_rows(messages(*parts, "\n\n", words.PLAN_ASK), rows)


def reloaded(report: ReloadReport, *, expected: str) -> tuple[Outgoing, ...]:
    """Show what a reload did; `expected` is the digest of the plan that was confirmed."""
    done = report_words.reloaded(report.seconds, report.generation)
    parts: list[Run | str] = ["✅ ", bold(done) if report.switched else report_words.UP_TO_DATE]
    parts += [*_diff(report.plan.diff), "\n", report_words.vectors(report.embedded, report.carried)]
    if report.cost is not None and report.cost.texts:
        parts += ["\n", report_words.sent(report.cost.texts, report.cost.tokens)]
    parts += [*_table(report.plan.corpus), *_skipped(report.plan.corpus.skipped)]
    if report.plan.digest != expected:
        parts += ["\n\n", words.FOLDER_MOVED_ON]
    return messages(*parts)


def _diff(diff: Diff) -> Iterator[Run | str]:
    changes: tuple[tuple[str, Sequence[str]], ...] = (
        (report_words.ADDED, [article.title for article in diff.added]),
        (report_words.CHANGED, [article.title for article in diff.changed]),
        (report_words.REMOVED, diff.removed),
    )
    for label, names in changes:
        if names:
            yield "\n\n"
            yield bold(f"{label}: {report_words.articles_count(len(names))}")
            yield from _named("•", names)
    yield f"\n\n{report_words.UNCHANGED}: {report_words.articles_count(diff.unchanged)}"


def _named(mark: str, names: Sequence[str]) -> Iterator[str]:
    for name in names[:_LISTED]:
        yield f"\n{mark} {shortened(name, _LONGEST_TITLE)}"
    if len(names) > _LISTED:
        yield f"\n{words.and_others(len(names) - _LISTED)}"


def _table(corpus: Corpus) -> Iterator[str]:
    if corpus.abbreviations:
        yield f"\n{report_words.abbreviations(len(corpus.abbreviations))}"


def _skipped(skipped: Sequence[Skipped]) -> Iterator[Run | str]:
    if skipped:
        yield "\n\n"
        yield bold(f"{report_words.SKIPPED}: {whole(len(skipped))}")
        yield from _named("⚠️", [f"{item.path}: {skip_reason(item)}" for item in skipped])


# -- documents ------------------------------------------------------------------------------------------------


def understood(upload: Upload, rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Show how a document was read, and ask whether to add it; one that is known already is not asked about."""
    if upload.known_as is not None:
        return messages(words.already_there(shortened(upload.known_as, _LONGEST_TITLE)))
    parts: list[Run | str] = [words.UNDERSTOOD, "\n", *_facts(upload.article), *_counts(upload)]
    if upload.first:
        parts += [f"\n\n{words.BEGINS}\n", *quoted([Run(upload.first)], 1)]
    parts += [f"\n\n{words.NAMED}: ", italic(upload.name)]
    if upload.article.date is None:
        parts += ["\n\n", words.NO_DATE_HINT]
    return with_rows(messages(*parts, "\n\n", words.ADD_ASK), rows)


def _facts(article: Article) -> Iterator[Run | str]:
    facts = (
        (report_words.TITLE, article.title),
        (words.DATE, day(article.date)),
        (words.SOURCE, article.source),
        (report_words.AUTHOR, article.author),
        (words.ADDRESS, article.url),
    )
    for label, value in facts:
        yield f"\n{label}: "
        yield bold(value) if value else report_words.UNKNOWN


def _counts(upload: Upload) -> Iterator[str]:
    yield f"\n{report_words.SENTENCES}: {whole(upload.sentences)}"
    if upload.teasers:
        yield f"\n{words.TEASERS}: {whole(len(upload.teasers))}"
        yield from (f"\n  • {shortened(teaser.title, _LONGEST_TITLE)}" for teaser in upload.teasers[:_TEASERS])
        if len(upload.teasers) > _TEASERS:
            yield f"\n  {words.and_others(len(upload.teasers) - _TEASERS)}"
    if upload.dropped:
        yield f"\n{words.DROPPED}: {', '.join(_rules(upload.dropped))}"


def _rules(dropped: Iterable[Dropped]) -> Iterator[str]:
    for rule, count in Counter(piece.reason for piece in dropped).most_common():
        yield f"{drop_reason(rule)} ({report_words.lines_count(count)})"


def table(given: Table, rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Show how the table of abbreviations was read, and ask; or name the lines that are amiss."""
    if given.unclear:
        lines = [words.unclear_line(number, shortened(text, _LONGEST_ROW)) for number, text in given.unclear]
        return messages(words.TABLE_REFUSED, "\n", *_named("•", lines), "\n\n", words.TABLE_SEND_AGAIN)
    if not given.rows:
        return messages(words.TABLE_EMPTY)
    parts: list[Run | str] = [words.table_understood(len(given.rows)), "\n"]
    parts += _named("•", [f"{row.short} = {row.long}" for row in given.rows])
    if given.before is not None:
        parts += ["\n\n", words.table_replaces(given.before)]
    return with_rows(messages(*parts, "\n\n", words.TABLE_ASK), rows)


def not_taken(reason: str) -> tuple[Outgoing, ...]:
    """Say why a document is not taken; `reason` is a `SkipReason`."""
    return messages(words.not_taken(words.SKIPPED_HERE.get(reason) or SKIP_REASONS[SkipReason(reason)]))


def removal(article: Article, teasers: int, rows: Rows) -> tuple[Outgoing, ...]:
    """Ask whether an article shall go."""
    parts: list[Run | str] = [words.REMOVE_ASK, "\n\n", bold(article.title)]
    if known := byline(article):
        parts += ["\n", italic(known)]
    if teasers:
        parts += ["\n\n", words.teasers_go_too(teasers)]
    return with_rows(messages(*parts, "\n\n", words.REMOVE_KEPT), rows)
