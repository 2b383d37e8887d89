"""The engine that asks an Elasticsearch server; cards still come from the database.

It raises EngineFailed when the server does not answer, and whatever reading nonsense
raises: ``falling_back`` stands before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, field
from functools import partial

from catalog.models import ProductCard
from search import highlights
from search.attempts import Attempt, Sample, further, plain
from search.engines import facets
from search.engines.base import (
    DEEPEST,
    Counts,
    NoSuchPage,
    Query,
    Results,
    Sort,
    pages_of,
)
from search.engines.conditions import CARDS, is_in, shown_columns
from search.engines.elastic import answers, questions
from search.engines.elastic.definition import alias
from search.engines.elastic.server import Answer, Conversation
from search.engines.facets import Numbers
from search.engines.fulltext.shelves import Choices
from search.synonyms import expand
from search.vocabulary import vocabulary
from search.words import Wanted

_SAMPLES = 40  # cards whose words a correction is looked for in
_COMPLETING = Query(day=dt.date.max, sort=Sort.RELEVANCE)  # nothing else was chosen


@dataclass(frozen=True)
class _Found:
    numbers: Numbers = field(default_factory=Numbers)
    keys: tuple[int, ...] = ()
    attempt: Attempt | None = None


class ElasticsearchEngine:
    """One request of the server and one query of the database a page, the cards; a
    request or two more where the words are not meant as they were typed. A request
    holds several searches, so that the server works at them at once."""

    def search(self, query: Query) -> Results:
        start = (query.page - 1) * query.per_page
        found = _found(query, start, query.per_page)
        pages = pages_of(found.numbers.total, query.per_page)
        if not 1 <= query.page <= pages:
            raise NoSuchPage(query.page, pages)
        cards, attempt = _cards(found.keys), found.attempt
        return Results(
            cards=cards,
            total=found.numbers.total,
            facets=facets.values(found.numbers, query, vocabulary()),
            page=query.page,
            pages=pages,
            suggestion=attempt.suggestion if attempt else None,
            is_loose=attempt.is_loose if attempt else False,
            highlights=highlights.of_cards(cards, attempt) if attempt else {},
        )

    def count(self, query: Query) -> Counts:
        numbers = _found(query, 0, 0).numbers
        return Counts(numbers.total, facets.values(numbers, query, vocabulary()))

    def complete(self, text: str, *, limit: int) -> tuple[ProductCard, ...]:
        wanted = expand(text)
        talk = Conversation()
        for attempt in plain(wanted) if wanted else ():
            if not attempt.is_prefix or attempt.needs_name:
                continue
            page = questions.first(attempt, limit, _COMPLETING)
            found = _cards(answers.keys(*talk.ask(alias(), [page])))
            if found:
                return found
        return ()


def _found(query: Query, start: int, size: int) -> _Found:
    """What the first attempt finds that finds a card, whatever else was chosen."""
    talk = Conversation()
    wanted = expand(query.text) if query.wanted is None else query.wanted
    # What lies beyond the deepest page is only counted.
    size = max(0, min(size, DEEPEST - start)) if start >= 0 else 0
    if not wanted:
        searches = questions.searches(query, None, start, size)
        return _told(None, talk.ask(alias(), searches))
    for tried in _rounds(wanted, partial(_sample, talk)):
        # The page of the likeliest is asked for in the same breath: of words that
        # were not found as they stand, the one half typed.
        likeliest = next((one for one in tried if one.is_prefix), tried[0])
        hoped = questions.searches(query, likeliest, start, size)
        attempt, told = _first_borne(talk, query, tried, hoped)
        if attempt is likeliest:
            return _told(attempt, told)
        if attempt:
            searches = questions.searches(query, attempt, start, size)
            return _told(attempt, talk.ask(alias(), searches))
    return _Found()


def _rounds(wanted: Wanted, sample: Sample) -> Iterator[list[Attempt]]:
    """The attempts in the order of ``search.attempts``: the words as typed, what else
    they may plainly mean, at once, and each of the others, of which few are taken."""
    typed, *others = plain(wanted)
    yield [typed]
    yield others
    for attempt in further(wanted, sample):
        yield [attempt]


def _told(attempt: Attempt | None, answered: list[Answer]) -> _Found:
    """The first answer is the page; without cards, where only counts were asked."""
    keys = answers.keys(answered[0])
    return _Found(answers.numbers(answered, vocabulary()), keys, attempt)


def _first_borne(
    talk: Conversation,
    query: Query,
    tried: list[Attempt],
    besides: list[questions.Body],
) -> tuple[Attempt | None, list[Answer]]:
    """The first attempt whose words some card bears, whatever facets chose, and the
    answers to what was asked besides: one request for all."""
    tests = [dict(_tests(query, attempt)) for attempt in tried]
    bodies = {key: body for each in tests for key, body in each.items()}
    told = talk.ask(alias(), [*bodies.values(), *besides])
    borne = dict(zip(bodies, map(answers.is_there, told[: len(bodies)]), strict=True))
    for attempt, keys in zip(tried, tests, strict=True):
        if all(borne[key] for key in keys):
            return attempt, told[len(bodies) :]
    return None, []


def _tests(query: Query, attempt: Attempt) -> Iterator[tuple[Hashable, questions.Body]]:
    """What must be there for the attempt to count, by what tells it from others. Who
    bears the words in its name bears them; whether in season is another question."""
    words = (attempt.phrases, attempt.is_prefix)
    if attempt.needs_name:
        yield ("named", *words), questions.naming(attempt)
    if not attempt.needs_name or questions.has_scope(query):
        yield words, questions.bearing(query, attempt)


def _sample(talk: Conversation, choices: Choices) -> list[str]:
    return answers.texts(*talk.ask(alias(), [questions.sample(choices, _SAMPLES)]))


def _cards(keys: Collection[int]) -> tuple[ProductCard, ...]:
    """The cards that are still public, in this order; one query."""
    if not keys:
        return ()
    wanted = is_in("card.product_id", list(keys))
    found = ProductCard.objects.raw(
        f"SELECT {shown_columns()} FROM {CARDS} card WHERE {wanted.text}",  # noqa: S608
        wanted.params,
    )
    cards = {card.pk: card for card in found}
    return tuple(cards[key] for key in keys if key in cards)
