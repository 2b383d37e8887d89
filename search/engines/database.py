"""The engine that asks the shop's own database; needs no server of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from operator import and_, or_

from django.core.cache import cache
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, When
from django.db.models.expressions import OrderBy

from catalog.models import ProductCard
from catalog.models.card import star_shown_on
from catalog.vietnamese import fold
from search import freshness
from search.engines.base import (
    BANDS,
    FACETS,
    STARS,
    Availability,
    Counts,
    FacetValue,
    Label,
    NoSuchPage,
    Query,
    Results,
    Sort,
)
from search.vocabulary import Vocabulary, vocabulary

_WORDS = 12  # words of a query that count; more is not a search
_STATES = {
    Availability.READY: (ProductCard.State.IN_STOCK, ProductCard.State.LOW),
    Availability.TO_ORDER: (
        ProductCard.State.MADE_TO_ORDER,
        ProductCard.State.BOOKING,
    ),
}


_TOTAL = "total"


class DatabaseEngine:
    """Two queries a page while its counts are kept: the version and the cards."""

    def search(self, query: Query) -> Results:
        counts = self.count(query)
        pages = max(1, -(-counts.total // query.per_page))
        if not 1 <= query.page <= pages:
            raise NoSuchPage(query.page, pages)
        return Results(
            cards=tuple(_page(query)) if counts.total else (),
            total=counts.total,
            facets=counts.facets,
            page=query.page,
            pages=pages,
        )

    def count(self, query: Query) -> Counts:
        key, names = _key(query), vocabulary()
        numbers = cache.get(key)
        if numbers is None:
            numbers = _count(query, names)
            cache.set(key, numbers, freshness.SECONDS)
        return _counts(numbers, names)


def _key(query: Query) -> str:
    """The same for every page and order of the same choices."""
    choices = replace(query, sort=Sort.NEWEST, page=1, per_page=1)
    digest = hashlib.sha256(repr(choices).encode(errors="replace")).hexdigest()
    return f"search:counts:{freshness.version()}:{digest}"


def _page(query: Query) -> QuerySet[ProductCard]:
    chosen = _chosen(query, vocabulary()).values()
    start = (query.page - 1) * query.per_page
    return (
        _scope(query)
        .filter(*chosen)
        .order_by(*_order(query))
        .defer("search_text", "sort_key")[start : start + query.per_page]
    )


def _order(query: Query) -> list[str | OrderBy]:
    """The key of the card comes last, so that pages never overlap."""
    newest: list[str | OrderBy] = ["-published_at", "-pk"]
    shown_stars = Case(
        When(star_shown_on(query.day), then=F("stars")),
        default=0,
        output_field=IntegerField(),
    )
    orders: dict[Sort, list[str | OrderBy]] = {
        Sort.NEWEST: newest,
        Sort.PRICE: [F("price").asc(nulls_last=True), "pk"],
        Sort.PRICE_DOWN: [F("price").desc(nulls_last=True), "-pk"],
        Sort.BEST_SELLING: ["-sold_count", "-pk"],
        Sort.STARS: [shown_stars.desc(), *newest],
        Sort.NAME: ["sort_key", "pk"],
    }
    return orders[query.sort]


def _scope(query: Query) -> QuerySet[ProductCard]:
    """The cards that all counts of a page are taken from."""
    cards = ProductCard.objects.all()
    for word in fold(query.text).split()[:_WORDS]:
        cards = cards.filter(search_text__contains=word)
    if query.producer is not None:
        cards = cards.filter(producer__code=query.producer)
    if query.showroom is not None:
        cards = cards.filter(product__showrooms__slug=query.showroom)
    if query.season_month is not None:
        cards = cards.in_season(query.season_month)
    if query.occasion:
        cards = cards.filter(occasions__contains=query.occasion)
    return cards


def _chosen(query: Query, names: Vocabulary) -> dict[str, Q]:
    """The condition that each facet's chosen values make together."""
    found = {
        facet: reduce(or_, [_condition(facet, value, query, names) for value in values])
        for facet in FACETS
        if (values := getattr(query, facet))
    }
    between = _between(query)
    if between is not None:
        found["bands"] = found["bands"] | between if "bands" in found else between
    return found


def _between(query: Query) -> Q | None:
    """The condition of the two prices a shopper typed."""
    if query.price_min is None and query.price_max is None:
        return None
    low = Q(price__gte=query.price_min or 0)
    return low if query.price_max is None else low & Q(price__lte=query.price_max)


def _condition(facet: str, value: object, query: Query, names: Vocabulary) -> Q:
    if facet == "stars":
        return star_shown_on(query.day) & Q(stars=value)
    if facet == "bands":
        return _in_band(str(value))
    if facet == "availability":
        return Q(state__in=_STATES[Availability(str(value))])
    column = {"groups": "group", "villages": "village", "communes": "commune"}[facet]
    return Q(**{f"{column}__in": names.pks(facet, (str(value),))})


def _in_band(code: str) -> Q:
    band = next(band for band in BANDS if band.code == code)
    if band.low is None:
        return Q(price=None)
    found = Q(price__gte=band.low)
    return found if band.high is None else found & Q(price__lt=band.high)


def _values(names: Vocabulary) -> dict[str, list[tuple[str, Label]]]:
    """Every value of every facet, with its label, in the order of display."""
    named: dict[str, list[tuple[str, Label]]] = {
        facet: [(term.slug, term.name) for term in names.of(facet)]
        for facet in ("groups", "villages", "communes")
    }
    return {
        **named,
        "stars": [(str(stars), str(stars)) for stars in STARS],
        "bands": [(band.code, band.label) for band in BANDS],
        "availability": [(value.value, value.value) for value in Availability],
    }


def _count(query: Query, names: Vocabulary) -> dict[str, int]:
    """Count all choices in one query: each beside what the other facets chose."""
    chosen = _chosen(query, names)
    wanted = {_TOTAL: _all(chosen.values())}
    for facet, choices in _values(names).items():
        beside = _all(
            condition for other, condition in chosen.items() if other != facet
        )
        for value, _label in choices:
            wanted[_name(facet, value)] = beside & _condition(
                facet, value, query, names
            )
    counted = _scope(query).aggregate(
        **{
            f"n{position}": Count("pk", filter=condition or None)
            for position, condition in enumerate(wanted.values())
        }
    )
    return {name: counted[f"n{position}"] for position, name in enumerate(wanted)}


def _counts(numbers: dict[str, int], names: Vocabulary) -> Counts:
    return Counts(
        total=numbers[_TOTAL],
        facets={
            facet: tuple(
                FacetValue(value, label, numbers.get(_name(facet, value), 0))
                for value, label in choices
            )
            for facet, choices in _values(names).items()
        },
    )


def _name(facet: str, value: str) -> str:
    return f"{facet}:{value}"


def _all(conditions: Iterable[Q]) -> Q:
    return reduce(and_, conditions, Q())
