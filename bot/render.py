"""Results as JSON, in the form that DESIGN.md fixes: names, order and types of the fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.answer import Answer, Citation
    from rag.article import Article, Skipped
    from rag.index.plan import ReloadPlan
    from rag.index.reload import ReloadReport
    from rag.index.supply import Cost
    from rag.ranking.ranking import Ranking

# Inside a JSON string these end a line for some readers of JSON lines, though not for JSON.
_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x7f\x85\u2028\u2029"}


def dump(value: Mapping[str, Any] | list[dict[str, Any]], *, indent: int | None = None) -> str:
    """Return JSON with its letters as they are, free of anything that UTF-8 can't hold."""
    line = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return line.translate(_LINE_ENDS).encode("utf-8", "replace").decode()


def answer_json(given: Mapping[str, Any], question: str, answer: Answer) -> dict[str, Any]:
    """Return what `ask --json` prints; `given` holds the id where there is one."""
    timings = {"total": answer.timings_ms.get("total", 0.0), **answer.timings_ms}
    return {
        "id": given.get("id"),
        "question": question,
        "answered": answer.answered,
        "mode": answer.mode.value,
        "text": answer.text,
        "citations": [_citation(citation) for citation in answer.citations],
        "suggestions": [{"article_id": article.id, "title": article.title} for article in answer.suggestions],
        "timings_ms": timings,
    }


def search_json(given: Mapping[str, Any], question: str, ranking: Ranking, limit: int) -> dict[str, Any]:
    """Return what `search --json` prints: the best `limit` articles and sentences."""
    return {
        **given,
        "question": question,
        "articles": [
            {"article_id": hit.article.id, "path": hit.article.path, "score": _score(hit.score)}
            for hit in ranking.articles[:limit]
        ],
        "sentences": [
            {
                "article_id": hit.sentence.article_id,
                "start": hit.sentence.start,
                "end": hit.sentence.end,
                "text": hit.sentence.text,
                "score": _score(hit.score),
                "dense": _score(hit.dense),
                "lexical": _score(hit.lexical),
            }
            for hit in ranking.hits[:limit]
        ],
    }


def article_json(article: Article, *, text: bool = True) -> dict[str, Any]:
    """Return what `show --json` prints, and without `text` an item of `articles --json`."""
    described: dict[str, Any] = {
        "article_id": article.id,
        "kind": article.kind.value,
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "source": article.source,
        "author": article.author,
        "url": article.url,
        "path": article.path,
    }
    return {**described, "text": article.text} if text else described


def reload_json(plan: ReloadPlan, report: ReloadReport | None, cost: Cost | None) -> dict[str, Any]:
    """Return what `reload --json` prints; without a report what `--dry-run` found.

    Its `cost` is what a service embeds: texts, tokens, and whether that is paid for; null where no service does.
    """
    done: dict[str, Any] = {"dry_run": report is None}
    if report is not None:
        done |= {
            "generation": report.generation,
            "switched": report.switched,
            "embedded": report.embedded,
            "carried": report.carried,
            "seconds": round(report.seconds, 3),
        }
    done |= {
        "embedder_before": plan.embedder_before,
        "cost": {"texts": cost.texts, "tokens": cost.tokens, "paid": cost.paid} if cost else None,
        "added": [article_json(article, text=False) for article in plan.diff.added],
        "changed": [article_json(article, text=False) for article in plan.diff.changed],
        "removed": list(plan.diff.removed),
        "unchanged": plan.diff.unchanged,
        "skipped": [_skipped(skipped) for skipped in plan.corpus.skipped],
    }
    if report is None:
        done["articles"] = [article_json(article, text=False) for article in plan.corpus.articles]
        done["dropped"] = [
            {"path": dropped.path, "reason": dropped.reason, "text": dropped.text} for dropped in plan.corpus.dropped
        ]
    return done


def _citation(citation: Citation) -> dict[str, Any]:
    article = citation.article
    return {
        "n": citation.n,
        "article_id": article.id,
        "kind": article.kind.value,
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "source": article.source,
        "url": article.url,
        "path": article.path,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "score": _score(citation.score),
    }


def _skipped(skipped: Skipped) -> dict[str, Any]:
    return {"path": skipped.path, "reason": skipped.reason.value, "detail": skipped.detail}


def _score(score: float) -> float:
    return round(score, 6)
