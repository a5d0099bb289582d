"""Time: moments are UTC, days are Vietnam's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

Clock = Callable[[], datetime]

# Asia/Ho_Chi_Minh, which has kept this offset since 1975: a slim image has no time zone database.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def vietnamese_day(moment: datetime) -> date:
    """Return the day that it is in Vietnam."""
    return moment.astimezone(VIETNAM).date()
