"""The engine that asks the shop's own database; needs no server of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.db import connection
from django.db.models import Case, F, IntegerField, QuerySet, When
from django.db.models.expressions import OrderBy

from catalog.models import ProductCard
from catalog.models.card import star_shown_on
from search import freshness, highlights
from search.attempts import Attempt, attempts
from search.engines import facets
from search.engines.base import (
    Counts,
    NoSuchPage,
    Query,
    Results,
    Sort,
    pages_of,
)
from search.engines.facets import Numbers, chosen, scope
from search.engines.fulltext.shelves import Choices, shelf
from search.synonyms import expand
from search.vocabulary import vocabulary
from search.words import Wanted

_SAMPLES = 40  # cards whose words a correction is looked for in
_COMPLETING = 4  # attempts that half a word is worth


@dataclass(frozen=True)
class _Found:
    """What is kept of a query: its counts, and how its words were understood."""

    numbers: Numbers
    attempt: Attempt | None = None


class DatabaseEngine:
    """Two queries a page while its counts are kept: the version and the cards."""

    def search(self, query: Query) -> Results:
        query = _understood(query)
        found = _found(query)
        total = found.numbers.total
        pages = pages_of(total, query.per_page)
        if not 1 <= query.page <= pages:
            raise NoSuchPage(query.page, pages)
        cards = tuple(_page(query, found.attempt)) if total else ()
        attempt = found.attempt
        return Results(
            cards=cards,
            total=total,
            facets=facets.values(found.numbers, query, vocabulary()),
            page=query.page,
            pages=pages,
            suggestion=attempt.suggestion if attempt else None,
            is_loose=attempt.is_loose if attempt else False,
            highlights=highlights.of_cards(cards, attempt) if attempt else {},
        )

    def count(self, query: Query) -> Counts:
        numbers = _found(_understood(query)).numbers
        return Counts(numbers.total, facets.values(numbers, query, vocabulary()))

    def complete(self, text: str, *, limit: int) -> tuple[ProductCard, ...]:
        wanted = expand(text)
        if not wanted:
            return ()
        cards = ProductCard.objects.all()
        tried = (attempt for attempt in attempts(wanted, sample) if attempt.is_prefix)
        for attempt, _turn in zip(tried, range(_COMPLETING), strict=False):
            found = tuple(_ranked(cards, attempt, 0, limit))
            if found:
                return found
        return ()


def sample(choices: Choices) -> list[str]:
    """Titles and names of some cards that bear one word of each place."""
    cards = ProductCard.objects.filter(pk__in=shelf().choosing(choices).as_list())
    rows = cards.order_by("pk").values_list(
        "title", "producer_name", "village__name", "commune_name"
    )
    return [" ".join(filter(None, row)) for row in rows[:_SAMPLES]]


def _understood(query: Query) -> Query:
    if query.wanted is not None:
        return query
    return replace(query, wanted=expand(query.text))


def _found(query: Query) -> _Found:
    """Count, or remember; the same for every page and order of the same choices."""
    choices = replace(query, text="", sort=Sort.NEWEST, page=1, per_page=1)
    digest = hashlib.sha256(repr(choices).encode(errors="replace")).hexdigest()
    key = f"search:counts:{freshness.version()}:{digest}"
    kept = cache.get(key)
    if isinstance(kept, _Found):
        return kept
    found = _look(query, query.wanted or Wanted())
    cache.set(key, found, freshness.SECONDS)
    return found


def _look(query: Query, wanted: Wanted) -> _Found:
    names = vocabulary()
    if not wanted:
        return _Found(facets.count(scope(query), query, names))
    nothing = None
    for attempt in attempts(wanted, sample):
        cards = _bearing(scope(query), attempt)
        numbers = facets.count(cards, query, names)
        if numbers.matched:
            return _Found(numbers, attempt)
        nothing = nothing or numbers
    return _Found(nothing or Numbers())


def _bearing(cards: QuerySet[ProductCard], attempt: Attempt) -> QuerySet[ProductCard]:
    return cards.filter(pk__in=shelf().bearing(attempt).as_list())


def _page(query: Query, attempt: Attempt | None) -> Iterator[ProductCard]:
    cards = scope(query).filter(*chosen(query, vocabulary()).values())
    start = (query.page - 1) * query.per_page
    if attempt and query.sort is Sort.RELEVANCE:
        yield from _ranked(cards, attempt, start, query.per_page)
        return
    if attempt:
        cards = _bearing(cards, attempt)
    ordered = cards.order_by(*_order(query)).defer("search_text", "sort_key")
    yield from ordered[start : start + query.per_page]


def _ranked(
    cards: QuerySet[ProductCard], attempt: Attempt, start: int, limit: int
) -> Iterator[ProductCard]:
    """The best of ``cards``, the newer of two equals first: one query."""
    best = shelf().ranked(attempt)
    some, params = cards.order_by().values("pk", "published_at").query.sql_with_params()
    table = connection.ops.quote_name(ProductCard._meta.db_table)
    columns = ", ".join(
        f"card.{connection.ops.quote_name(field.column)}"
        for field in ProductCard._meta.concrete_fields
        if field.name not in {"search_text", "sort_key"}
    )
    # The best are picked by their keys: cards are too wide to be sorted whole.
    found = ProductCard.objects.raw(
        f"SELECT {columns} FROM (SELECT best.id, best.score, some.published_at "  # noqa: S608
        f"FROM ({best.text}) best JOIN ({some}) some ON some.pk = best.id "
        "ORDER BY best.score, some.published_at DESC, best.id DESC "
        f"LIMIT %s OFFSET %s) picked JOIN {table} card ON card.product_id = picked.id "
        "ORDER BY picked.score, picked.published_at DESC, picked.id DESC",
        [*best.params, *params, limit, start],
    )
    yield from found


def _order(query: Query) -> list[str | OrderBy]:
    """The key of the card comes last, so that pages never overlap."""
    newest: list[str | OrderBy] = ["-published_at", "-pk"]
    shown_stars = Case(
        When(star_shown_on(query.day), then=F("stars")),
        default=0,
        output_field=IntegerField(),
    )
    orders: dict[Sort, list[str | OrderBy]] = {
        Sort.RELEVANCE: newest,
        Sort.NEWEST: newest,
        Sort.PRICE: [F("price").asc(nulls_last=True), "pk"],
        Sort.PRICE_DOWN: [F("price").desc(nulls_last=True), "-pk"],
        Sort.BEST_SELLING: ["-sold_count", "-pk"],
        Sort.STARS: [shown_stars.desc(), *newest],
        Sort.NAME: ["sort_key", "pk"],
    }
    return orders[query.sort]
