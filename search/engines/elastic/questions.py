"""Queries in the server's language. What was typed is only ever a value in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from elasticsearch.dsl import Search, aggs
from elasticsearch.dsl.query import (
    Bool,
    ConstantScore,
    Exists,
    MatchAll,
    MatchPhrase,
    Prefix,
    Range,
    Term,
    Terms,
    Wildcard,
)
from elasticsearch.dsl.query import Query as Test

from search.attempts import Attempt
from search.engines.base import BANDS, FACETS, STARS, Availability, Band, Query, Sort
from search.engines.conditions import STATES
from search.engines.facets import MOST_PRODUCERS
from search.engines.fulltext.merits import How, Merit, merits
from search.engines.fulltext.shelves import Choices
from search.words import Phrase

NO_PRICE = next(band for band in BANDS if band.low is None)
ALL = "all"  # the counts within everything that was chosen
CHOSEN_PRODUCERS = "chosen_producers"
_LONGEST_OCCASION = 120  # characters; no card bears a longer one
_MOST_TERMS = 1_000  # of groups, villages, communes, showrooms
# Where a merit looks → the field that holds those words.
_FIELDS = {
    ("title",): "title",
    ("names",): "names",
    ("title", "names", "codes"): "named",
    ("title", "names", "body", "codes"): "words",
    ("exact",): "exact",
}
_NEWEST = ("-published_at", "-pk")


def page(query: Query, attempt: Attempt | None, start: int, size: int) -> Search:
    """The keys of one page of cards."""
    tests = [*_scope(query), *conditions(query).values()]
    if attempt:
        tests.append(_bearing(attempt))
    scores: list[Test] = []
    if query.sort is Sort.STARS:
        scores = [_scored(_has_stars(query, (stars,)), stars) for stars in STARS]
    elif query.sort is Sort.RELEVANCE and attempt:
        is_sole = len(attempt.phrases) == 1  # then every card here bears it
        scores = [
            _scored(_merit(merit, is_sole=is_sole), merit.weight)
            for merit in merits(attempt)
        ]
    return (
        Search()
        .query(Bool(filter=tests or [MatchAll()], should=scores))
        .sort(*_order(query.sort, is_scored=bool(scores)))
        .source(False)
        .extra(track_total_hits=False)[start : start + size]
    )


def counts(query: Query, attempt: Attempt | None) -> dict[str, Search]:
    """How many cards are chosen, and what each choice of a facet would show beside
    the other facets' choices: one search for each facet in which something is chosen,
    without its own condition, and ``ALL`` for the rest.

    The server works at several at once; as filters of one they took half as long
    again."""
    tests = [*_scope(query), *([_bearing(attempt)] if attempt else [])]
    chosen = conditions(query)
    searches: dict[str, Search] = {}
    for own in (ALL, *chosen):
        others = [test for facet, test in chosen.items() if facet != own]
        search = Search().query(Bool(filter=[*tests, *others] or [MatchAll()]))
        counted = [own] if own in chosen else [f for f in FACETS if f not in chosen]
        for facet in counted:
            _count(search.aggs, facet, query)
        searches[own] = search.extra(size=0, track_total_hits=own == ALL)
    return searches


def bearing(query: Query, attempt: Attempt) -> Search:
    """Whether any card bears the words, whatever facets chose."""
    return _whether([*_scope(query), _bearing(attempt)])


def naming(attempt: Attempt) -> Search:
    """Whether any card bears the words in its title, names or codes."""
    return _whether([_bearing(attempt, "named")])


def sample(choices: Choices, size: int) -> Search:
    """The texts of some cards that bear one word of each place."""
    tests = [Terms("words", list(place)) for place in choices]
    return (
        Search()
        .query(Bool(filter=tests))
        .source(["exact"])
        .extra(track_total_hits=False)[:size]
    )


def conditions(query: Query) -> dict[str, Test]:
    """The condition that each facet's chosen values make together."""
    found: dict[str, Test] = {
        facet: _condition(facet, values, query)
        for facet in FACETS
        if (values := getattr(query, facet))
    }
    between = _between(query)
    if between is not None:
        found["bands"] = _any([found["bands"], between] if query.bands else [between])
    return found


def _condition(facet: str, values: tuple[Any, ...], query: Query) -> Test:
    if facet == "stars":
        return _has_stars(query, values)
    if facet == "bands":
        return _any([_in_band(band) for band in BANDS if band.code in values])
    if facet == "availability":
        states = [state for value in values for state in STATES[Availability(value)]]
        return Terms("state", [str(state) for state in states])
    return Terms(facet, list(values))


def _scope(query: Query) -> list[Test]:
    """What no facet shows: season and occasion."""
    found: list[Test] = []
    if query.season_month is not None:
        found.append(_is("season", query.season_month))
    if query.occasion:
        plain = query.occasion[: _LONGEST_OCCASION + 1]
        for sign in "\\*?":
            plain = plain.replace(sign, f"\\{sign}")
        found.append(Wildcard("occasions", {"value": f"*{plain}*"}))
    return found


def _has_stars(query: Query, stars: Iterable[int]) -> Test:
    return Bool(filter=[Terms("stars", list(stars)), _is_valid(query)])


def _is_valid(query: Query) -> Test:
    return Range("stars_valid_until", {"gte": query.day.isoformat()})


def _in_band(band: Band) -> Test:
    if band.low is None:
        return Bool(must_not=[Exists(field="price")])
    high = {} if band.high is None else {"lt": band.high}
    return Range("price", {"gte": band.low, **high})


def _between(query: Query) -> Test | None:
    """The condition of the two prices a shopper typed."""
    if query.price_min is None and query.price_max is None:
        return None
    high = {} if query.price_max is None else {"lte": query.price_max}
    return Range("price", {"gte": query.price_min or 0, **high})


def _count(bucket: Any, facet: str, query: Query) -> None:
    if facet == "bands":
        bucket.metric(NO_PRICE.code, aggs.Missing(field="price"))
        bucket.bucket("bands", aggs.Range(field="price", ranges=_ranges()))
    elif facet == "stars":
        valid = bucket.bucket("stars", aggs.Filter(_is_valid(query)))
        valid.metric("stars", aggs.Terms(field="stars"))
    elif facet == "availability":
        bucket.metric("availability", aggs.Terms(field="state"))
    elif facet == "producers":
        bucket.metric("producers", aggs.Terms(field="producers", size=MOST_PRODUCERS))
        if query.producers:
            named = list(query.producers)
            of_these = aggs.Terms(field="producers", include=named, size=len(named))
            bucket.metric(CHOSEN_PRODUCERS, of_these)
    else:
        bucket.metric(facet, aggs.Terms(field=facet, size=_MOST_TERMS))


def _ranges() -> list[dict[str, Any]]:
    return [
        {
            "key": band.code,
            "from": band.low,
            **({} if band.high is None else {"to": band.high}),
        }
        for band in BANDS
        if band.low is not None
    ]


def _order(sort: Sort, *, is_scored: bool) -> tuple[Any, ...]:
    """The key of the card comes last, so that pages never overlap."""
    orders: dict[Sort, tuple[Any, ...]] = {
        Sort.PRICE: ({"price": {"order": "asc", "missing": "_last"}}, "pk"),
        Sort.PRICE_DOWN: ({"price": {"order": "desc", "missing": "_last"}}, "-pk"),
        Sort.BEST_SELLING: ("-sold_count", "-pk"),
        Sort.NAME: ("sort_key", "pk"),
    }
    newest = ("_score", *_NEWEST) if is_scored else _NEWEST
    return orders.get(sort, newest)


def _scored(test: Test, weight: int) -> Test:
    return ConstantScore(filter=test, boost=weight)


def _bearing(attempt: Attempt, field: str = "words") -> Test:
    return _any(
        [_every(phrase, field, attempt.is_prefix) for phrase in attempt.phrases]
    )


def _merit(merit: Merit, *, is_sole: bool) -> Test:
    return _any([_merited(merit, phrase, is_sole) for phrase in merit.phrases])


def _merited(merit: Merit, phrase: Phrase, is_sole: bool) -> Test:
    field = _FIELDS[merit.where]
    if merit.how is How.ALL:
        return _every(phrase, field, merit.is_prefix)
    if merit.how is How.FIRST:
        part: Test = _is("first", phrase[0].folded)
    else:
        pairs = (f"{one.folded} {two.folded}" for one, two in pairwise(phrase))
        part = _any([MatchPhrase(field, {"query": pair}) for pair in pairs])
    if is_sole:
        return part
    return Bool(filter=[part, _every(phrase, "words", merit.is_prefix)])


def _every(phrase: Phrase, field: str, is_prefix: bool) -> Test:
    """All words of the phrase, the last one, if so asked, as a beginning."""
    words = [word.exact if field == "exact" else word.folded for word in phrase]
    tests: list[Test] = [_is(field, word) for word in words]
    if is_prefix:
        tests[-1] = Prefix(field, {"value": words[-1]})
    return Bool(filter=tests)


def _whether(tests: list[Test]) -> Search:
    return Search().query(Bool(filter=tests)).extra(size=0, terminate_after=1)


def _is(field: str, value: str | int) -> Test:
    return Term(field, {"value": value})


def _any(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else Bool(should=tests, minimum_should_match=1)
