"""What a shopper chose, as SQL over the cards (called ``card``).

Written out, not by way of the ORM: putting forty conditional columns together there
took longer than the database takes to answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection

from catalog.models import ProductCard
from search.engines.base import BANDS, FACETS, Availability, Band, Query
from search.vocabulary import Vocabulary
from showrooms.models import Showroom

CARDS = ProductCard._meta.db_table
DISPLAY = Showroom.products.through._meta.db_table
STATES = {
    Availability.READY: (ProductCard.State.IN_STOCK, ProductCard.State.LOW),
    Availability.TO_ORDER: (
        ProductCard.State.MADE_TO_ORDER,
        ProductCard.State.BOOKING,
    ),
}
# facet → column of the card, for those whose values are rows
COLUMNS = {
    "groups": "card.group_id",
    "villages": "card.village_id",
    "communes": "card.commune_id",
    "producers": "card.producer_id",
}


@dataclass(frozen=True)
class Sql:
    """A piece of SQL and its parameters: what was typed is in these alone."""

    text: str
    params: tuple[Any, ...] = ()


NOTHING = Sql("1 = 0")


def joined(word: str, pieces: Iterable[Sql]) -> Sql:
    """All pieces, each in brackets, with AND or OR between them."""
    every = list(pieces)
    return Sql(
        f" {word} ".join(f"({piece.text})" for piece in every),
        tuple(param for piece in every for param in piece.params),
    )


def cards_bearing(bearing: Sql | None, tests: list[Sql]) -> tuple[Sql, Sql]:
    """What stands after FROM, and the WHERE: the cards (of ``bearing``) that pass.

    CROSS JOIN tells SQLite to start from the words; it would start from the cards."""
    source = Sql(f"{CARDS} card")
    if bearing is not None:
        source = Sql(
            f"({bearing.text}) bearing CROSS JOIN {CARDS} card", bearing.params
        )
        tests = [Sql("card.product_id = bearing.id"), *tests]
    where = joined("AND", tests)
    return source, Sql(f" WHERE {where.text}" if tests else "", where.params)


@lru_cache
def shown_columns() -> str:
    """What a listing shows of a card."""
    return ", ".join(
        f"card.{field.column}"
        for field in ProductCard._meta.concrete_fields
        if field.name not in {"search_text", "sort_key"}
    )


def is_in(column: str, values: Sequence[Any]) -> Sql:
    if not values:
        return NOTHING
    return Sql(f"{column} IN ({', '.join(['%s'] * len(values))})", tuple(values))


def scope(query: Query) -> list[Sql]:
    """What no facet shows: season and occasion."""
    found = []
    if query.season_month is not None:
        found.append(_season(query.season_month))
    if query.occasion:
        pattern = query.occasion.replace("!", "!!").replace("%", "!%")
        pattern = f"%{pattern.replace('_', '!_')}%"
        found.append(Sql("card.occasions LIKE %s ESCAPE '!'", (pattern,)))
    return found


def chosen(query: Query, names: Vocabulary) -> dict[str, Sql]:
    """The condition that each facet's chosen values make together."""
    found = {
        facet: _condition(facet, values, query, names)
        for facet in FACETS
        if (values := getattr(query, facet))
    }
    between = _between(query)
    if between is not None:
        both = [found["bands"], between] if "bands" in found else [between]
        found["bands"] = joined("OR", both)
    return found


def shown_star(query: Query) -> Sql:
    """The star filter of ``catalog.models.card.star_shown_on``, for this day."""
    day = connection.ops.adapt_datefield_value(query.day)
    return Sql("card.stars IS NOT NULL AND card.stars_valid_until >= %s", (day,))


def in_band(band: Band) -> Sql:
    if band.low is None:
        return Sql("card.price IS NULL")
    return _from_to(band.low, "<", band.high)


def _condition(
    facet: str, values: tuple[Any, ...], query: Query, names: Vocabulary
) -> Sql:
    if facet == "stars":
        return joined("AND", [shown_star(query), is_in("card.stars", values)])
    if facet == "bands":
        return joined("OR", (in_band(band) for band in BANDS if band.code in values))
    if facet == "availability":
        states = [state for value in values for state in STATES[Availability(value)]]
        return is_in("card.state", [str(state) for state in states])
    keys = names.pks(facet, values)
    if facet == "showrooms":
        shown = is_in("shown.showroom_id", keys)
        return Sql(
            f"EXISTS (SELECT 1 FROM {DISPLAY} shown "  # noqa: S608
            f"WHERE shown.product_id = card.product_id AND {shown.text})",
            shown.params,
        )
    return is_in(COLUMNS[facet], keys)


def _between(query: Query) -> Sql | None:
    """The condition of the two prices a shopper typed."""
    if query.price_min is None and query.price_max is None:
        return None
    return _from_to(query.price_min or 0, "<=", query.price_max)


def _from_to(low: int, sign: str, high: int | None) -> Sql:
    if high is None:
        return Sql("card.price >= %s", (low,))
    return Sql(f"card.price >= %s AND card.price {sign} %s", (low, high))


def _season(month: int) -> Sql:
    """Months of a season, which may run over the new year."""
    return Sql(
        "(card.season_from <= card.season_to"
        " AND card.season_from <= %s AND card.season_to >= %s)"
        " OR (card.season_from > card.season_to"
        " AND (card.season_from <= %s OR card.season_to >= %s))",
        (month,) * 4,
    )
