"""The public register: which certificates anyone may look up, and how they are
found by number, decision, product or producer."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from catalog.ocop.models import Certificate
from catalog.vietnamese import fold

PUBLIC_LEVELS = (Certificate.Evidence.A, Certificate.Evidence.B1)
_WORDS = 8


def public_certificates() -> QuerySet[Certificate]:
    """Those with a decision on file, and those the state press names (no badge)."""
    return Certificate.objects.filter(evidence_level__in=PUBLIC_LEVELS).select_related(
        "product__producer", "product__card", "superseded_by"
    )


def find(text: str) -> QuerySet[Certificate]:
    """Return the public certificates that bear every word of ``text``, newest first."""
    found = public_certificates()
    for word in fold(text).split()[:_WORDS]:
        printed = _as_printed(word)
        found = found.filter(
            Q(number__iregex=printed)
            | Q(decision__iregex=printed)
            | Q(product__title__iregex=printed)
            | Q(product__card__search_text__contains=word)
        )
    return found.order_by("-issued_on", "-pk")


def _as_printed(word: str) -> str:
    """A pattern for a folded word on paper, where đ was kept: "qd" finds "QĐ"."""
    return "".join("[dđĐ]" if char == "d" else re.escape(char) for char in word)
