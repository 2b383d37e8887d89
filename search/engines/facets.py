"""Counts of all choices in one statement, each beside what the other facets chose.

The cards in question are gathered once, narrowly; each facet then groups them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import connection

from search.engines.base import (
    BANDS,
    FACETS,
    STARS,
    Availability,
    FacetValue,
    Label,
    Query,
)
from search.engines.conditions import (
    COLUMNS,
    DISPLAY,
    STATES,
    Sql,
    cards_bearing,
    chosen,
    in_band,
    is_in,
    scope,
    shown_star,
)
from search.vocabulary import Vocabulary

MOST_PRODUCERS = 100
_TOTAL, _MATCHED, _KEY = "total", "matched", "key"
_FEW = 500  # cards whose keys cost less to remember than to find again for their page


@dataclass(frozen=True)
class Numbers:
    total: int = 0
    matched: int = 0  # cards that bear the words, whatever else was chosen
    # facet → value (the key of a row, or the value itself) → cards
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    keys: tuple[int, ...] | None = None  # the cards themselves, where they are few


def count(query: Query, names: Vocabulary, bearing: Sql | None = None) -> Numbers:
    """Count the cards, those ``bearing`` the words, by every facet; one query."""
    statement = _statement(query, names, bearing)
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        for facet, value, number in cursor.fetchall():
            if value is not None:
                found.setdefault(facet, {})[value] = number
    total = found.pop(_TOTAL, {}).get("", 0)
    matched = found.pop(_MATCHED, {}).get("", 0)
    keys = tuple(map(int, found.pop(_KEY, {})))
    return Numbers(total, matched, found, keys if len(keys) == total else None)


def values(
    numbers: Numbers, query: Query, names: Vocabulary
) -> dict[str, tuple[FacetValue, ...]]:
    """Every value of every facet with its label and count, in the order of display;
    of producers only those that have something to show."""
    found: dict[str, tuple[FacetValue, ...]] = {}
    for facet in FACETS:
        counted = numbers.facets.get(facet, {})
        if facet == "producers":
            found[facet] = _producers(counted, query, names)
            continue
        found[facet] = tuple(
            FacetValue(value, label, counted.get(key, 0))
            for key, value, label in _choices(facet, names)
        )
    return found


def _producers(
    counted: Mapping[str, int], query: Query, names: Vocabulary
) -> tuple[FacetValue, ...]:
    """The chosen, then the most frequent, then by name; of thousands only those that
    are shown are looked at."""
    wanted = names.pks("producers", query.producers) if query.producers else []
    places = names.producer_places
    keys = {*map(int, counted), *wanted}
    found = sorted(places[pk] for pk in keys if pk in places)
    shown = [
        FacetValue(term.slug, term.name, counted.get(str(term.pk), 0))
        for term in (names.producers[place] for place in found)
    ]
    shown.sort(key=lambda value: (value.value not in query.producers, -value.count))
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


def _statement(query: Query, names: Vocabulary, bearing: Sql | None) -> Sql:
    conditions = chosen(query, names)
    columns = {
        "pk": Sql("card.product_id"),
        **{f"of_{facet}": Sql(column) for facet, column in COLUMNS.items()},
        "of_stars": _case([(shown_star(query), "card.stars")]),
        "of_bands": _case([(in_band(band), f"'{band.code}'") for band in BANDS]),
        "of_availability": _case(
            [
                (is_in("card.state", list(map(str, states))), f"'{value.value}'")
                for value, states in STATES.items()
            ]
        ),
        **{f"in_{facet}": _case([(test, "1")]) for facet, test in conditions.items()},
    }
    gathered = _gathered(columns, scope(query), bearing)
    passed = f"SELECT * FROM found{_beside(list(conditions))}"  # noqa: S608
    parts = " UNION ALL ".join(_parts(columns, list(conditions)))
    return Sql(
        f"WITH found AS MATERIALIZED ({gathered.text}), "
        f"passed AS MATERIALIZED ({passed}) {parts}",
        gathered.params,
    )


def _gathered(columns: Mapping[str, Sql], tests: list[Sql], bearing: Sql | None) -> Sql:
    source, where = cards_bearing(bearing, tests)
    selected = ", ".join(f"{sql.text} AS {name}" for name, sql in columns.items())
    return Sql(
        f"SELECT {selected} FROM {source.text}{where.text}",  # noqa: S608
        (
            *(param for sql in columns.values() for param in sql.params),
            *source.params,
            *where.params,
        ),
    )


def _parts(columns: Mapping[str, Sql], chosen: list[str]) -> Iterator[str]:
    yield f"SELECT '{_MATCHED}', '', COUNT(*) FROM found"  # noqa: S608
    yield f"SELECT '{_TOTAL}', '', COUNT(*) FROM passed"  # noqa: S608
    yield (
        f"SELECT '{_KEY}', {_text('pk')}, 1 FROM passed "  # noqa: S608
        f"WHERE (SELECT COUNT(*) FROM passed) <= {_FEW}"
    )
    for name in columns:
        facet = name.removeprefix("of_")
        if facet != name:
            yield _part(facet, name, _within(chosen, facet))
    within = _within(chosen, "showrooms")
    shown = f"(SELECT pk FROM {within}) ours JOIN {DISPLAY} shown"  # noqa: S608
    yield _part("showrooms", "showroom_id", f"{shown} ON shown.product_id = ours.pk")


def _part(facet: str, value: str, source: str) -> str:
    """One facet's counts; all of this is our own words."""
    return (
        f"SELECT '{facet}', {_text(value)}, COUNT(*) "  # noqa: S608
        f"FROM {source} GROUP BY {value}"
    )


def _text(value: str) -> str:
    return f"CAST({value} AS varchar(20))"


def _within(chosen: list[str], facet: str) -> str:
    """The cards that pass all facets but this one."""
    return f"found{_beside(chosen, facet)}" if facet in chosen else "passed"


def _beside(chosen: list[str], facet: str = "") -> str:
    """The WHERE that all facets but this one make."""
    tests = [f"in_{other} = 1" for other in chosen if other != facet]
    return f" WHERE {' AND '.join(tests)}" if tests else ""


def _case(tests: list[tuple[Sql, str]]) -> Sql:
    """The value of the first test that holds; NULL if none does."""
    whens = " ".join(f"WHEN {test.text} THEN {value}" for test, value in tests)
    params = tuple(param for test, _value in tests for param in test.params)
    return Sql(f"CASE {whens} END", params)
