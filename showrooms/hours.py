"""Opening hours: open now, until when, and when again. Pure.

Times are local to the shop; an opening is half-open, a closure ends with its last
day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HORIZON_DAYS = 366  # how far ahead the next opening is looked for


@dataclass(frozen=True)
class Opening:
    weekday: int  # 0 = Monday
    opens: dt.time
    closes: dt.time


@dataclass(frozen=True)
class Closure:
    first: dt.date
    last: dt.date
    reason: str = ""


@dataclass(frozen=True)
class Status:
    """Open until ``closes_at``, or shut until ``opens_at`` (None: not in sight)."""

    is_open: bool
    closes_at: dt.datetime | None = None
    opens_at: dt.datetime | None = None
    closure: Closure | None = None


def status(
    openings: Iterable[Opening], closures: Sequence[Closure], now: dt.datetime
) -> Status:
    """Return whether it is open at ``now``, a local time without a zone."""
    week = _by_weekday(openings)
    closes_at = _closes_at(week, closures, now)
    if closes_at is not None:
        return Status(True, closes_at=closes_at)
    return Status(
        False,
        opens_at=_opens_at(week, closures, now),
        closure=closure_on(closures, now.date()),
    )


def openings_on(
    openings: Iterable[Opening], closures: Sequence[Closure], day: dt.date
) -> list[Opening]:
    """Return the openings of one day in order; none while it is closed."""
    if closure_on(closures, day) is not None:
        return []
    return _by_weekday(openings)[day.weekday()]


def closure_on(closures: Iterable[Closure], day: dt.date) -> Closure | None:
    return next(
        (closure for closure in closures if closure.first <= day <= closure.last), None
    )


def _by_weekday(openings: Iterable[Opening]) -> list[list[Opening]]:
    week: list[list[Opening]] = [[] for _weekday in range(7)]
    for opening in sorted(openings, key=lambda opening: opening.opens):
        week[opening.weekday].append(opening)
    return week


def _closes_at(
    week: list[list[Opening]], closures: Sequence[Closure], now: dt.datetime
) -> dt.datetime | None:
    day = now.date()
    if closure_on(closures, day) is not None:
        return None
    closes = None
    for opening in week[day.weekday()]:
        at = now.time() if closes is None else closes
        if opening.opens <= at < opening.closes:
            closes = opening.closes  # the next one may begin where this one ends
    return dt.datetime.combine(day, closes) if closes else None


def _opens_at(
    week: list[list[Opening]], closures: Sequence[Closure], now: dt.datetime
) -> dt.datetime | None:
    for ahead in range(HORIZON_DAYS):
        day = now.date() + dt.timedelta(days=ahead)
        if closure_on(closures, day) is not None:
            continue
        for opening in week[day.weekday()]:
            opens_at = dt.datetime.combine(day, opening.opens)
            if opens_at > now:
                return opens_at
    return None
