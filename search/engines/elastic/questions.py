"""Queries in the server's language. What was typed is only ever a value in it.

Written as the server reads them, not by way of ``elasticsearch.dsl``: putting a page's
searches together there took Python longer than all the rest of its work."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from search.attempts import Attempt
from search.engines.base import BANDS, FACETS, STARS, Availability, Query, Sort
from search.engines.conditions import STATES
from search.engines.facets import MOST_PRODUCERS
from search.engines.fulltext.merits import How, Merit, merits
from search.engines.fulltext.shelves import Choices
from search.words import Phrase

Test = dict[str, Any]
Body = dict[str, Any]

NO_PRICE = next(band for band in BANDS if band.low is None)
CHOSEN_PRODUCERS = "chosen_producers"
BESIDE = "beside_"  # a facet's counts within what another facet chose
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
_NEWEST = ({"published_at": "desc"}, {"pk": "desc"})


def searches(
    query: Query, attempt: Attempt | None, start: int, size: int
) -> list[Body]:
    """One page of cards, how many there are, and the counts of every facet: those in
    which nothing is chosen within everything that was, the others by ``_beside``.

    Words are walked through once for the page and its counts. Without words the two
    are asked apart: the server remembers counts until something changes."""
    chosen = conditions(query)
    tests = [*_scope(query), *([_bearing(attempt)] if attempt else [])]
    cards = _all([*tests, *chosen.values()])
    page = _page(cards, query, attempt, start, size)
    counts = {
        "track_total_hits": True,
        "aggs": _counts([facet for facet in FACETS if facet not in chosen], query),
    }
    beside = _beside(query, tests, chosen)
    if attempt and size:
        return [page | counts, *beside]
    apart = {"query": cards, "size": 0, **counts}
    return [page, apart, *beside] if size else [apart, *beside]


def first(attempt: Attempt, size: int, query: Query) -> Body:
    """The best cards that bear the words, uncounted."""
    return _page(_all([_bearing(attempt)]), query, attempt, 0, size)


def has_scope(query: Query) -> bool:
    """Whether anything narrows the cards that is neither a word nor a facet."""
    return bool(_scope(query))


def bearing(query: Query, attempt: Attempt) -> Body:
    """Whether any card bears the words, whatever facets chose."""
    return _whether([*_scope(query), _bearing(attempt)])


def naming(attempt: Attempt) -> Body:
    """Whether any card bears the words in its title, names or codes."""
    return _whether([_bearing(attempt, "named")])


def sample(choices: Choices, size: int) -> Body:
    """The texts of some cards that bear one word of each place."""
    tests = [_is_in("words", list(place)) for place in choices]
    return {
        "query": _all(tests),
        "_source": ["exact"],
        "track_total_hits": False,
        "size": size,
    }


def conditions(query: Query) -> dict[str, Test]:
    """The condition that each facet's chosen values make together."""
    found: dict[str, Test] = {
        facet: _condition(facet, values, query)
        for facet in FACETS
        if (values := getattr(query, facet))
    }
    if query.price_min is not None or query.price_max is not None:
        found["bands"] = _priced(query)
    return found


def _page(
    tests: Test, query: Query, attempt: Attempt | None, start: int, size: int
) -> Body:
    """The keys of one page of cards; the key of a card comes last in every order, so
    that pages never overlap."""
    scores: list[Test] = []
    if query.sort is Sort.STARS:
        scores = [_scored(_has_stars(query, (stars,)), stars) for stars in STARS]
    elif query.sort is Sort.RELEVANCE and attempt:
        is_sole = len(attempt.phrases) == 1  # then every card here bears it
        scores = [
            _scored(_merit(merit, is_sole=is_sole), merit.weight)
            for merit in merits(attempt)
        ]
    orders: dict[Sort, tuple[Any, ...]] = {
        Sort.PRICE: ({"price": {"order": "asc", "missing": "_last"}}, {"pk": "asc"}),
        Sort.PRICE_DOWN: (
            {"price": {"order": "desc", "missing": "_last"}},
            {"pk": "desc"},
        ),
        Sort.BEST_SELLING: ({"sold_count": "desc"}, {"pk": "desc"}),
        Sort.NAME: ({"sort_key": "asc"}, {"pk": "asc"}),
    }
    newest = ("_score", *_NEWEST) if scores else _NEWEST
    return {
        "query": {"bool": {"filter": tests, "should": scores}},
        "sort": orders.get(query.sort, newest),
        "_source": False,
        "track_total_hits": False,
        "from": start,
        "size": size,
    }


def _beside(query: Query, tests: list[Test], chosen: dict[str, Test]) -> list[Body]:
    """What each choice of a facet in which something is chosen would show beside the
    other facets' choices: all conditions but its own.

    Two facets a search, for the server works at several at once: one a search walks
    through the words too often, all in one leaves half of the server idle."""
    found = []
    names = list(chosen)
    for pair in (names[place : place + 2] for place in range(0, len(names), 2)):
        others = [test for facet, test in chosen.items() if facet not in pair]
        counts = {
            f"{BESIDE}{facet}": {
                "filter": _all([chosen[other] for other in pair if other != facet]),
                "aggs": _counts([facet], query),
            }
            for facet in pair
        }
        found.append(
            {
                "query": _all([*tests, *others]),
                "size": 0,
                "track_total_hits": False,
                "aggs": counts,
            }
        )
    return found


def _whether(tests: list[Test]) -> Body:
    return {"query": _all(tests), "size": 0, "terminate_after": 1}


def _condition(facet: str, values: tuple[Any, ...], query: Query) -> Test:
    if facet == "stars":
        return _has_stars(query, values)
    if facet == "availability":
        states = [state for value in values for state in STATES[Availability(value)]]
        return _is_in("state", [str(state) for state in states])
    return _is_in(facet, list(values))


def _scope(query: Query) -> list[Test]:
    """What no facet shows: season and occasion."""
    found: list[Test] = []
    if query.season_month is not None:
        found.append(_is("season", query.season_month))
    if query.occasion:
        plain = query.occasion[: _LONGEST_OCCASION + 1]
        for sign in "\\*?":
            plain = plain.replace(sign, f"\\{sign}")
        found.append({"wildcard": {"occasions": f"*{plain}*"}})
    return found


def _has_stars(query: Query, stars: Iterable[int]) -> Test:
    return _all([_is_in("stars", [str(star) for star in stars]), _is_valid(query)])


def _is_valid(query: Query) -> Test:
    return {"range": {"stars_valid_until": {"gte": query.day.isoformat()}}}


def _priced(query: Query) -> Test:
    """The condition of the two prices a shopper typed and of the bands beside them.
    Spans that touch are one, for each is a look at every card's price."""
    typed_end = None if query.price_max is None else query.price_max + 1
    spans = [(query.price_min or 0, typed_end)]
    spans += [
        (band.low, band.high)
        for band in BANDS
        if band.code in query.bands and band.low is not None
    ]
    tests = [
        {"range": {"price": {"gte": low, **({} if high is None else {"lt": high})}}}
        for low, high in _joined(spans)
    ]
    if NO_PRICE.code in query.bands:
        tests.append(_is("bands", NO_PRICE.code))
    return _any(tests)


def _joined(spans: list[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """The spans [low, high) without those that touch; no high: without end."""
    found: list[tuple[int, int | None]] = []
    for low, high in sorted(spans, key=lambda span: span[0]):
        if found and (found[-1][1] is None or low <= found[-1][1]):
            start, end = found.pop()
            ends = None if end is None or high is None else max(end, high)
            found.append((start, ends))
        else:
            found.append((low, high))
    return found


def _counts(facets: list[str], query: Query) -> Body:
    """The aggregations that count the values of these facets."""
    found: Body = {}
    for facet in facets:
        if facet == "stars":
            found["stars"] = {
                "filter": _is_valid(query),
                "aggs": {"stars": _terms("stars", len(STARS))},
            }
        elif facet == "bands":
            found["bands"] = _terms("bands", len(BANDS))
        elif facet == "availability":
            found["availability"] = _terms("state", _MOST_TERMS)
        elif facet == "producers":
            found["producers"] = _terms("producers", MOST_PRODUCERS)
            if query.producers:
                named = list(query.producers)
                of_these = _terms("producers", len(named))
                of_these["terms"]["include"] = named
                found[CHOSEN_PRODUCERS] = of_these
        else:
            found[facet] = _terms(facet, _MOST_TERMS)
    return found


def _terms(field: str, size: int) -> Body:
    return {"terms": {"field": field, "size": size}}


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
        part = _is("first", phrase[0].folded)
    else:
        pairs = (f"{one.folded} {two.folded}" for one, two in pairwise(phrase))
        part = _any([{"match_phrase": {field: pair}} for pair in pairs])
    if is_sole:
        return part
    return _all([part, _every(phrase, "words", merit.is_prefix)])


def _every(phrase: Phrase, field: str, is_prefix: bool) -> Test:
    """All words of the phrase, the last one, if so asked, as a beginning."""
    words = [word.exact if field == "exact" else word.folded for word in phrase]
    tests = [_is(field, word) for word in words]
    if is_prefix:
        tests[-1] = {"prefix": {field: words[-1]}}
    return _all(tests)


def _scored(test: Test, weight: int) -> Test:
    return {"constant_score": {"filter": test, "boost": weight}}


def _is(field: str, value: str | int) -> Test:
    return {"term": {field: value}}


def _is_in(field: str, values: list[str]) -> Test:
    return {"terms": {field: values}}


def _all(tests: list[Test]) -> Test:
    if not tests:
        return {"match_all": {}}
    return tests[0] if len(tests) == 1 else {"bool": {"filter": tests}}


def _any(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return {"bool": {"should": tests, "minimum_should_match": 1}}
