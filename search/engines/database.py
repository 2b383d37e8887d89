"""The engine that asks the shop's own database; needs no server of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.db import connection

from catalog.models import ProductCard
from search import freshness, highlights
from search.attempts import Attempt, attempts, plain
from search.engines import facets
from search.engines.base import (
    Counts,
    NoSuchPage,
    Query,
    Results,
    Sort,
    pages_of,
)
from search.engines.conditions import (
    CARDS,
    Sql,
    cards_bearing,
    chosen,
    is_in,
    scope,
    shown_columns,
    shown_star,
)
from search.engines.facets import Numbers
from search.engines.fulltext.shelves import Choices, shelf
from search.synonyms import expand
from search.vocabulary import vocabulary
from search.words import Wanted

Order = tuple[tuple[Sql, str], ...]
_NEWEST: Order = ((Sql("card.published_at"), "DESC"),)
_NO_PRICE = Sql("CASE WHEN card.price IS NULL THEN 1 ELSE 0 END")
_SAMPLES = 40  # cards whose words a correction is looked for in


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
        cards = _page(query, found) if total else ()
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
        for attempt in plain(wanted):
            if not attempt.is_prefix or attempt.needs_name:
                continue
            found = _best(attempt, shelf().bearing(attempt), [], 0, limit)
            if found:
                return found
        return ()


def sample(choices: Choices) -> list[str]:
    """Titles and names of some cards that bear one word of each place."""
    bearing = shelf().choosing(choices)
    with connection.cursor() as cursor:
        cursor.execute(f"{bearing.text} LIMIT %s", (*bearing.params, _SAMPLES))
        ids = [pk for (pk,) in cursor.fetchall()]
    rows = ProductCard.objects.filter(pk__in=ids).order_by("pk")
    names = ("title", "producer_name", "village__name", "commune_name")
    return [" ".join(filter(None, row)) for row in rows.values_list(*names)]


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
        return _Found(facets.count(query, names))
    nothing = None
    for attempt in attempts(wanted, sample):
        if attempt.needs_name and not _is_there(shelf().naming(attempt)):
            continue
        numbers = facets.count(query, names, shelf().bearing(attempt))
        if numbers.matched:
            return _Found(numbers, attempt)
        nothing = nothing or numbers
    return _Found(nothing or Numbers())


def _is_there(found: Sql) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"{found.text} LIMIT 1", found.params)
        return cursor.fetchone() is not None


def _page(query: Query, found: _Found) -> tuple[ProductCard, ...]:
    attempt, few = found.attempt, found.numbers.keys
    bearing = shelf().bearing(attempt) if attempt else None
    tests = [*scope(query), *chosen(query, vocabulary()).values()]
    if few is not None:
        bearing, tests = None, [is_in("card.product_id", few)]
    start = (query.page - 1) * query.per_page
    if attempt and query.sort is Sort.RELEVANCE:
        return _best(attempt, bearing, tests, start, query.per_page)
    return _cards(bearing, tests, _order(query), start, query.per_page)


def _best(
    attempt: Attempt, bearing: Sql | None, tests: list[Sql], start: int, limit: int
) -> tuple[ProductCard, ...]:
    """The best of the cards that pass the tests, the newer of two equals first.

    Only those that pass are weighed."""
    source, where = cards_bearing(bearing, tests)
    ranked = shelf().ranked(attempt)
    passing = (
        "WITH passing AS MATERIALIZED "  # noqa: S608
        "(SELECT card.product_id AS id, card.published_at AS published_at "
        f"FROM {source.text}{where.text}) "
    )
    picked = (
        "SELECT passing.id AS key_0, best.score AS key_1, "  # noqa: S608
        "passing.published_at AS key_2"
        f" FROM ({ranked.text}) best JOIN passing ON passing.id = best.id"
    )
    params = (*source.params, *where.params, *ranked.params)
    order = ["key_1 ASC", "key_2 DESC", "key_0 DESC"]
    return _picked(passing, Sql(picked, params), order, start, limit)


def _cards(
    bearing: Sql | None, tests: list[Sql], order: Order, start: int, limit: int
) -> tuple[ProductCard, ...]:
    """Cards ``start`` to ``start + limit`` in this order: one query."""
    source, where = cards_bearing(bearing, tests)
    keys = [Sql("card.product_id"), *(key for key, _way in order)]
    selected = ", ".join(f"{key.text} AS key_{n}" for n, key in enumerate(keys))
    ways = [way for _key, way in order]
    picked = f"SELECT {selected} FROM {source.text}{where.text}"  # noqa: S608
    of_keys = (param for key in keys for param in key.params)
    by = [f"key_{n} {way}" for n, way in enumerate(ways, start=1)]
    return _picked(
        "",
        Sql(picked, (*of_keys, *source.params, *where.params)),
        [*by, f"key_0 {ways[-1]}"],
        start,
        limit,
    )


def _picked(
    before: str, picked: Sql, order: list[str], start: int, limit: int
) -> tuple[ProductCard, ...]:
    """The cards of the keys that ``picked`` selects.

    They are picked by their keys first: cards are too wide to be sorted whole."""
    by = ", ".join(order)
    found = ProductCard.objects.raw(
        f"{before}SELECT {shown_columns()} FROM ({picked.text} ORDER BY {by} "  # noqa: S608
        f"LIMIT %s OFFSET %s) picked JOIN {CARDS} card "
        f"ON card.product_id = picked.key_0 ORDER BY {by}",
        (*picked.params, limit, start),
    )
    return tuple(found)


def _order(query: Query) -> Order:
    """The key of the card comes last, the way of the key before it, so that pages
    never overlap."""
    stars = shown_star(query)
    shown = Sql(f"CASE WHEN {stars.text} THEN card.stars ELSE 0 END", stars.params)
    orders: dict[Sort, Order] = {
        Sort.PRICE: ((_NO_PRICE, "ASC"), (Sql("card.price"), "ASC")),
        Sort.PRICE_DOWN: ((_NO_PRICE, "ASC"), (Sql("card.price"), "DESC")),
        Sort.BEST_SELLING: ((Sql("card.sold_count"), "DESC"),),
        Sort.STARS: ((shown, "DESC"), *_NEWEST),
        Sort.NAME: ((Sql("card.sort_key"), "ASC"),),
    }
    return orders.get(query.sort, _NEWEST)
