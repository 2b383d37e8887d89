"""What the server answered, in the words of all engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from search.engines.base import FACETS
from search.engines.conditions import STATES
from search.engines.elastic.questions import BESIDE, CHOSEN_PRODUCERS
from search.engines.facets import Numbers
from search.vocabulary import Vocabulary

Answer = Mapping[str, Any]


def keys(answer: Answer) -> tuple[int, ...]:
    """The products of a page, in order."""
    return tuple(int(hit["_id"]) for hit in answer["hits"]["hits"])


def is_there(answer: Answer) -> bool:
    """Whether anything was found."""
    return bool(answer["hits"]["total"]["value"])


def texts(answer: Answer) -> list[str]:
    return [str(hit["_source"]["exact"]) for hit in answer["hits"]["hits"]]


def numbers(answered: Iterable[Answer], names: Vocabulary) -> Numbers:
    """The counts, by the keys that ``search.engines.facets`` shows them under."""
    total = 0
    counted: dict[str, Answer] = {}
    for answer in answered:
        if "total" in answer["hits"]:
            total = answer["hits"]["total"]["value"]
        for name, told in answer.get("aggregations", {}).items():
            counted |= told if name.startswith(BESIDE) else {name: told}
    facets = {facet: _counted(facet, counted, names) for facet in FACETS}
    return Numbers(total, facets=facets)


def _counted(facet: str, within: Answer, names: Vocabulary) -> dict[str, int]:
    if facet == "bands":
        return _buckets(within["bands"])
    if facet == "stars":
        return _buckets(within["stars"]["stars"])
    if facet == "availability":
        by_state = _buckets(within["availability"])
        return {
            value.value: sum(by_state.get(str(state), 0) for state in states)
            for value, states in STATES.items()
        }
    by_slug = _buckets(within[facet])
    if facet == "producers" and CHOSEN_PRODUCERS in within:
        by_slug |= _buckets(within[CHOSEN_PRODUCERS])
    return {
        str(term.pk): by_slug[term.slug]
        for term in names.of(facet)
        if term.slug in by_slug
    }


def _buckets(terms: Answer) -> dict[str, int]:
    return {str(bucket["key"]): bucket["doc_count"] for bucket in terms["buckets"]}
