"""The words an empty search box proposes; live as soon as staff save them."""

from __future__ import annotations

from typing import Any

from catalog import versions
from search.models import HotWord

SUBJECT = "search:hot-words"
_MOST = 10


def hot_words() -> tuple[str, ...]:
    return versions.answer(SUBJECT, "all", _load)


def forget(**kwargs: Any) -> None:
    """Let the next page read the table; connected to the table's signals."""
    versions.bump(SUBJECT)


def _load() -> tuple[str, ...]:
    shown = HotWord.objects.filter(is_active=True).order_by("position", "pk")
    return tuple(shown.values_list("text", flat=True)[:_MOST])
