"""What was looked for, without who looked: gathered in memory, written in bulk.

A page writes nothing while somebody waits for it. A process that is killed forgets
what it gathered in the last seconds: these are statistics."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from search.engines.base import DEEPEST
from search.models import EngineFailureDay, SearchedTerm
from search.words import exact

logger = logging.getLogger(__name__)
LONGEST = 60  # characters of a term; more is a text, and may tell of somebody
_MOST_DIGITS = 6  # in a term; more is a telephone, an account, a person's number
_MOST_TERMS = 500  # gathered at once; more is no shopper


@dataclass
class _Seen:
    times: int = 0
    results: int = 0
    clicks: int = 0
    position_total: int = 0


class _Gathered:
    """What waits to be written."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.written_at = time.monotonic()
        self.empty()

    def empty(self) -> None:
        self.terms: dict[tuple[dt.date, str], _Seen] = defaultdict(_Seen)
        self.failures: dict[tuple[dt.date, str, str], int] = defaultdict(int)

    def take(self) -> tuple[Any, Any]:
        with self.lock:
            taken = self.terms, self.failures
            self.empty()
            self.written_at = time.monotonic()
        return taken


_gathered = _Gathered()


def term_of(text: str) -> str | None:
    """Return ``text`` as it may be kept: its words in lower case; None if it looks
    like an address, a telephone or anybody's number, or like a letter."""
    term = exact(text)
    digits = sum(char.isdigit() for char in term)
    if not term or "@" in text or digits > _MOST_DIGITS or len(term) > LONGEST:
        return None
    return term


def note_search(text: str, *, results: int, day: dt.date) -> None:
    """Remember that ``text`` was looked for and how much was found."""
    term = term_of(text)
    with _gathered.lock:
        if term is None or len(_gathered.terms) >= _MOST_TERMS:
            return
        seen = _gathered.terms[day, term]
        seen.times += 1
        seen.results = results


def note_click(text: str, *, position: int, day: dt.date) -> None:
    """Remember which of the results was opened, the first being 1."""
    term = term_of(text)
    with _gathered.lock:
        if term is None or not 1 <= position <= DEEPEST:
            return
        if len(_gathered.terms) < _MOST_TERMS:
            seen = _gathered.terms[day, term]
            seen.clicks += 1
            seen.position_total += position


def note_failure(engine: str, reason: str) -> None:
    """Remember that the database had to answer for this engine."""
    with _gathered.lock:
        _gathered.failures[timezone.localdate(), engine[:20], reason[:60]] += 1


def forget() -> None:
    """Drop what was gathered; for tests."""
    _gathered.take()


def write_if_due(**kwargs: Any) -> None:
    """Write now and then; connected to the end of requests, when nobody waits."""
    waited = time.monotonic() - _gathered.written_at
    has_any = _gathered.terms or _gathered.failures
    if not has_any or waited < settings.SEARCH_LOG_SECONDS:
        return
    try:
        write()
    except DatabaseError:
        logger.warning("the search log could not be written", exc_info=True)


def write() -> None:
    """Add what was gathered to the days' rows."""
    terms, failures = _gathered.take()
    with transaction.atomic():
        _write_terms(terms)
        _write_failures(failures)


def _write_terms(terms: dict[tuple[dt.date, str], _Seen]) -> None:
    SearchedTerm.objects.bulk_create(
        [
            SearchedTerm(day=day, term=term)
            for (day, term), seen in sorted(terms.items())
            if seen.times
        ],
        ignore_conflicts=True,
    )
    # A click on what nobody looked for finds no row: it is dropped.
    for (day, term), seen in sorted(terms.items()):
        row = SearchedTerm.objects.filter(day=day, term=term)
        row.update(
            times=F("times") + seen.times,
            clicks=F("clicks") + seen.clicks,
            position_total=F("position_total") + seen.position_total,
        )
        if seen.times:
            row.update(results=seen.results)


def _write_failures(failures: dict[tuple[dt.date, str, str], int]) -> None:
    for (day, engine, reason), times in sorted(failures.items()):
        row, _is_new = EngineFailureDay.objects.get_or_create(
            day=day, engine=engine, reason=reason
        )
        EngineFailureDay.objects.filter(pk=row.pk).update(times=F("times") + times)
