"""The moment a page is drawn for: now, or the one that a rehearsal shows.

Pages read the time here. What is written down (orders, stock, money) takes it from
``django.utils.timezone``, which no rehearsal moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_shown: ContextVar[dt.datetime | None] = ContextVar("shown moment", default=None)


def now() -> dt.datetime:
    """The moment, in the shop's own time zone."""
    return timezone.localtime(_shown.get())


def today() -> dt.date:
    """The day of the moment, in the shop's own time zone."""
    return now().date()


def is_moved() -> bool:
    """Tell whether pages are drawn for another moment than now."""
    return _shown.get() is not None


@contextmanager
def showing(moment: dt.datetime) -> Iterator[None]:
    """Draw pages for ``moment``, an aware time, in this thread and no other."""
    token = _shown.set(moment)
    try:
        yield
    finally:
        _shown.reset(token)
