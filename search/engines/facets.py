"""Counts of all choices in one statement, each beside what the other facets chose.

The cards in question are gathered once, narrowly; each facet then groups them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from catalog.models import ProductCard
from catalog.models.card import star_shown_on
from search.engines.base import (
    BANDS,
    FACETS,
    STARS,
    Availability,
    FacetValue,
    Label,
    Query,
)
from search.vocabulary import Vocabulary
from showrooms.models import Showroom

MOST_PRODUCERS = 100
_TOTAL, _MATCHED = "total", "matched"
_SHOWN = Showroom.products.through
_STATES = {
    Availability.READY: (ProductCard.State.IN_STOCK, ProductCard.State.LOW),
    Availability.TO_ORDER: (
        ProductCard.State.MADE_TO_ORDER,
        ProductCard.State.BOOKING,
    ),
}
# facet → column of the card, for those whose values are rows
_COLUMNS = {
    "groups": "group",
    "villages": "village",
    "communes": "commune",
    "producers": "producer",
}


@dataclass(frozen=True)
class Numbers:
    total: int = 0
    matched: int = 0  # cards that bear the words, whatever else was chosen
    # facet → value (the key of a row, or the value itself) → cards
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def scope(query: Query) -> QuerySet[ProductCard]:
    """The cards that all counts of a page are taken from, words left aside."""
    cards = ProductCard.objects.all()
    if query.season_month is not None:
        cards = cards.in_season(query.season_month)
    if query.occasion:
        cards = cards.filter(occasions__contains=query.occasion)
    return cards


def chosen(query: Query, names: Vocabulary) -> dict[str, Q]:
    """The condition that each facet's chosen values make together."""
    found = {
        facet: _condition(facet, values, query, names)
        for facet in FACETS
        if (values := getattr(query, facet))
    }
    between = _between(query)
    if between is not None:
        found["bands"] = found["bands"] | between if "bands" in found else between
    return found


def count(cards: QuerySet[ProductCard], query: Query, names: Vocabulary) -> Numbers:
    """Count ``cards`` by every facet; one query."""
    sql, params = _statement(cards, query, names)
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for facet, value, number in cursor.fetchall():
            if value is not None:
                found.setdefault(facet, {})[str(value)] = number
    total = found.pop(_TOTAL, {}).get("", 0)
    matched = found.pop(_MATCHED, {}).get("", 0)
    return Numbers(total, matched, found)


def values(
    numbers: Numbers, query: Query, names: Vocabulary
) -> dict[str, tuple[FacetValue, ...]]:
    """Every value of every facet with its label and count, in the order of display;
    of producers only those that have something to show."""
    found: dict[str, tuple[FacetValue, ...]] = {}
    for facet in FACETS:
        counted = numbers.facets.get(facet, {})
        found[facet] = tuple(
            FacetValue(value, label, counted.get(key, 0))
            for key, value, label in _choices(facet, names)
        )
    found["producers"] = _most_frequent(found["producers"], query.producers)
    return found


def _most_frequent(
    producers: tuple[FacetValue, ...], chosen: tuple[str, ...]
) -> tuple[FacetValue, ...]:
    shown = [value for value in producers if value.count or value.value in chosen]
    shown.sort(key=lambda value: (value.value not in chosen, -value.count))
    return tuple(shown[:MOST_PRODUCERS])


def _choices(facet: str, names: Vocabulary) -> list[tuple[str, str, Label]]:
    """(key in the counts, value in an address, label)"""
    if facet == "stars":
        return [(str(stars), str(stars), str(stars)) for stars in STARS]
    if facet == "bands":
        return [(band.code, band.code, band.label) for band in BANDS]
    if facet == "availability":
        return [(value.value, value.value, value.value) for value in Availability]
    return [(str(term.pk), term.slug, term.name) for term in names.of(facet)]


def _statement(
    cards: QuerySet[ProductCard], query: Query, names: Vocabulary
) -> tuple[str, tuple[Any, ...]]:
    conditions = chosen(query, names)
    gathered = cards.order_by().annotate(
        **{f"of_{facet}": F(column) for facet, column in _COLUMNS.items()},
        of_stars=_shown_stars(query),
        of_bands=_band(),
        of_availability=_availability(),
        **{f"in_{facet}": _flag(test) for facet, test in conditions.items()},
    )
    columns = [*_COLUMNS, "stars", "bands", "availability"]
    rows = gathered.values(
        "pk",
        *(f"of_{facet}" for facet in columns),
        *(f"in_{facet}" for facet in conditions),
    )
    sql, params = rows.query.sql_with_params()
    display = f"{_SHOWN._meta.db_table} shown"
    parts = [
        _part(_MATCHED, "''", ""),
        _part(_TOTAL, "''", _beside(conditions)),
        *(
            _part(facet, f"of_{facet}", _beside(conditions, facet), is_grouped=True)
            for facet in columns
        ),
        _part(
            "showrooms",
            "shown.showroom_id",
            f" JOIN {display} ON shown.product_id = found.pk"
            + _beside(conditions, "showrooms"),
            is_grouped=True,
        ),
    ]
    return f"WITH found AS MATERIALIZED ({sql}) " + " UNION ALL ".join(parts), params


def _part(facet: str, value: str, rest: str, *, is_grouped: bool = False) -> str:
    """One facet's counts; all of this is our own words."""
    grouped = f" GROUP BY {value}" if is_grouped else ""
    return (
        f"SELECT '{facet}', CAST({value} AS varchar(20)), COUNT(*) "  # noqa: S608
        f"FROM found{rest}{grouped}"
    )


def _beside(conditions: Mapping[str, Q], facet: str = "") -> str:
    """The WHERE that all facets but this one make."""
    tests = [f"in_{other} = 1" for other in conditions if other != facet]
    return f" WHERE {' AND '.join(tests)}" if tests else ""


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _shown_stars(query: Query) -> Case:
    return Case(
        When(star_shown_on(query.day), then=F("stars")), output_field=IntegerField()
    )


def _band() -> Case:
    return Case(
        *(When(_in_band(band.code), then=Value(band.code)) for band in BANDS),
        output_field=CharField(),
    )


def _availability() -> Case:
    return Case(
        *(
            When(state__in=states, then=Value(value.value))
            for value, states in _STATES.items()
        ),
        output_field=CharField(),
    )


def _between(query: Query) -> Q | None:
    """The condition of the two prices a shopper typed."""
    if query.price_min is None and query.price_max is None:
        return None
    low = Q(price__gte=query.price_min or 0)
    return low if query.price_max is None else low & Q(price__lte=query.price_max)


def _condition(
    facet: str, chosen: tuple[Any, ...], query: Query, names: Vocabulary
) -> Q:
    if facet == "stars":
        return star_shown_on(query.day) & Q(stars__in=chosen)
    if facet == "bands":
        return reduce(or_, map(_in_band, chosen))
    if facet == "availability":
        states = [state for value in chosen for state in _STATES[Availability(value)]]
        return Q(state__in=states)
    keys = names.pks(facet, chosen)
    if facet == "showrooms":
        shown = _SHOWN.objects.filter(product=OuterRef("pk"), showroom__in=keys)
        return Q(Exists(shown))
    return Q(**{f"{_COLUMNS[facet]}__in": keys})


def _in_band(code: str) -> Q:
    band = next(band for band in BANDS if band.code == code)
    if band.low is None:
        return Q(price=None)
    found = Q(price__gte=band.low)
    return found if band.high is None else found & Q(price__lt=band.high)
