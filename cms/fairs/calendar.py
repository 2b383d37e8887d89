"""Fairs as dated entries of a calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from .models import Fair


@dataclass(frozen=True)
class Entry:
    """A fair from its first day to its last, and where staff see it."""

    title: str
    start: dt.date
    end: dt.date
    url: str


def entries(first: dt.date, last: dt.date) -> list[Entry]:
    """The fairs with a day from ``first`` to ``last``, earliest first; one query."""
    fairs = Fair.objects.overlapping(first, last).exclude(status=Fair.Status.CANCELLED)
    return [
        Entry(
            fair.name,
            fair.starts_on,
            fair.ends_on,
            reverse("hoi-cho:inspect", args=[fair.pk]),
        )
        for fair in fairs.order_by("starts_on", "pk")
    ]
