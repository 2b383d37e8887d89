"""Suggestions while typing: products, producers, villages, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from search import engine, pages_found
from search.attempts import Attempt
from search.engines.base import Label
from search.highlights import marked
from search.hot_words import hot_words
from search.synonyms import expand
from search.vocabulary import vocabulary
from search.words import Wanted, folded

_PRODUCTS, _VILLAGES, _OTHERS = 5, 3, 3


@dataclass(frozen=True)
class Suggestion:
    title: SafeString | str  # safe HTML, or plain text
    url: str
    note: str = ""


@dataclass(frozen=True)
class Suggestions:
    """Those of one kind, under a heading."""

    label: Label
    items: tuple[Suggestion, ...]


def suggest(text: str) -> list[Suggestions]:
    """Return what a half-typed text may become; for no text the hot words."""
    wanted = expand(text)
    found = _groups(wanted, text) if wanted else iter([_hot()])
    return [group for group in found if group.items]


def _hot() -> Suggestions:
    search = reverse("search:search")
    words = (
        Suggestion(word, f"{search}?{urlencode({'q': word})}") for word in hot_words()
    )
    return Suggestions(_("Từ khóa nổi bật"), tuple(words))


def _groups(wanted: Wanted, text: str) -> Iterator[Suggestions]:
    attempt = Attempt(wanted.phrases + wanted.slips, is_prefix=True)
    products = engine().complete(text, limit=_PRODUCTS)
    yield Suggestions(
        _("Sản phẩm"),
        tuple(
            Suggestion(marked(card.title, attempt), card.url, card.producer_name)
            for card in products
        ),
    )
    yield Suggestions(_("Làng nghề"), tuple(_villages(wanted, attempt))[:_VILLAGES])
    for section in pages_found.find(wanted, limit=_OTHERS, is_prefix=True):
        pages = (
            Suggestion(marked(page.title, attempt), page.url, page.note)
            for page in section.pages
        )
        yield Suggestions(section.label, tuple(pages))


def _villages(wanted: Wanted, attempt: Attempt) -> Iterator[Suggestion]:
    starts = [
        [f" {word.folded}" for word in phrase]
        for phrase in (*wanted.phrases, *wanted.slips)
    ]
    for term in vocabulary().villages:
        name = f" {folded(term.name)}"
        if any(all(word in name for word in phrase) for phrase in starts):
            url = reverse("search:village", args=[term.slug])
            yield Suggestion(marked(term.name, attempt), url)
