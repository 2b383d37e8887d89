"""Titles with the found words marked; safe HTML whatever was typed or stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from catalog.models import ProductCard
from catalog.vietnamese import nfc
from search.attempts import Attempt
from search.words import words

_SHORTEST_START = 2  # letters; one letter would mark half the title
_PIECE = re.compile(r"([^\W_]+)")


def of_cards(cards: Iterable[ProductCard], attempt: Attempt) -> Mapping[int, str]:
    """Return the marked titles of those cards whose title bears a word."""
    found = {card.pk: marked(card.title, attempt) for card in cards}
    return {pk: title for pk, title in found.items() if "<mark>" in title}


def marked(text: str, attempt: Attempt) -> SafeString:
    """Return ``text`` escaped, each word of the attempt in <mark>."""
    whole = {word.folded for phrase in attempt.phrases for word in phrase}
    starts = (
        tuple(
            phrase[-1].folded
            for phrase in attempt.phrases
            if len(phrase[-1].folded) >= _SHORTEST_START
        )
        if attempt.is_prefix
        else ()
    )
    pieces = _PIECE.split(nfc(text))
    parts = [
        f"<mark>{escape(piece)}</mark>"
        if place % 2 and _is_found(piece, whole, starts)
        else escape(piece)
        for place, piece in enumerate(pieces)
    ]
    return mark_safe("".join(parts))  # noqa: S308  every piece was escaped


def _is_found(piece: str, whole: set[str], starts: tuple[str, ...]) -> bool:
    folded = _folded(piece)
    return folded in whole or folded.startswith(starts)


@lru_cache(maxsize=4096)
def _folded(piece: str) -> str:
    return "".join(word.folded for word in words(piece))
